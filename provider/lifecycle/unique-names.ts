import type { Entity } from "../entity";
import { isObject, textOf, type JsonObject } from "../json";
import { orderKey } from "./list-order";

/** What an entity has that the API gives once only: a host name, usernames; in one spelling. */
export function uniqueNames(entity: Entity, { [uniqueInput(entity) ?? ""]: value }: JsonObject): string[] {
  const keyOf = orderKey(entity, uniqueInput(entity) ?? "");
  if (Array.isArray(value) && keyOf !== undefined) {
    return value.filter(isObject).map(keyOf);
  }
  const name = textOf(value).toLowerCase();
  return name === "" ? [] : [name];
}

function uniqueInput({ route }: Entity): string | undefined {
  if (route.form === "collection") {
    return route.unique;
  }
  return route.form === "credentialList" ? "credentials" : undefined;
}
