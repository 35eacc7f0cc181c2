import type { Client } from "../api/client";
import type { SettingSetRoute } from "../entity";
import { ConnectionError } from "../errors";
import { textOf, textsOf, type JsonObject } from "../json";
import { path } from "../api/path";
import { aboutIt } from "./absence";
import { written } from "./live";
import { putWhole } from "./whole-put";

/** Settings by their ids, each as the API holds it. */
export type Settings = ReadonlyMap<string, JsonObject>;

/**
 * All settings of a kind, in one request: the list is not paged.
 *
 * @throws where it is empty, since such settings always exist: all would look switched off
 */
export async function allSettings(
  client: Client,
  { path: own, key, listKey }: SettingSetRoute,
): Promise<Settings> {
  const items = await client.list(own, [listKey]);
  const named = items.map((item) => [textOf(item[key]).toUpperCase(), item] as const);
  const settings = new Map(named.filter(([id]) => id !== ""));
  if (settings.size === 0) {
    throw new ConnectionError(`GET ${own}`, `the list "${listKey}" is empty, which it never is`, "refused");
  }
  return settings;
}

/** Whether a setting is on; the API may answer it as text. */
export function isOn({ field }: SettingSetRoute, setting: JsonObject | undefined): boolean {
  return setting?.[field] === true || setting?.[field] === "true";
}

/** The ids of those that are on, without some, in one order. */
export function onesOn(
  route: SettingSetRoute,
  settings: Settings,
  without: readonly string[] = [],
): string[] {
  return [...settings.keys()].filter((id) => isOn(route, settings.get(id)) && !without.includes(id)).sort();
}

/** What a list of ids in inputs, or in a state, has; nothing where there is none. */
export function idsIn(properties: JsonObject | undefined, key: string): string[] {
  return textsOf(properties?.[key]).map((id) => id.toUpperCase());
}

/** The ids of those that were found on, where that is known. */
export function foundIn({ foundAs }: SettingSetRoute, state: JsonObject | undefined): string[] | undefined {
  return Array.isArray(state?.[foundAs]) ? idsIn(state, foundAs) : undefined;
}

/** Switches one setting. What else the API holds of it goes along. */
export async function switchOne(
  client: Client,
  { path: own, key, field, readOnly }: SettingSetRoute,
  { id, live = {}, on }: { id: string; live: JsonObject | undefined; on: boolean },
): Promise<JsonObject> {
  const known = [key, field, ...readOnly];
  const unknown = Object.entries(live).filter(([name, value]) => !known.includes(name) && value !== null);
  const settingPath = own + path`/${id}`;
  written(client, own, id);
  const answer = await putWhole(client, settingPath, {
    known: { [field]: on },
    unknown: Object.fromEntries(unknown),
  });
  return aboutIt(client, answer, { id, key, label: `PUT ${settingPath}` });
}
