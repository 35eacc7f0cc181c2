import type { Route } from "./entity";

/** Forms of entities whose id follows from their inputs, so that two resources can mean the same one. */
const BY_INPUTS: readonly Route["form"][] = ["link", "setting", "settingSet", "numberBinding"];

/** Whether two resources of a kind can mean the same link, country or number. */
export function canBeTwice({ form }: Pick<Route, "form">): boolean {
  return BY_INPUTS.includes(form);
}

/** Why the second of two resources that mean the same is refused. */
export function twiceReason(kind: string, { name, first }: { name: string; first: string }): string {
  return (
    `the ${kind} "${name}" means the same as "${first}": when one of them is removed, what both mean would be ` +
    "taken down, so keep one of them"
  );
}
