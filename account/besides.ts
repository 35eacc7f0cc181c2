import type { Derivation, Entity } from "../provider/entity";
import type { Held } from "../provider/inventory";
import { textOf, type Json, type JsonObject } from "../provider/json";
import { contentOf } from "../provider/lifecycle/content";
import { clean, pick, sortedText, without } from "../provider/lifecycle/values";
import type { Change, Review } from "../stack/change";
import { heldResource } from "../stack/held";
import type { StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import type { Leftover } from "./leftovers";

/** What an account holds, and what of it no state knows. */
export interface Seen {
  /** Its name in `sinch:accounts`; nothing for the stack's own. */
  readonly account: string | undefined;
  readonly held: readonly Held[];
  readonly leftovers: readonly Leftover[];
}

/**
 * A refresh with what the accounts have besides: what no state knows stands there as created, and what `ignoreChanges`
 * hid is as the account has it.
 */
export function withBesides(review: Review, accounts: readonly Seen[]): Review {
  const looked = new Set<string>();
  const seen = review.changes.map((change) => withIgnored(change, accounts, looked));
  const strays = accounts.flatMap(({ account, leftovers }) =>
    leftovers.map(({ held }): Change => ({
      operation: "create",
      resource: heldResource(account, held),
      differing: [],
    })),
  );
  // A range of a list whose ranges are ignored is told with the list.
  const ofLists = new Set(
    seen.flatMap(({ resource }) => (looked.has(`${resource.urn} ipRanges`) ? [resource.id] : [])),
  );
  const others = strays.filter(
    ({ resource: { kind, properties } }) =>
      kind !== "IpRange" || !ofLists.has(textOf(properties.accessControlListId)),
  );
  return {
    ...review,
    changes: [...seen, ...others],
    notLookedAt: review.notLookedAt.filter(({ urn, key }) => !looked.has(`${urn} ${key}`)),
  };
}

/** A change with the live values of what is ignored, which the refresh took from the state. */
function withIgnored(change: Change, accounts: readonly Seen[], looked: Set<string>): Change {
  const { resource, before = resource, operation } = change;
  const live = liveOf(resource, accounts);
  if (live === undefined || operation === "delete") return change;
  const { then, looked: keysLooked } = comparable(resource, live.entity);
  const keys = Object.keys(then);
  for (const key of keysLooked) looked.add(`${resource.urn} ${key}`);
  const was = clean(then);
  const others = without(resource.properties, keys);
  const known = contentOf(live.entity).keep(live.state, { ...others, ...was }, "").inputs;
  const now = pick(known, keys);
  const differing = keys.filter((key) => inAnyOrder(now[key]) !== inAnyOrder(was[key]));
  return {
    ...change,
    operation: differing.length > 0 && operation === "same" ? "update" : operation,
    resource: { ...resource, ignored: { ...resource.ignored, ...then }, properties: { ...others, ...now } },
    before: { ...before, properties: { ...without(before.properties, keys), ...was } },
    differing: [...change.differing, ...differing],
  };
}

/**
 * What of the ignored inputs can be compared. A secret cannot, nor a password, which the API does not tell: of
 * credentials the usernames are.
 */
function comparable(
  { ignored = {}, properties }: StackResource,
  { derived = {} }: Entity,
): { then: JsonObject; looked: string[] } {
  const seen = Object.entries(ignored).filter(([, value]) => !isUnseen(value));
  const followers = Object.entries(derived as Record<string, Derivation>).filter(
    ([name, { from }]) =>
      isUnseen(ignored[from]) && properties[name] !== undefined && !isUnseen(properties[name]),
  );
  return {
    then: Object.fromEntries([
      ...seen,
      ...followers.map(([name]) => [name, properties[name] ?? null] as const),
    ]),
    looked: [...seen.map(([key]) => key), ...followers.map(([, { from }]) => from)],
  };
}

function liveOf(resource: StackResource, accounts: readonly Seen[]): Held | undefined {
  const { kind, id, properties, provider, ignored } = resource;
  if (ignored === undefined || provider !== undefined) return undefined;
  const account = accounts.find((one) => (one.account ?? "") === textOf(properties.account));
  return account?.held.find((one) => one.entity.name === kind && one.id === id);
}

function inAnyOrder(value: Json | undefined): string {
  return Array.isArray(value) ? value.map(sortedText).sort().join() : sortedText(value);
}
