import type { StackResource } from "../../stack/resource";
import type { Call, Party } from "../call";
import { traceOf, verdictOf } from "../judge";
import { bindingOf, checkUsername, endpointNamed, trunkNamed } from "../names";
import { numberText, partyOf } from "../numbers";
import type { Answers } from "../questions";
import type { Outcome, Step, Verdict } from "../verdict";
import type { Account, Trunk, World } from "../world";
import { anywhere, partiesCalled } from "./called";
import type { PartyOfFile } from "./file";

import type { InboundSentence, OutboundSentence, Sentence } from "./sentence";

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
export function casesOf(sentence: Sentence, scene: Scene): Iterable<Case> {
  return sentence.form === "inbound" ? inboundCases(sentence, scene) : outboundCases(sentence, scene);
}

function outboundCases(sentence: OutboundSentence, scene: Scene): Iterable<Case> {
  const { caller, can, destinations } = sentence;
  const { world, answers } = scene;
  const { trunks, call } = caller.form === "nobody" ? anybody(world) : callerIn(caller, sentence, scene);
  // Rules and countries are the same for all trunks of an account.
  const called = new Map<Account | undefined, readonly Party[]>();
  for (const trunk of trunks) {
    if (called.has(trunk?.account)) continue;
    const parties =
      destinations.length === 0 ? anywhere(trunk, world) : partiesCalled(sentence, trunk, world);
    called.set(trunk?.account, parties);
  }
  const isRight: Case["isRight"] = ({ isLetThrough }) => isLetThrough === (can && caller.form !== "nobody");
  return casesBy(trunks, (trunk) =>
    (called.get(trunk?.account) ?? []).map((to) => {
      const by = trunks.length > 1 && trunk ? ` by trunk "${trunk.resource.name}"` : "";
      const trunkId = trunk && { trunkId: idOf(trunk.resource) };
      const out: Call = { ...call, ...trunkId, direction: "outbound", to };
      return { name: `to ${numberText(to)}${by}`, ...judged(out, world, answers), isRight };
    }),
  );
}

/** The cases of thousands of trunks are made one trunk after the other. */
function* casesBy(
  trunks: readonly (Trunk | undefined)[],
  casesOfTrunk: (trunk: Trunk | undefined) => readonly Case[],
): Iterable<Case> {
  for (const trunk of trunks) yield* casesOfTrunk(trunk);
}

/** Whoever calls, by one trunk of each account. */
function anybody({ accounts, trunks }: World): { trunks: readonly (Trunk | undefined)[]; call: CallOfParty } {
  const ofAccounts = accounts.flatMap((account) => trunks.find((trunk) => trunk.account === account) ?? []);
  return { trunks: ofAccounts.length > 0 ? ofAccounts : [undefined], call: { isPastGate: true } };
}

/** Texts are made of the calls only that are not as expected. */
function judged(call: Call, world: World, answers: Answers): Pick<Case, "verdict" | "steps"> {
  return {
    verdict: () => verdictOf(call, world, answers),
    steps: () => traceOf(call, world, answers).steps,
  };
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
  return [{ name, ...judged(call, world, settled), isRight }];
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
