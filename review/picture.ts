import { textOf } from "../provider/json";
import { accountOf, byAccount, ofKind, target, trunkOf, type StackResource } from "../stack/resource";
import {
  addressBoxes,
  endpointBoxes,
  gateBox,
  LINKS,
  listBox,
  listOf,
  noun,
  trunkBox,
  withoutEndpoints,
} from "./boxes";
import type { Review } from "../stack/change";
import { compared, line, markOf, same, shortened, type Box, type Line, type Scene } from "./marks";
import { blockedText, countriesTexts, countryText, entityName, rangeText, valueText } from "./wording";

/** One trunk: who may call in, the trunk, where its calls go (a box for each priority), its numbers. */
export interface TrunkPicture {
  readonly trunk: Box;
  readonly gates: readonly Box[];
  readonly endpoints: readonly Box[];
  /** What stands in the place of endpoints where there are none. */
  readonly withoutEndpoints: string;
  readonly numbers?: Box;
}

/** A stack's trunks and what hangs on them, before any layout. */
export interface Picture {
  readonly title: string;
  readonly trunks: readonly TrunkPicture[];
  /** Lists of several trunks, or of none: drawn once, named by the trunks. */
  readonly lists: readonly Box[];
  /** What holds for the whole project: open countries, blocking rules. */
  readonly project: readonly Box[];
  /** Whether anything in it changes, so that signs need to be explained. */
  readonly hasChanges: boolean;
}

/** From so many trunks on, those that a change does not touch are only named. */
const ALL_TRUNKS_UP_TO = 12;
/** Lines of a box, in a picture of a few trunks and of many. */
const [MANY_LINES, FEW_LINES] = [8, 4];

/** The picture of a state, or of what a preview or changes by hand make of it. */
export function pictureOf(review: Review): Picture {
  const changes = new Map(review.changes.map((change) => [change.resource, change]));
  const stack = [...changes.keys()];
  const scene: Scene = { stack, changes };
  const links = stack.filter(({ kind }) => kind in LINKS);
  const usersOf = (list: StackResource): StackResource[] =>
    links.filter((link) => listOf(scene, link) === list);
  const lists = stack.filter(({ kind }) => kind === "AccessControlList" || kind === "CredentialList");
  const apart = lists.filter((list) => usersOf(list).length !== 1);
  const known = ofKind(stack, "SipTrunk").sort(byName);
  const trunks = known.map((trunk) => trunkPicture(scene, trunk, apart));
  const hasChanges = review.changes.some(({ operation }) => operation !== "same");
  const shown = hasChanges && trunks.length > ALL_TRUNKS_UP_TO ? trunks.filter(isTouched) : trunks;
  const untouched = trunks.filter((trunk) => !shown.includes(trunk));
  const most = shown.length > ALL_TRUNKS_UP_TO ? FEW_LINES : MANY_LINES;
  const short = (boxes: readonly Box[]): Box[] => boxes.map((box) => shortened(box, most));
  return {
    title: `${review.project}, stack ${review.stack}`,
    trunks: shown.map(({ gates, endpoints, numbers, ...trunk }) => ({
      ...trunk,
      gates: short(gates),
      endpoints: short(endpoints),
      ...(numbers && { numbers: shortened(numbers, most) }),
    })),
    lists: short([
      ...apart.sort(byName).map((list) => listBox(scene, list, sharing(usersOf(list).length))),
      ...strangers(scene),
    ]),
    project: short([
      ...byAccount(stack).flatMap((own) => [
        ...projectBox("Open countries", own, [
          ...linesOf(scene, ofKind(own, "CountryPermission"), permissionText),
          ...ofKind(own, "CountryPermissions").flatMap((all) => countryLines(scene, all)),
        ]),
        ...projectBox("Blocked calls", own, linesOf(scene, ofKind(own, "CallBlockingRule"), blockingText)),
      ]),
      ...(untouched.length === 0
        ? []
        : [
            {
              title: same(`${untouched.length} trunks without changes`),
              lines: untouched.map(({ trunk }) => trunk.title),
            },
          ]),
    ]),
    hasChanges,
  };
}

function trunkPicture(scene: Scene, trunk: StackResource, apart: readonly StackResource[]): TrunkPicture {
  const own = (kind: string): StackResource[] =>
    ofKind(scene.stack, kind).filter((resource) => trunkOf(scene.stack, resource) === trunk);
  const gates = Object.keys(LINKS).flatMap(own);
  const numbers = own("PhoneNumberAssignment");
  const endpoints = own("SipEndpoint");
  return {
    trunk: trunkBox(scene, trunk, endpoints),
    gates: [...gates.map((link) => gateBox(scene, link, apart)), ...addressBoxes(scene, endpoints)],
    endpoints: endpointBoxes(scene, endpoints),
    withoutEndpoints: withoutEndpoints(trunk),
    ...(numbers.length > 0 && {
      numbers: {
        title: same("Numbers"),
        lines: numbers.map((one) => line(scene, one, (it) => valueText(it.properties.phoneNumber))).flat(),
      },
    }),
  };
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
  return [
    {
      title: same("Of trunks and lists outside of this stack"),
      lines: lost.flatMap((one) => line(scene, one, text)),
    },
  ];
}

function linesOf(
  scene: Scene,
  resources: StackResource[],
  text: (resource: StackResource) => string,
): Line[] {
  const lines = resources.sort(byName).flatMap((resource) => line(scene, resource, text));
  return lines.filter((one) => one.text !== "");
}

/** The lines of a resource for all countries: one for each that is open. */
function countryLines(scene: Scene, all: StackResource): Line[] {
  const before = scene.changes.get(all)?.before;
  return compared(before && countriesTexts(before), countriesTexts(all), markOf(scene, all));
}

function projectBox(title: string, stack: readonly StackResource[], lines: readonly Line[]): Box[] {
  const [account = ""] = stack.map(accountOf);
  return lines.length === 0
    ? []
    : [{ title: same(account === "" ? title : `${title}, account ${account}`), lines }];
}

function permissionText(permission: StackResource): string {
  const { enabled } = permission.properties;
  return enabled === true
    ? countryText(permission)
    : `${countryText(permission)}: ${enabled === false ? "closed" : "not known yet"}`;
}

function blockingText(rule: StackResource): string {
  const name = textOf(rule.properties.name);
  return name === "" ? blockedText(rule) : `${blockedText(rule)} (${entityName(rule)})`;
}

function isTouched({ trunk, gates, endpoints, numbers }: TrunkPicture): boolean {
  return [trunk, ...gates, ...endpoints, ...(numbers ? [numbers] : [])].some(
    ({ title, lines }) => title.mark !== "same" || lines.some(({ mark }) => mark !== "same"),
  );
}

function sharing(trunks: number): string {
  return trunks === 0 ? "linked to no trunk" : `shared by ${trunks} trunks`;
}

function byName(a: StackResource, b: StackResource): number {
  return entityName(a).localeCompare(entityName(b), "en", { numeric: true }) || a.urn.localeCompare(b.urn);
}
