import { textOf } from "../../provider/json";
import { hasUnknown } from "../../provider/unknown";
import type { Holdings } from "./account";
import type { Outcome } from "./engine";
import type { Step } from "./engine/steps";

interface Update {
  readonly before: Holdings;
  readonly after: Holdings;
  readonly preview: Outcome;
  readonly outcome: Outcome;
}

/** What an update changed in the account although no preview showed it, in words. */
export function unshown({ before, after, preview, outcome }: Update): string[] {
  const { steps } = preview;
  const problems: string[] = [];
  for (const [place, held] of before) {
    const now = after.get(place);
    if (now === undefined) {
      if (
        !isRangeOfList(place, steps, before) &&
        !steps.some((step) => isAbout(step, place) && step.op !== "same")
      ) {
        problems.push(`${place} is gone`);
      }
      continue;
    }
    for (const field of new Set([...Object.keys(held), ...Object.keys(now)])) {
      const [was, is] = [held[field], now[field]].map((value) => JSON.stringify(value));
      if (was === is || steps.some((step) => changes(step, place, field))) continue;
      if (isRangeOfList(place, steps, before) || isOfRange(place, field, steps)) continue;
      problems.push(`${field} of ${place} changed from ${was ?? "nothing"} to ${is ?? "nothing"}`);
    }
  }
  const created = new Set(steps.filter(({ op }) => op === "create").map(({ urn }) => urn));
  // An input that a preview does not know may be another one: the provider says so of it, and the update replaces.
  for (const step of steps) {
    if (step.op === "update" && step.changed.some((field) => hasUnknown(step.new.inputs[field]))) {
      created.add(step.urn);
    }
  }
  for (const place of after.keys()) {
    if (before.has(place) || isRangeOfList(place, steps, after)) continue;
    const made = outcome.state.find(({ type, id }) => place === `${type} ${id}`);
    const isShown = made === undefined ? steps.some((step) => isAbout(step, place)) : created.has(made.urn);
    if (!isShown && !steps.some((step) => isAbout(step, place) && step.op !== "same")) {
      problems.push(`${place} is new`);
    }
  }
  return problems;
}

/** Whether a step is about an entity, made or to be made. */
function isAbout(step: Step, place: string): boolean {
  const space = place.indexOf(" ");
  const [type, id] = [place.slice(0, space), place.slice(space + 1)];
  if ("old" in step && step.old?.type === type && step.old.id === id) return true;
  if (!("new" in step) || step.new.type !== type) return false;
  const { inputs } = step.new;
  // What has the id that its inputs say may be there already.
  if (type === "PhoneNumberAssignment") return inputs.phoneNumber === id;
  if (type === "CountryPermission") return inputs.isoCode === id;
  if (type === "TrunkAccessControlList")
    return id === `${textOf(inputs.sipTrunkId)}/${textOf(inputs.accessControlListId)}`;
  return (
    type === "TrunkCredentialList" && id === `${textOf(inputs.sipTrunkId)}/${textOf(inputs.credentialListId)}`
  );
}

function changes(step: Step, place: string, field: string): boolean {
  if (!isAbout(step, place) || step.op === "same") return false;
  if (step.op !== "update") return true;
  return step.changed.includes(field) || (field === "usernames" && step.changed.includes("credentials"));
}

/** A range of a list that is shown as a list. */
function isRangeOfList(place: string, steps: readonly Step[], holdings: Holdings): boolean {
  if (!place.startsWith("IpRange ")) return false;
  const list = `AccessControlList ${textOf(holdings.get(place)?.accessControlListId)}`;
  const isNew = steps.some((step) => step.op === "create" && step.new.type === "AccessControlList");
  return isNew || steps.some((step) => changes(step, list, "ipRanges"));
}

/** The ranges of a list change where one of its ranges is shown as a resource. */
function isOfRange(place: string, field: string, steps: readonly Step[]): boolean {
  if (!place.startsWith("AccessControlList ") || field !== "ipRanges") return false;
  const listId = place.slice("AccessControlList ".length);
  return steps.some((step) => {
    const range = "new" in step ? step.new : step.old;
    return step.op !== "same" && range.type === "IpRange" && range.inputs.accessControlListId === listId;
  });
}
