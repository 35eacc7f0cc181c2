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
  /** The program of the update before. */
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
 * What the state has, the program declares and is there now: bound numbers, links of lists to trunks, open countries.
 * Left out are numbers and links that go with a list or trunk before that is made again, as the preview showed; and, with
 * `--target`, what a targeted resource gives up to one that is not, of which the engine tells the provider nothing.
 */
export function gatesOf(moment: Moment): Gate[] {
  const { after, stack, holdings, preview, targets } = moment;
  const first = new Set(preview.steps.flatMap((one) => (isDeletedFirst(one) ? placeOf(one.old) : [])));
  const deleted = new Set(preview.steps.flatMap((one) => (one.op === "delete" ? placeOf(one.old) : [])));
  const known = new Set(stack.state.map(placeOf));
  const heard = new Set<string>();
  const gates = new Map<string, Gate>();
  for (const declaration of after) {
    const place = placeIn(moment, declaration);
    if (place === undefined || !known.has(place)) continue;
    if (targets?.has(stack.urn(declaration)) !== false) heard.add(place);
    if ([place, ...needsOf(place, holdings)].some((other) => first.has(other))) continue;
    gates.set(place, gateOf(place, moment, declaration));
  }
  return [...gates]
    .filter(([place]) => heard.has(place) || !deleted.has(place))
    .map(([, gate]) => gate)
    .filter((gate) => gate.isThere(holdings));
}

function placeOf({ type, id }: Resource): string {
  return `${type} ${id}`;
}

/** Whether a step makes again what has gone before it. */
function isDeletedFirst(step: Step): step is Step & { old: Resource } {
  return step.op === "create" && step.old !== undefined && !step.condemnsOld;
}

/** What a declaration means in the account, before the update; none for what is no gate. */
function placeIn(moment: Moment, declaration: Declaration): string | undefined {
  const { type, inputs } = declaration;
  switch (type) {
    case "PhoneNumberAssignment":
      return `${type} ${textOf(inputs.phoneNumber)}`;
    case "CountryPermission":
      return inputs.enabled === true ? `${type} ${textOf(inputs.isoCode)}` : undefined;
    default: {
      const link = linkOf(declaration);
      return (
        link &&
        `${type} ${link
          .split(" ")
          .map((key) => idOf(moment, key))
          .join("/")}`
      );
    }
  }
}

/** The id of what a key stands for, also if it stood elsewhere in the program. */
function idOf({ before, after, stack }: Moment, key: string): string {
  const idIn = (program: Program): string | undefined => {
    const declaration = program.find((one) => one.key === key);
    const urn = declaration && stack.urn(declaration);
    return stack.known(program).find((one) => one.urn === urn)?.id;
  };
  return idIn(after) ?? idIn(before) ?? "";
}

/** What has to be there for something to be. */
function needsOf(place: string, holdings: Holdings): string[] {
  const { sipTrunkId, accessControlListId, credentialListId } = holdings.get(place) ?? {};
  return [
    `SipTrunk ${textOf(sipTrunkId)}`,
    `AccessControlList ${textOf(accessControlListId)}`,
    `CredentialList ${textOf(credentialListId)}`,
  ];
}

function gateOf(place: string, { before, after }: Moment, declaration: Declaration): Gate {
  const { type, inputs } = declaration;
  if (type === "PhoneNumberAssignment") {
    return { words: `the binding of ${textOf(inputs.phoneNumber)}`, isThere: (now) => now.has(place) };
  }
  if (type === "CountryPermission") {
    const isoCode = textOf(inputs.isoCode);
    return { words: `the permission for ${isoCode}`, isThere: (now) => isOpen(now, isoCode) };
  }
  const [trunkId] = place.split(/[ /]/).slice(1);
  const [trunkKey = "", listKey = ""] = linkOf(declaration)?.split(" ") ?? [];
  const givenTo = (one: string, input: string): string[] =>
    [...before, ...after].filter(({ key }) => key === one).map(({ inputs }) => textOf(inputs[input]));
  const [hostNames, names] = [givenTo(trunkKey, "hostName"), givenTo(listKey, "name")];
  const listType = type.replace("Trunk", "");
  return {
    words: `the link ${place}`,
    isThere: (now) =>
      [...now].some(([other, { sipTrunkId, accessControlListId, credentialListId }]) => {
        if (!other.startsWith(`${type} `)) return false;
        // A list that comes to stand elsewhere in the program is made anew, and linked before the old one goes; the
        // same is true of a trunk that is replaced and gets another host name.
        const trunk = now.get(`SipTrunk ${textOf(sipTrunkId)}`);
        const list = now.get(`${listType} ${textOf(accessControlListId ?? credentialListId)}`);
        const isSuch = sipTrunkId === trunkId || hostNames.includes(textOf(trunk?.hostName));
        return other === place || (isSuch && names.includes(textOf(list?.name)));
      }),
  };
}
