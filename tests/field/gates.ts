import { textOf } from "../../provider/json";
import { isOpen, type Holdings } from "./account";
import type { Outcome, Stack } from "./engine";
import type { Declaration, Program } from "./engine/program";
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
}

/**
 * What both programs declare and is there now: bound numbers, links of lists to trunks, open countries. Links of a
 * list or trunk whose replacement the preview showed are left out.
 */
export function gatesOf({ before, after, stack, holdings, preview }: Moment): Gate[] {
  const identities = new Set(after.map(identityOf));
  const kept = before.filter((one) => identities.has(identityOf(one)));
  const gates = kept.flatMap((declaration) => gateOf(declaration, { before, after, stack, preview }) ?? []);
  const distinct = new Map(gates.map((gate) => [gate.words, gate]));
  return [...distinct.values()].filter((gate) => gate.isThere(holdings));
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
  { before, after, stack, preview }: Omit<Moment, "holdings">,
): Gate | undefined {
  const identity = identityOf(declaration);
  if (identity === "") return undefined;
  if (declaration.type === "PhoneNumberAssignment") {
    const place = `PhoneNumberAssignment ${identity}`;
    return { words: `the binding of ${identity}`, isThere: (now) => now.has(place) };
  }
  if (declaration.type === "CountryPermission") {
    return { words: `the permission for ${identity}`, isThere: (now) => isOpen(now, identity) };
  }
  const link = stack.state.find(({ urn }) => urn === stack.urn(declaration));
  const [trunk, list] = identity.split(" ").map((key) => ({
    urns: urnsOf(key, [before, after], stack),
    names: namesOf(key, [before, after]),
  }));
  const isReplaced = preview.steps.some(
    ({ op, urn, ...step }) =>
      op === "create" && "old" in step && [trunk, list].some((part) => part?.urns.includes(urn)),
  );
  if (link === undefined || trunk === undefined || list === undefined || isReplaced) return undefined;
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

function urnsOf(key: string, programs: readonly Program[], stack: Stack): string[] {
  return declarationsOf(key, programs).map((one) => stack.urn(one));
}

function namesOf(key: string, programs: readonly Program[]): string[] {
  return declarationsOf(key, programs).map(({ inputs }) => textOf(inputs.name));
}
