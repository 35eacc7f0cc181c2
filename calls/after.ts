import { textOf } from "../provider/json";
import { afterwards, leftAsIs, type Change, type Review } from "../stack/change";
import { accountOf, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { merged, restored, withCountrySet, withoutRange } from "./merged";

/**
 * What there is before a plan is applied: the account, and what the stack says of accounts that were not read. Without an
 * account, what the stack holds; what a refresh has found by hand is not in it yet.
 */
export function beforePlan({ changes }: Review, account: readonly StackResource[] = []): StackResource[] {
  return [...account, ...heldBefore(unread(account, changes))];
}

function heldBefore(changes: readonly Change[]): StackResource[] {
  return changes
    .filter(({ operation }) => operation !== "create")
    .map(({ before, resource }) => before ?? resource);
}

/** The changes in accounts of which nothing was read. */
function unread(account: readonly StackResource[], changes: readonly Change[]): readonly Change[] {
  const inAccount = asAccount(account, changes);
  const names = new Set(account.map(accountOf));
  return changes.filter(({ resource }) => !names.has(accountOf(inAccount(resource))));
}

/**
 * What an account holds once a plan is applied to it. What only the account has stays as it is; a change touches what its
 * preview shows. A resource that is replaced stands in the place of the old one and keeps its id, by which histories and
 * whoever is left behind name it. What a refresh has found is in the account already.
 *
 * @param account nothing where it was not read: then, and of accounts that were not read, the stack is all that is told
 */
export function afterPlan(account: readonly StackResource[] = [], review: Review): StackResource[] {
  const others = new Set(unread(account, review.changes));
  const changes = review.changes.filter((one) => !others.has(one));
  const applied = review.form === "preview" ? apply(account, changes) : account;
  return [...applied, ...heldAfter({ ...review, changes: [...others] })];
}

function heldAfter(review: Review): StackResource[] {
  const restoring = review.changes.filter(
    ({ operation }) => operation === "delete" || operation === "replace",
  );
  const settings = restoring.flatMap(({ before, resource }) => restored(before ?? resource) ?? []);
  const replaced = new Map(
    review.changes.flatMap(({ operation, resource, before }) =>
      operation === "replace" && OWN_ID.includes(resource.kind)
        ? [[resource, before?.id ?? resource.id]]
        : [],
    ),
  );
  const held = afterwards(review).map((one) => (replaced.has(one) ? { ...one, id: replaced.get(one) } : one));
  const keys = new Set(held.map(keyOf));
  return [...held, ...settings.filter((one) => !keys.has(keyOf(one)))];
}

/** Kinds whose ids say what they are of: one of other inputs is another. */
const NATURAL: Readonly<Record<string, string>> = {
  CountryPermission: "isoCode",
  PhoneNumberAssignment: "phoneNumber",
};

/** Kinds of which each has an id of its own, which means nothing. */
const OWN_ID = ["SipTrunk", "SipEndpoint", "AccessControlList", "CredentialList", "CallBlockingRule"];

/** What tells whether two resources are the same entity. */
function keyOf(resource: StackResource): string {
  const { kind, properties, id, urn } = resource;
  const natural = NATURAL[kind];
  const account = kind.startsWith("Country") ? accountOf(resource) : "";
  if (kind === "CountryPermissions") return `${kind} ${account}`;
  const value = natural === undefined ? id : textOf(properties[natural]).toUpperCase();
  return `${kind} ${value ?? urn} ${account}`;
}

function apply(account: readonly StackResource[], changes: readonly Change[]): StackResource[] {
  const after = new Map(account.map((resource) => [keyOf(resource), resource]));
  const inAccount = asAccount(account, changes);
  const urns = new Map<string, string>();
  for (const { resource, before } of changes) {
    const live = after.get(keyOf(inAccount(before ?? resource)));
    if (live !== undefined) urns.set(resource.urn, live.urn);
  }
  const removals = changes.filter(({ operation }) => operation === "delete" || operation === "replace");
  for (const { before, resource, operation } of removals) {
    remove(after, inAccount(before ?? resource), operation === "replace");
  }
  for (const change of changes) {
    if (change.operation === "same" || change.operation === "delete") continue;
    const { resource, before } = change;
    const placed = withReferences(inAccount(resource), urns);
    put(after, placed, { ...change, ...(before && { before: inAccount(before) }) });
  }
  return [...after.values()];
}

/** A plan may call the only account otherwise than who has read it. */
function asAccount(
  account: readonly StackResource[],
  changes: readonly Change[],
): (resource: StackResource) => StackResource {
  const [one, ...others] = new Set(account.map(accountOf));
  const [planned, ...otherPlanned] = new Set(changes.map(({ resource }) => accountOf(resource)));
  const [example] = account;
  if (one === planned || others.length > 0 || otherPlanned.length > 0 || example === undefined) {
    return (resource) => resource;
  }
  const { provider } = example;
  return (resource) => {
    const { account } = example.properties;
    return { ...resource, provider, properties: { ...resource.properties, account } };
  };
}

/** References to resources that the account has, by the URNs that these have there. */
function withReferences(resource: StackResource, urns: ReadonlyMap<string, string>): StackResource {
  const references = Object.entries(resource.references).map(([key, made]) => [
    key,
    made.map((urn) => urns.get(urn) ?? urn),
  ]);
  return { ...resource, references: Object.fromEntries(references) as Record<string, string[]> };
}

function remove(after: Map<string, StackResource>, resource: StackResource, isReplaced: boolean): void {
  const setting = restored(resource);
  const key = keyOf(resource);
  const live = after.get(key);
  if (resource.kind === "IpRange") withoutRange(after, resource);
  if (setting?.kind === "CountryPermissions") withCountrySet(after, setting);
  else if (setting !== undefined && live !== undefined) {
    after.set(key, {
      ...live,
      properties: { ...live.properties, enabled: setting.properties.enabled ?? false },
    });
  }
  const isSetting = resource.kind === "CountryPermission";
  const isKept = isReplaced && OWN_ID.includes(resource.kind);
  if (!isSetting && !isKept && !isBoundElsewhere(live, resource)) after.delete(key);
}

/** A number that is bound to another trunk by now is left there. */
function isBoundElsewhere(live: StackResource | undefined, resource: StackResource): boolean {
  const [is, was] = [live?.properties.sipTrunkId, resource.properties.sipTrunkId];
  const isNumber = live?.kind === "PhoneNumberAssignment";
  return isNumber && !isUnseen(was) && textOf(was) !== "" && is !== was;
}

function put(after: Map<string, StackResource>, resource: StackResource, change: Change): void {
  const { operation, before } = change;
  const isInPlace = operation === "update" || (operation === "replace" && OWN_ID.includes(resource.kind));
  const old = isInPlace && before !== undefined ? before : resource;
  const key = keyOf(old);
  const live = after.get(key);
  if (resource.kind === "IpRange" && operation === "update" && before) withoutRange(after, before);
  if (resource.kind === "CountryPermissions") withCountrySet(after, resource);
  if (live === undefined) {
    after.set(keyOf(resource), resource);
    return;
  }
  const left = leftAsIs(change);
  const keys =
    operation === "update"
      ? change.differing.map(firstKey).filter((one) => !left.includes(one))
      : Object.keys(resource.properties);
  after.set(key, merged(live, resource, { keys, ...(operation === "update" && before && { before }) }));
}

/** `ipRanges` of `ipRanges[0].range`. */
function firstKey(path: string): string {
  const [whole = "", quoted] = /^\["(.*?)"\]|^[^.[]+/.exec(path) ?? [];
  return quoted ?? whole;
}
