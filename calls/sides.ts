import { textOf } from "../provider/json";
import type { Change, Operation, Review } from "../stack/change";
import { accountOf, type Stack } from "../stack/resource";
import { afterPlan, beforePlan } from "./after";
import type { Inventory } from "./inventory";
import { worldOf, type World } from "./world";

/** How things are before a change and after it. */
export interface Sides {
  /** Nothing where there is only the present. */
  readonly before?: World;
  readonly after: World;
  /** What is not known, a sentence each; first what is not known for want of the account. */
  readonly notes: readonly string[];
}

/** Of what both sides are made. */
export interface Origin {
  /** What Pulumi has printed, if anything. */
  readonly review?: Review;
  /** What accounts hold, if that is known. */
  readonly accounts: readonly Inventory[];
  /** Whether the review declares all of the account but countries. */
  readonly isWhole: boolean;
}

const NOT_THE_ACCOUNT =
  "What SOURCE does not have is not known here, such as other stacks, what people have made by hand, and countries that " +
  "it does not name. --live or --account FILE gives the account, --whole says that SOURCE is all of it.";

const BUT_COUNTRIES = "Whether countries are open that SOURCE does not name is not known here.";

/**
 * What is there before and after. Before is the account, where it is known, and after is that with the steps of a plan;
 * without it, both are what the review has.
 *
 * @throws Error where an account is of another project than the review, or two have one name
 */
export function sidesOf({ review, accounts, isWhole }: Origin): Sides {
  checkNames(accounts);
  const held = accounts.flatMap(({ resources }) => resources);
  if (review === undefined) return { after: worldOf(held, { isWhole: true }), notes: [] };
  checkProjects(review, accounts);
  const missing = missingAccounts(review, accounts);
  const isKnown = accounts.length > 0;
  const is = { isWhole: isKnown ? (name: string) => !missing.includes(name) : isWhole };
  const notes = [
    ...(isKnown ? [] : [isWhole ? BUT_COUNTRIES : NOT_THE_ACCOUNT]),
    ...review.errors.map((error) => `Pulumi failed, so that not all is known of what comes: ${error}`),
    ...missing.map(
      (name) => `What account ${name} holds is not known here: give that, too, by --account FILE.`,
    ),
  ];
  const account = isKnown ? called(held, review) : undefined;
  const after = worldOf(afterPlan(account, review), { ...is, removed: removedBy(review) });
  if (review.form === "state") return { after, notes };
  return { before: worldOf(beforehand(account, review), is), after, notes };
}

/** What a change takes away is not there afterwards, though not all may be known. */
function removedBy({ changes }: Review): Stack {
  return changes.flatMap(({ operation, before }) =>
    (operation === "delete" || operation === "replace") && before ? [before] : [],
  );
}

/** Before a preview there is the account; before what a refresh has found, the account without that. */
function beforehand(account: Stack | undefined, review: Review): Stack {
  if (account === undefined) return beforePlan(review);
  return review.form === "refresh" ? afterPlan(account, reversed(review)) : account;
}

const REVERSED: Readonly<Record<Operation, Operation>> = {
  same: "same",
  create: "delete",
  update: "update",
  replace: "replace",
  delete: "create",
};

/** What would undo what was done by hand. */
function reversed(review: Review): Review {
  const changes = review.changes.map((change): Change => ({
    ...change,
    operation: REVERSED[change.operation],
    resource: change.before ?? change.resource,
    before: change.resource,
  }));
  return { ...review, form: "preview", changes };
}

/** What an account holds, called as the program calls it. */
function called(held: Stack, review: Review): Stack {
  const names = new Map(
    review.changes.flatMap(({ resource, before = resource }): [string, string][] =>
      before.id === undefined ? [] : [[`${before.kind} ${before.id}`, before.name]],
    ),
  );
  return held.map((one) => ({ ...one, name: names.get(`${one.kind} ${one.id ?? ""}`) ?? one.name }));
}

function resourcesOf({ changes }: Review): Stack {
  return changes.map(({ resource }) => resource);
}

/** Accounts of the review of which nothing was read. */
function missingAccounts(review: Review, accounts: readonly Inventory[]): string[] {
  const read = new Set(accounts.map(({ account = "" }) => account));
  const names = new Set(resourcesOf(review).map(accountOf));
  // A plan may call the only account otherwise than who has read it.
  if (read.size === 0 || (read.size === 1 && names.size === 1)) return [];
  return [...names].filter((name) => !read.has(name));
}

/** What two accounts of one name hold would count for both. */
function checkNames(accounts: readonly Inventory[]): void {
  for (const [index, { account = "", projectId }] of accounts.entries()) {
    const other = accounts.slice(0, index).find((one) => (one.account ?? "") === account);
    if (other === undefined) continue;
    const name = account === "" ? "without a name" : `called ${account}`;
    const which = projectId === other.projectId ? `project ${projectId}, twice` : "several projects";
    throw new Error(
      `two accounts ${name} are given, of ${which}: give each once, by the name that it has in sinch:accounts`,
    );
  }
}

/** Ids of one project mean nothing in another. */
function checkProjects(review: Review, accounts: readonly Inventory[]): void {
  for (const { account = "", projectId } of accounts) {
    const other = resourcesOf(review).find(
      (one) =>
        accountOf(one) === account &&
        textOf(one.properties.projectId) !== "" &&
        one.properties.projectId !== projectId,
    );
    if (other === undefined) continue;
    throw new Error(
      `the account is project ${projectId}, and SOURCE is of project ${textOf(other.properties.projectId)}: give the account of that`,
    );
  }
}
