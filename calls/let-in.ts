import { label, type StackResource } from "../stack/resource";
import { spoken } from "../provider/words";
import { fact, question } from "./asks";
import { addressKey, type AccessList, type Gate, type Place, type StaticEndpoint } from "./gate";
import type { Ask } from "./questions";
import { isIn, numberOfAddress } from "./ranges";
import { answerOf, type Run } from "./run";
import type { Step } from "./verdict";
import { refused, type Decide, type Way } from "./way";
import type { Trunk } from "./world";

/** What lets an address in, or why none does. */
type Found = AccessList | "not asked" | "let in" | "in no list" | "without a list";

/** Whether the address that a call comes from is let in. */
export const address: Decide = (way, run) => {
  const { trunk } = way;
  if (trunk === undefined || way.call.isPastGate === true) return undefined;
  const found = foundBy(way.call.source, trunk.gate, run);
  const isRefused = found === "in no list" || found === "without a list";
  run.tell?.(addressStep(way, trunk, found));
  return isRefused ? refused(way, { reason: "gate", status: 403, resource: trunk.resource }) : undefined;
};

function foundBy(source: string | undefined, gate: Gate, run: Run): Found {
  const { accessLists, credentialLists, others } = gate;
  if (accessLists.length === 0 && credentialLists.length > 0 && others === undefined) return "not asked";
  const number = source === undefined ? -1 : numberOfAddress(source);
  for (const list of accessLists) {
    if (list.enabled === true && number >= 0 && isIn(list.ranges, number)) return list;
  }
  if (others !== undefined) return answerOf(run, others) === 0 ? "let in" : "in no list";
  const place = placeOf(source, gate, run);
  let [isClosed, hasDisabled] = [false, false];
  for (const list of accessLists) {
    const isEnabled = isTrue(list.enabled, run);
    if (isEnabled && has(list, number, place, run)) return list;
    if (isEnabled) isClosed = true;
    else hasDisabled = true;
  }
  if (!isClosed && hasDisabled) isClosed = answerOf(run, DISABLED_LIST) === 0;
  if (!isClosed && credentialLists.length > 0) return "not asked";
  const isOfEndpoint = isAddressOfEndpoint(source, gate, run);
  if (isClosed) return isOfEndpoint && answerOf(run, BESIDE_LIST) === 0 ? "let in" : "in no list";
  const isLetIn = isOfEndpoint ? answerOf(run, ENDPOINT_ADDRESS) === 0 : answerOf(run, NO_GATE) === 1;
  return isLetIn ? "let in" : "without a list";
}

const DISABLED_LIST = question("disabled-list");
const BESIDE_LIST = question("endpoint-beside-list");
const ENDPOINT_ADDRESS = question("endpoint-address");
const NO_GATE = question("no-gate");
const DISABLED_ENDPOINT = question("disabled-endpoint");
const HOST_NAME = question("host-name-endpoint");
const BESIDE_CREDENTIALS = question("endpoint-beside-credentials");

/** Whether a flag is set, or is taken to be. */
export function isTrue(value: boolean | Ask, run: Run): boolean {
  return typeof value === "boolean" ? value : value.answers[answerOf(run, value)] === "true";
}

/** Where an address is: known, or taken to be somewhere. */
function placeOf(source: string | undefined, gate: Gate, run: Run): Place | "known" {
  if (source !== undefined) return "known";
  return gate.source === undefined ? "another" : (gate.places[answerOf(run, gate.source)] ?? "another");
}

function has(list: AccessList, number: number, place: Place | "known", run: Run): boolean {
  if (place === "known" && number >= 0 && isIn(list.ranges, number)) return true;
  if (place === "in a linked list" && list.ranges.length > 0) return true;
  const isPossible = place === "known" ? number >= 0 : place === "in a linked list";
  return isPossible && list.unknown !== undefined && answerOf(run, list.unknown) === 0;
}

/** Whether a call comes from the address of a static endpoint that counts. */
function isAddressOfEndpoint(source: string | undefined, gate: Gate, run: Run): boolean {
  const { endpoints, addressed, elsewhere } = gate;
  const place = placeOf(source, gate, run);
  const own = source === undefined ? addressed : (endpoints.get(addressKey(source)) ?? NONE);
  const isHere = place === "known" || place === "of a static endpoint";
  if (isHere && own.some((endpoint) => counts(endpoint, run))) return true;
  return place !== "in a linked list" && elsewhere.some((endpoint) => counts(endpoint, run));
}

