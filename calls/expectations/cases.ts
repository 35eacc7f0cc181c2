import { isUnseen } from "../../stack/unseen";
import { textOf } from "../../provider/json";
import { accountOf, ofKind, type StackResource } from "../../stack/resource";
import type { Call, Party } from "../call";
import { traceOf, verdictOf } from "../judge";
import { bindingOf, checkUsername, endpointNamed, trunkNamed } from "../names";
import { numberText, partyOf } from "../numbers";
import type { Answers } from "../questions";
import type { Outcome, Step, Verdict } from "../verdict";
import type { Account, Trunk, World } from "../world";
import type { PartyOfFile } from "./file";
import { numbersOf } from "./numbers-of-country";
import { destination, gate, type Judged } from "./partial";
import type { Destination, InboundSentence, OutboundSentence, Sentence } from "./sentence";

/** One call that an expectation is about. */
export interface Case {
  /** Which call it is, for people. */
  readonly name: string;
  readonly verdict: () => Verdict;
  readonly steps: () => readonly Step[];
  /** Whether an outcome is as expected; nothing where that cannot be told. */
  readonly isRight: (outcome: Outcome) => boolean | undefined;
}

/** Against what a sentence is held. */
export interface Scene {
  readonly parties: ReadonlyMap<string, PartyOfFile>;
  readonly world: World;
  readonly answers: Answers;
}

/** The calls that a sentence is about. @throws Error where it names something that there is not */
export function casesOf(sentence: Sentence, scene: Scene): Case[] {
  return sentence.form === "inbound" ? inboundCases(sentence, scene) : outboundCases(sentence, scene);
}

function outboundCases(sentence: OutboundSentence, scene: Scene): Case[] {
  const { caller, can } = sentence;
  const isRight = ({ isLetThrough }: Outcome): boolean => isLetThrough === can;
  if (caller.form === "nobody") {
    return scene.world.accounts.flatMap((account) =>
      partiesCalled(sentence, account, scene.world).map((to): Case => ({
        name: `to ${numberText(to)}${account.name === "" ? "" : ` (account ${account.name})`}`,
        ...partial(() => destination(to, account, scene.answers)),
        isRight: ({ isLetThrough }) => !isLetThrough,
      })),
    );
  }
  const { trunks, call } = callerIn(caller, sentence, scene);
  return trunks.flatMap((trunk) => {
    const by = trunks.length > 1 ? ` by trunk "${trunk.resource.name}"` : "";
    if (sentence.destinations.length === 0) {
      const name = `anywhere${by}`;
      return [{ name, ...partial(() => gate(call, trunk, scene.answers)), isRight }];
    }
    return partiesCalled(sentence, trunk.account, scene.world).map((to): Case => {
      const out: Call = { ...call, direction: "outbound", to, trunkId: idOf(trunk.resource) };
      const name = `to ${numberText(to)}${by}`;
      return { name, ...whole(out, scene.world, scene.answers), isRight };
    });
  });
}

/** Texts are made of the calls only that are not as expected. */
function whole(call: Call, world: World, answers: Answers): Pick<Case, "verdict" | "steps"> {
  return {
    verdict: () => verdictOf(call, world, answers),
    steps: () => traceOf(call, world, answers).steps,
  };
}

function partial(judge: () => Judged): Pick<Case, "verdict" | "steps"> {
  return { verdict: () => judge().verdict, steps: () => judge().steps };
}

type CallOfParty = Omit<Call, "direction" | "to">;

