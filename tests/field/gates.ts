import { textOf } from "../../provider/json";
import { isOpen, type Holdings } from "./account";
import type { Outcome, Stack } from "./engine";
import type { Declaration, Program } from "./engine/program";
import type { Resource } from "./engine/resource";
import type { Step } from "./engine/steps";
import { linkOf } from "./programs";

/** Something that calls need all the time. */
export interface Gate {
  readonly words: string;
  isThere(now: Holdings): boolean;
}

interface Moment {
  readonly before: Program;
  readonly after: Program;
  readonly stack: Stack;
  readonly holdings: Holdings;
  /** What the preview of the coming update said. */
  readonly preview: Outcome;
  /** What is targeted; absent for all. */
  readonly targets: ReadonlySet<string> | undefined;
}

/**
 * What both programs declare and is there now: bound numbers, links of lists to trunks, open countries. Left out are
 * numbers and links of a list or trunk that goes before it is made again, as the preview showed; and, with `--target`,
 * what a targeted resource gives up to one that is not, of which the engine tells the provider nothing.
 */
export function gatesOf({ before, after, stack, holdings, preview, targets }: Moment): Gate[] {
  const first = new Set(preview.steps.flatMap((one) => (isDeletedFirst(one) ? placeOf(one.old) : [])));
  const deleted = new Set(preview.steps.flatMap((one) => (one.op === "delete" ? placeOf(one.old) : [])));
  const known = new Map(stack.state.map((one) => [one.urn, placeOf(one)]));
  const kept = before.filter((one) => {
    const heirs = after.filter((other) => identityOf(other) === identityOf(one));
    const isGivenUp = deleted.has(known.get(stack.urn(one)) ?? "");
    return heirs.some((other) => !isGivenUp || targets?.has(stack.urn(other)) !== false);
  });
  const gates = kept.flatMap(
    (declaration) => gateOf(declaration, { before, after, stack, holdings, first }) ?? [],
  );
  const distinct = new Map(gates.map((gate) => [gate.words, gate]));
  return [...distinct.values()].filter((gate) => gate.isThere(holdings));
}

function placeOf({ type, id }: Resource): string {
  return `${type} ${id}`;
}

/** Whether a step makes again what has gone before it. */
function isDeletedFirst(step: Step): step is Step & { old: Resource } {
  return step.op === "create" && step.old !== undefined && !step.condemnsOld;
}

/** What a declaration is about, whatever it is called; none for what is no gate. */
function identityOf(declaration: Declaration): string {
  const { type, inputs } = declaration;
  switch (type) {
    case "PhoneNumberAssignment":
      return textOf(inputs.phoneNumber);
    case "CountryPermission":
      return inputs.enabled === true ? textOf(inputs.isoCode) : "";
    default:
      return linkOf(declaration) ?? "";
  }
}

function gateOf(
  declaration: Declaration,
  {
    before,
    after,
    stack,
    holdings,
    first,
  }: Pick<Moment, "before" | "after" | "stack" | "holdings"> & {
    /** What is deleted before it is made again. */
    readonly first: ReadonlySet<string>;
  },
): Gate | undefined {
  const identity = identityOf(declaration);
  if (identity === "") return undefined;
  if (declaration.type === "PhoneNumberAssignment") {
    const place = `PhoneNumberAssignment ${identity}`;
    if (first.has(`SipTrunk ${textOf(holdings.get(place)?.sipTrunkId)}`)) return undefined;
    return { words: `the binding of ${identity}`, isThere: (now) => now.has(place) };
  }
  if (declaration.type === "CountryPermission") {
    return { words: `the permission for ${identity}`, isThere: (now) => isOpen(now, identity) };
  }
  const link = stack.state.find(({ urn }) => urn === stack.urn(declaration));
  const [trunk, list] = identity.split(" ").map((key) => ({
    names: namesOf(key, [before, after]),
  }));
  if (link === undefined || trunk === undefined || list === undefined) return undefined;
  const [trunkId = "", listId = ""] = link.id.split("/");
  const listType = declaration.type.replace("Trunk", "");
  if (first.has(`SipTrunk ${trunkId}`) || first.has(`${listType} ${listId}`)) return undefined;
  // A list that comes to stand elsewhere in the program is made anew, and linked before the old one goes.
  const isSuch = (now: Holdings, part: { names: string[] }, place: string): boolean =>
    part.names.includes(textOf(now.get(place)?.name));
  return {
    words: `the link ${link.id}`,
    isThere: (now) =>
      [...now].some(([place, { sipTrunkId, accessControlListId, credentialListId }]) => {
        if (!place.startsWith(`${declaration.type} `)) return false;
        if (place === `${declaration.type} ${link.id}`) return true;
        const listPlace =
          accessControlListId === undefined
            ? `CredentialList ${textOf(credentialListId)}`
            : `AccessControlList ${textOf(accessControlListId)}`;
        return isSuch(now, trunk, `SipTrunk ${textOf(sipTrunkId)}`) && isSuch(now, list, listPlace);
      }),
  };
}

function declarationsOf(key: string, programs: readonly Program[]): Declaration[] {
  return programs.flat().filter((one) => one.key === key);
}

function namesOf(key: string, programs: readonly Program[]): string[] {
  return declarationsOf(key, programs).map(({ inputs }) => textOf(inputs.name));
}
