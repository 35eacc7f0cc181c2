import { textOf } from "../provider/json";
import { isUnseen } from "../stack/unseen";
import { addressOf } from "../stack/access";
import { accountOf, ofKind, target, usernamesOf, type StackResource } from "../stack/resource";
import { changed, compared, interruption, line, markOf, note, same, type Box, type Scene } from "./marks";
import { entityName, rangesOf, rangeText, valueText } from "./wording";

/*
 * Outbound calls: they come in from a gate, and leave through the trunk. `inbound.ts` has the other way, `network.ts`
 * where outbound calls may go.
 */

/** The links, and how they name their list. */
export const LINKS: Record<string, { property: string; kind: string }> = {
  TrunkAccessControlList: { property: "accessControlListId", kind: "AccessControlList" },
  TrunkCredentialList: { property: "credentialListId", kind: "CredentialList" },
};

/** A trunk with its domain. */
export function trunkBox(scene: Scene, trunk: StackResource): Box {
  return {
    title: { text: entityName(trunk), mark: markOf(scene, trunk) },
    lines: [
      ...interruption(scene, trunk),
      ...changed(scene, trunk, (it) => (accountOf(it) === "" ? "" : `account ${accountOf(it)}`)),
      ...changed(scene, trunk, ({ properties }) =>
        isUnseen(properties.domain) || properties.domain === undefined
          ? valueText(properties.hostName)
          : textOf(properties.domain),
      ),
    ],
  };
}

/** Who may make outbound calls: lists that are linked, and the addresses of static endpoints. */
export function gateBoxes(
  scene: Scene,
  own: { links: readonly StackResource[]; endpoints: readonly StackResource[] },
  apart: readonly StackResource[],
): Box[] {
  const boxes = [
    ...own.links.map((link) => gateBox(scene, link, apart)),
    ...addressBoxes(scene, own.endpoints),
  ];
  return boxes.length > 0 ? boxes : [note("no list: probably nobody may call out")];
}

/** The addresses of static endpoints, from which calls are probably let in. */
function addressBoxes(scene: Scene, endpoints: readonly StackResource[]): Box[] {
  const lines = endpoints.flatMap((endpoint) => {
    const doubt = addressOf(endpoint)?.doubt;
    return line(scene, endpoint, addressText)
      .filter(({ text }) => text !== "")
      .map((one) => (doubt === undefined ? one : { ...one, alike: `addresses: open, ${doubt}` }));
  });
  const title = "static endpoints (probably)";
  return lines.length === 0 ? [] : [{ title: same(title), lines, fold: { title, unit: "address" } }];
}

function addressText(endpoint: StackResource): string {
  const { address = "", doubt } = addressOf(endpoint) ?? {};
  return doubt === undefined ? address : `${address}: open, ${doubt}`;
}

/** What a link lets in: the list itself if it is this trunk's alone, else its name. */
function gateBox(scene: Scene, link: StackResource, apart: readonly StackResource[]): Box {
  const list = listOf(scene, link);
  const mark = markOf(scene, link);
  const down = interruption(scene, link);
  const wanted = LINKS[link.kind];
  if (list === undefined) {
    const id = wanted ? valueText(link.properties[wanted.property]) : "";
    const lines = [...down, same("not of this stack")];
    return { title: { text: `${noun(link)} ${id}`, mark }, lines, fold: { title: `${noun(link)} outside` } };
  }
  if (apart.includes(list)) {
    const text = titleOf(list);
    return { title: { text, mark }, lines: [...down, same("see the shared lists")], fold: { title: text } };
  }
  const box = listBox(scene, list);
  // What is replaced with its list is said once.
  const lines = box.lines.some((one) => one.mark === "down") ? box.lines : [...down, ...box.lines];
  return { ...box, lines, title: mark === "same" ? box.title : { ...box.title, mark } };
}

/** A list with its ranges or usernames. */
export function listBox(scene: Scene, list: StackResource, remark?: string): Box {
  const ranges = ofKind(scene.stack, "IpRange").filter(
    (range) =>
      target(scene.stack, range, { property: "accessControlListId", kind: "AccessControlList" }) === list,
  );
  const { before, differing = [] } = scene.changes.get(list) ?? {};
  const isOfUsernames = list.kind === "CredentialList";
  const parts = isOfUsernames ? usernamesOf : (it: StackResource) => rangesOf(it).map(rangeText);
  const passwords = "passwords or usernames";
  return {
    title: { text: titleOf(list), mark: markOf(scene, list) },
    lines: [
      ...interruption(scene, list),
      ...compared(before ? parts(before) : undefined, parts(list), markOf(scene, list)),
      ...(before && isOfUsernames && differing.includes("credentials")
        ? [{ text: passwords, mark: "change" as const, alike: passwords }]
        : []),
      ...ranges.flatMap((range) => line(scene, range, (it) => rangeText(it.properties))),
      ...(remark === undefined ? [] : [same(remark)]),
    ],
    fold: { title: `${noun(list)}${offText(list)}`, unit: isOfUsernames ? "username" : "range" },
  };
}

/** The list that a link links. */
export function listOf({ stack }: Scene, link: StackResource): StackResource | undefined {
  const wanted = LINKS[link.kind];
  return wanted && target(stack, link, wanted);
}

const NOUNS: Record<string, string> = {
  AccessControlList: "access list",
  TrunkAccessControlList: "access list",
  CredentialList: "credentials",
  TrunkCredentialList: "credentials",
  SipEndpoint: "endpoint",
  PhoneNumberAssignment: "number",
};

/** One or two words for a kind of resource. */
export function noun({ kind }: StackResource): string {
  return NOUNS[kind] ?? kind;
}

function titleOf(list: StackResource): string {
  return `${noun(list)} ${entityName(list)}${offText(list)}`;
}

function offText({ properties }: StackResource): string {
  return properties.enabled === false ? " (disabled)" : "";
}
