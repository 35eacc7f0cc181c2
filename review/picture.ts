import { textOf } from "../provider/json";
import type { Review } from "../stack/change";
import { matcher } from "../stack/name-pattern";
import { accountOf, ofKind, target, trunkOf, type Stack, type StackResource } from "../stack/resource";
import { gateBoxes, LINKS, listBox, listOf, noun, trunkBox } from "./boxes";
import { ALL_TRUNKS_UP_TO, isTouched, overview, type TrunkPicture } from "./fold";
import { endpointBoxes, forwardBox, numberBoxes } from "./inbound";
import { capped, line, note, same, shortened, type Box, type Scene } from "./marks";
import { byName, networkBoxes } from "./network";
import { entityName, rangeText, valueText } from "./wording";

/** A stack's trunks and what hangs on them, before any layout. */
export interface Picture {
  readonly title: string;
  readonly trunks: readonly TrunkPicture[];
  /** Lists of several trunks, or of none: drawn once, named by the trunks. */
  readonly lists: readonly Box[];
  /** What outbound calls may reach, of each account: open countries, blocked calls. */
  readonly network: readonly Box[];
  /** What is not drawn with a trunk. */
  readonly rest: readonly Box[];
  /** Whether anything in it changes, so that signs need to be explained. */
  readonly hasChanges: boolean;
}

/** What is drawn of a stack. */
export interface Selection {
  /** Names of trunks, `*` for any text: these are drawn, each by itself, however many. */
  readonly only?: readonly string[];
}

/** Boxes side by side and lines of each, in a picture of a few trunks and of many. */
const [FEW, MANY] = [
  { boxes: 12, lines: 8 },
  { boxes: 6, lines: 4 },
];
/** Lines of a box of what an account may reach: enough for every country. */
const NETWORK_LINES = 30;

/**
 * The picture of a state, or of what a preview or changes by hand make of it.
 *
 * @throws if the stack has trunks, and none that is named
 */
export function pictureOf(review: Review, { only = [] }: Selection = {}): Picture {
  const changes = new Map(review.changes.map((change) => [change.resource, change]));
  const stack = [...changes.keys()];
  const scene: Scene = { stack, changes };
  const known = ofKind(stack, "SipTrunk").sort(byName);
  const named = only.length === 0 ? known : namedTrunks(known, only);
  const parts = partsByTrunk(stack);
  const users = trunksByList(scene, parts);
  const lists = stack.filter(({ kind }) => kind === "AccessControlList" || kind === "CredentialList");
  const apart = lists.filter((list) => users.get(list)?.length !== 1).sort(byName);
  const draw = (trunks: Stack): TrunkPicture[] =>
    trunks.map((trunk) => trunkPicture(scene, { trunk, parts: parts.get(trunk) ?? [], apart }));
  const { shown, left } =
    only.length === 0
      ? overview(draw(known))
      : { shown: draw(named), left: draw(known.filter((trunk) => !named.includes(trunk))) };
  const most = shown.length > ALL_TRUNKS_UP_TO ? MANY : FEW;
  const short = (boxes: readonly Box[]): Box[] =>
    capped(boxes, most.boxes).map((box) => shortened(box, most.lines));
  const isDrawn = (list: StackResource): boolean =>
    only.length === 0 ||
    users.get(list)?.some((trunk) => trunk !== undefined && named.includes(trunk)) === true;
  return {
    title: `${review.project}, stack ${review.stack}`,
    trunks: shown.map((one) => ({
      ...one,
      gates: short(one.gates),
      numbers: short(one.numbers),
      endpoints: short(one.endpoints),
    })),
    lists: short(
      apart.filter(isDrawn).map((list) => listBox(scene, list, sharing(users.get(list)?.length ?? 0))),
    ),
    network: capped(networkBoxes(scene), most.boxes).map((box) => shortened(box, NETWORK_LINES)),
    rest: short([...(only.length === 0 ? strangers(scene) : []), ...moreTrunks(left)]),
    hasChanges: review.changes.some(({ operation }) => operation !== "same"),
  };
}