/** The trunks by which somebody calls, and what is known of the call. */
function callerIn(
  caller: Exclude<OutboundSentence["caller"], { form: "nobody" }>,
  { can }: OutboundSentence,
  { parties, world }: Scene,
): { trunks: readonly Trunk[]; call: CallOfParty } {
  if (caller.form === "address") {
    if (can) requireOne(world.trunks, `say it of a party that names its trunk`);
    return { trunks: world.trunks, call: { source: caller.address } };
  }
  const { trunk, source, username, from } = parties.get(caller.name) ?? { line: 0 };
  if (trunk === undefined && can) requireOne(world.trunks, `give party ${caller.name} its trunk`);
  const trunks = trunk === undefined ? world.trunks : [trunkNamed(trunk, world)];
  if (username !== undefined) checkUsername(username, world);
  return {
    trunks,
    call: {
      username: username ?? null,
      ...(source !== undefined && { source }),
      ...(from !== undefined && { from: partyOf(from) }),
    },
  };
}

function requireOne(trunks: readonly Trunk[], what: string): void {
  if (trunks.length > 1) throw new Error(`there are ${trunks.length} trunks: ${what}`);
}

/** Whom a sentence is about: a country's numbers are those for which it may make a difference. */
function partiesCalled({ destinations, except }: OutboundSentence, account: Account, world: World): Party[] {
  return destinations.flatMap((one: Destination): Party[] => {
    if ("number" in one) return [partyOf(one.number)];
    const numbers = numbersOf(one.country, { rules: prefixesOfRules(account, world), except });
    if (numbers.length === 0) {
      throw new Error(
        `${one.country} has no numbers${except.length > 0 ? " but those that are left out" : ""}`,
      );
    }
    return numbers.map((digits) => ({ digits, country: one.country }));
  });
}

/** The digits of an account's blocking rules for calls out, as far as they are known. */
function prefixesOfRules(account: Account, { resources }: World): string[] {
  return ofKind(resources, "CallBlockingRule")
    .filter((one) => accountOf(one) === account.name && one.properties.direction !== "INBOUND")
    .map(({ properties }) => properties.calleeMatch)
    .filter((match) => !isUnseen(match))
    .map((match) => textOf(match).replace(/^\+/, ""))
    .filter((match) => match !== "");
}

/** A caller whom no rule names: who else calls is said by `from`. */
const SOMEBODY = { caller: "nobody whom a rule names" };

function inboundCases(sentence: InboundSentence, { world, answers }: Scene): Case[] {
  const { number = "", from, down, rings, forwardedTo } = sentence;
  const { trunk } = bindingOf(number, world);
  const named = (name: string): StackResource => endpointNamed(name, world, trunk);
  const groups = rings.map((group) => new Set(group.map(named)));
  const call: Call = {
    direction: "inbound",
    to: partyOf(number),
    down: new Set(down.map((name) => idOf(named(name)))),
    ...(from !== undefined && { from: partyOf(from) }),
  };
  const isRight = (outcome: Outcome): boolean | undefined => {
    // It goes to a trunk or to endpoints that are not known here.
    if (outcome.isLetThrough && outcome.rings === undefined && outcome.forwardedTo === undefined)
      return undefined;
    if (groups.length === 0 && forwardedTo === undefined) return !outcome.isLetThrough;
    const isForwarded = forwardedTo === undefined || digitsOf(outcome.forwardedTo) === digitsOf(forwardedTo);
    return outcome.isLetThrough && isForwarded && isSame(outcome.rings ?? [], groups);
  };
  const name = `to ${number}${from === undefined ? "" : ` from ${from}`}`;
  const settled = from === undefined ? { ...SOMEBODY, ...answers } : answers;
  return [{ name, ...whole(call, world, settled), isRight }];
}

function isSame(
  rings: readonly (readonly StackResource[])[],
  groups: readonly ReadonlySet<StackResource>[],
): boolean {
  return (
    rings.length === groups.length &&
    rings.every((ring, index) => {
      const group = groups[index];
      return ring.length === group?.size && ring.every((one) => group.has(one));
    })
  );
}

function digitsOf(number: string | undefined): string {
  return (number ?? "").replace(/\D/g, "");
}

function idOf({ id, urn }: StackResource): string {
  return id ?? urn;
}