/** The same, of endpoints that are not known here, too. */
function isAddressOfAny(source: string | undefined, gate: Gate, run: Run): boolean {
  const { otherEndpoints } = gate;
  return (
    isAddressOfEndpoint(source, gate, run) ||
    (otherEndpoints !== undefined && answerOf(run, otherEndpoints) === 1)
  );
}

const NONE: readonly StaticEndpoint[] = [];

function counts({ enabled, doubt }: StaticEndpoint, run: Run): boolean {
  return (
    (isTrue(enabled, run) || answerOf(run, DISABLED_ENDPOINT) === 1) &&
    doubt.every((one) => (one === "host name" ? answerOf(run, HOST_NAME) === 1 : answerOf(run, one) === 0))
  );
}

/** Whether the digest with which a call answers a challenge is right. */
export const digest: Decide = (way, run) => {
  const { trunk, call } = way;
  if (trunk === undefined || call.isPastGate === true) return undefined;
  const { credentialLists, others } = trunk.gate;
  if (credentialLists.length === 0) {
    const isRefused = others !== undefined && answerOf(run, others) === 1;
    if (others !== undefined) run.tell?.(withoutDigest(trunk.resource, isRefused));
    return isRefused ? refused(way, { reason: "gate", status: 403, resource: trunk.resource }) : undefined;
  }
  const list = listWith(call.username, trunk.gate, run);
  const isLetIn =
    list !== undefined ||
    (isAddressOfAny(call.source, trunk.gate, run) && answerOf(run, BESIDE_CREDENTIALS) === 1);
  const status = call.username === null ? 407 : 403;
  run.tell?.(digestStep(way, trunk, list, isLetIn));
  return isLetIn ? undefined : refused(way, { reason: "gate", status, resource: trunk.resource });
};

/** The list that has a username, as far as that is known. */
function listWith(username: string | null | undefined, gate: Gate, run: Run): StackResource | undefined {
  const { credentialLists, others } = gate;
  const [first] = credentialLists;
  if (username === null || first === undefined) return undefined;
  if (username === undefined) {
    if (answerOf(run, USERNAME) === 0) return first.resource;
  } else {
    const known = credentialLists.find(({ usernames }) => usernames.has(username));
    const maybe =
      known ?? credentialLists.find(({ unknown }) => unknown !== undefined && answerOf(run, unknown) === 0);
    if (maybe !== undefined) return maybe.resource;
  }
  return others !== undefined && answerOf(run, others) === 0 ? first.resource : undefined;
}

const USERNAME = fact("username", "with which username it answers the challenge", [
  "one of a linked credential list",
  "none of them",
]);

/** A step of the gate, for people. */
function addressStep({ call }: Way, trunk: Trunk, found: Found): Step {
  const source = call.source ?? "an address that is not known";
  const of = label(trunk.resource);
  if (typeof found !== "string") {
    return { text: `${source} is in ${label(found.resource)}`, result: "passes", resource: found.resource };
  }
  const lists = trunk.gate.accessLists.map(({ resource }) => label(resource));
  const texts = {
    "not asked": `no enabled access control list is linked to ${of}, so the address is not asked`,
    "let in": `${source} is let in to ${of}`,
    "in no list": `${source} is in no enabled list of ${of}${lists.length > 0 ? ` (${spoken(lists)})` : ""}`,
    "without a list": `nothing lets ${source} in: no list is linked to ${of}`,
  };
  const isRefused = found === "in no list" || found === "without a list";
  const step: Step = {
    text: texts[found],
    result: isRefused ? "refused" : "passes",
    resource: trunk.resource,
  };
  return isRefused ? { ...step, status: 403 } : step;
}

function digestStep({ call }: Way, trunk: Trunk, list: StackResource | undefined, isLetIn: boolean): Step {
  const name = call.username ?? "a username";
  if (list !== undefined) {
    return {
      text: `after the challenge (407), ${name} is in ${label(list)}`,
      result: "passes",
      resource: list,
    };
  }
  const lists = spoken(trunk.gate.credentialLists.map(({ resource }) => label(resource)));
  const text =
    call.username === null
      ? `the challenge (407) is not answered with a username of ${lists}`
      : `after the challenge (407), ${name} is not in ${lists}`;
  if (isLetIn) return { text: `${text}, and a static endpoint's address is spared`, result: "passes" };
  const status = call.username === null ? 407 : 403;
  return { text, result: "refused", status, resource: trunk.resource };
}

function withoutDigest(resource: StackResource, isRefused: boolean): Step {
  const text = `no credential list that is known here is linked to ${label(resource)}`;
  return { text, ...(isRefused ? { result: "refused", status: 403 } : { result: "passes" }), resource };
}