function trunkPicture(
  scene: Scene,
  { trunk, parts, apart }: { trunk: StackResource; parts: Stack; apart: Stack },
): TrunkPicture {
  const endpoints = ofKind(parts, "SipEndpoint");
  const links = Object.keys(LINKS).flatMap((kind) => ofKind(parts, kind));
  const forward = forwardBox(scene, trunk, endpoints);
  return {
    trunk: trunkBox(scene, trunk),
    gates: gateBoxes(scene, { links, endpoints }, apart),
    numbers: numberBoxes(scene, ofKind(parts, "PhoneNumberAssignment")),
    endpoints: endpointBoxes(scene, trunk, endpoints),
    ...(forward && { forward }),
    account: accountOf(trunk),
    count: 1,
  };
}

/** The trunks with such a name, in the API or in the program, or such a host name. */
function namedTrunks(trunks: Stack, patterns: readonly string[]): StackResource[] {
  const matchers = patterns.map(matcher);
  const names = (trunk: StackResource): string[] => [
    entityName(trunk),
    trunk.name,
    textOf(trunk.properties.hostName),
  ];
  const found = trunks.filter((trunk) => matchers.some((matches) => names(trunk).some(matches)));
  if (found.length > 0 || trunks.length === 0) return found;
  const first = trunks.slice(0, 5).map(entityName).join(", ");
  throw new Error(
    `no trunk of this stack is called ${patterns.join(" or ")}: its ${trunks.length} trunks are called ${first}${trunks.length > 5 ? ", …" : ""}`,
  );
}

/** What hangs on each trunk. */
function partsByTrunk(stack: Stack): Map<StackResource, StackResource[]> {
  const parts = new Map<StackResource, StackResource[]>();
  for (const resource of stack) {
    const trunk = resource.kind === "SipTrunk" ? undefined : trunkOf(stack, resource);
    if (trunk) parts.set(trunk, [...(parts.get(trunk) ?? []), resource]);
  }
  return parts;
}

/** The trunks that each list is linked to; a link to a trunk outside of the stack counts too, as nothing. */
function trunksByList(
  scene: Scene,
  parts: ReadonlyMap<StackResource, StackResource[]>,
): Map<StackResource, (StackResource | undefined)[]> {
  const trunkOfPart = new Map(
    [...parts].flatMap(([trunk, own]) => own.map((one): [StackResource, StackResource] => [one, trunk])),
  );
  const users = new Map<StackResource, (StackResource | undefined)[]>();
  for (const link of scene.stack.filter(({ kind }) => kind in LINKS)) {
    const list = listOf(scene, link);
    if (list) users.set(list, [...(users.get(list) ?? []), trunkOfPart.get(link)]);
  }
  return users;
}

/** Boxes for what hangs on a trunk or a list that is not in the stack. */
function strangers(scene: Scene): Box[] {
  const lost = scene.stack.filter(
    (resource) =>
      (resource.kind === "IpRange" &&
        target(scene.stack, resource, { property: "accessControlListId", kind: "AccessControlList" }) ===
          undefined) ||
      (resource.properties.sipTrunkId !== undefined && trunkOf(scene.stack, resource) === undefined),
  );
  if (lost.length === 0) return [];
  const text = (it: StackResource): string => {
    if (it.kind === "IpRange")
      return `${rangeText(it.properties)} on list ${valueText(it.properties.accessControlListId)}`;
    return `${noun(it)} ${entityName(it)} of trunk ${valueText(it.properties.sipTrunkId)}`;
  };
  const lines = lost.flatMap((one) => line(scene, one, text));
  return [{ title: same("Of trunks and lists outside of this stack"), lines }];
}

function moreTrunks(left: readonly TrunkPicture[]): Box[] {
  const countOf = (trunks: readonly TrunkPicture[]): number =>
    trunks.reduce((sum, { count }) => sum + count, 0);
  const [all, changing] = [countOf(left), countOf(left.filter(isTouched))];
  const which = changing > 0 ? `, ${changing} of them with changes` : "";
  return all === 0
    ? []
    : [note(`${all} more trunks are not drawn${which}`, "--only NAME draws those it names")];
}

function sharing(trunks: number): string {
  return trunks === 0 ? "linked to no trunk" : `shared by ${trunks} trunks`;
}
