import { textOf } from "../provider/json";
import { isUnseen } from "../stack/unseen";
import { addressOf, signInOf } from "../stack/access";
import { accountOf, isUnknown, ofKind, target, usernamesOf, type StackResource } from "../stack/resource";
import { changed, compared, line, markOf, same, type Box, type Scene } from "./marks";
import { endpointTarget, entityName, rangesOf, rangeText, valueText } from "./wording";

/** The links, and how they name their list. */
export const LINKS: Record<string, { property: string; kind: string }> = {
  TrunkAccessControlList: { property: "accessControlListId", kind: "AccessControlList" },
  TrunkCredentialList: { property: "credentialListId", kind: "CredentialList" },
};

/** A trunk: its domain, and where its calls go if no endpoint takes them: all of them, if none is enabled. */
export function trunkBox(scene: Scene, trunk: StackResource, endpoints: readonly StackResource[]): Box {
  const [then, now] = [wasOn, isOn].map((is) => endpoints.some((one) => is(scene, one)));
  return {
    title: { text: entityName(trunk), mark: markOf(scene, trunk) },
    lines: [
      ...changed(scene, trunk, (it) => (accountOf(it) === "" ? "" : `account ${accountOf(it)}`)),
      ...changed(scene, trunk, ({ properties }) =>
        isUnseen(properties.domain) || properties.domain === undefined
          ? valueText(properties.hostName)
          : textOf(properties.domain),
      ),
      ...changed(scene, trunk, (it) =>
        it.properties.enableCallForward === true
          ? `${(it === trunk ? now : then) ? "else forwards" : "forwards every call"} to ${valueText(it.properties.callForwardNumber)}`
          : "",
      ),
    ],
  };
}

/** What stands in the place of endpoints. */
export function withoutEndpoints(trunk: StackResource): string {
  if (isUnknown(trunk, "enableCallForward")) return "no endpoint: who is called is not known here";
  return `no endpoint: ${trunk.properties.enableCallForward === true ? "every call is forwarded" : "nobody is called"}`;
}

/** The addresses of static endpoints, from which calls are probably let in. */
export function addressBoxes(scene: Scene, endpoints: readonly StackResource[]): Box[] {
  const text = (it: StackResource): string => {
    const { address, doubt } = addressOf(it) ?? {};
    return address === undefined ? "" : `${address}${doubt === undefined ? "" : `: open, ${doubt}`}`;
  };
  const lines = endpoints.flatMap((one) => line(scene, one, text)).filter((one) => one.text !== "");
  return lines.length === 0 ? [] : [{ title: same("static endpoints (probably)"), lines }];
}

/** What a link lets in: the list itself if it is this trunk's alone, else its name. */
export function gateBox(scene: Scene, link: StackResource, apart: readonly StackResource[]): Box {
  const list = listOf(scene, link);
  const mark = markOf(scene, link);
  const wanted = LINKS[link.kind];
  if (list === undefined) {
    const id = wanted ? valueText(link.properties[wanted.property]) : "";
    return { title: { text: `${noun(link)} ${id}`, mark }, lines: [same("not of this stack")] };
  }
  if (apart.includes(list))
    return { title: { text: titleOf(list), mark }, lines: [same("see the shared lists")] };
  const box = listBox(scene, list);
  return mark === "same" ? box : { ...box, title: { ...box.title, mark } };
}

/** A list with its ranges or usernames. */
export function listBox(scene: Scene, list: StackResource, remark?: string): Box {
  const ranges = ofKind(scene.stack, "IpRange").filter(
    (range) =>
      target(scene.stack, range, { property: "accessControlListId", kind: "AccessControlList" }) === list,
  );
  const { before, differing = [] } = scene.changes.get(list) ?? {};
  const parts =
    list.kind === "CredentialList" ? usernamesOf : (it: StackResource) => rangesOf(it).map(rangeText);
  return {
    title: { text: titleOf(list), mark: markOf(scene, list) },
    lines: [
      ...compared(before ? parts(before) : undefined, parts(list), markOf(scene, list)),
      ...(before && list.kind === "CredentialList" && differing.includes("credentials")
        ? [{ text: "passwords or usernames", mark: "change" as const }]
        : []),
      ...ranges.flatMap((range) => line(scene, range, (it) => rangeText(it.properties))),
      ...(remark === undefined ? [] : [same(remark)]),
    ],
  };
}

/** One box for each priority, the lowest number first: that is tried first. */
export function endpointBoxes(scene: Scene, endpoints: readonly StackResource[]): Box[] {
  const priorities = [...new Set(endpoints.map(({ properties }) => valueText(properties.priority)))];
  return priorities
    .sort((a, b) => Number(a) - Number(b))
    .map((priority) => ({
      title: same(`priority ${priority}`),
      lines: endpoints
        .filter(({ properties }) => valueText(properties.priority) === priority)
        .flatMap((endpoint) =>
          line(scene, endpoint, (it) => {
            const off = it.properties.enabled === false ? " (disabled)" : "";
            const lock = it === endpoint ? lockText(scene, it) : "";
            return `${entityName(it)}: ${endpointTarget(it, scene.stack)}${off}${lock}`;
          }),
        ),
    }));
}

/** That the device of a registered endpoint is turned away. */
function lockText(scene: Scene, endpoint: StackResource): string {
  const stack = scene.stack.filter((one) => scene.changes.get(one)?.operation !== "delete");
  const signIn = stack.includes(endpoint) ? signInOf(stack, endpoint) : undefined;
  return signIn?.can === false ? `; cannot sign in, ${entityName(signIn.list)} is not linked here` : "";
}

function isOn({ changes }: Scene, endpoint: StackResource): boolean {
  return changes.get(endpoint)?.operation !== "delete" && endpoint.properties.enabled !== false;
}

function wasOn({ changes }: Scene, endpoint: StackResource): boolean {
  const { operation, before = endpoint } = changes.get(endpoint) ?? {};
  return operation !== "create" && before.properties.enabled !== false;
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
  const off = list.properties.enabled === false ? " (disabled)" : "";
  return `${noun(list)} ${entityName(list)}${off}`;
}
