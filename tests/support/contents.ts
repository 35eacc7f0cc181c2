import type { ProjectState } from "../../emulator";

/** What an entity is made of, whichever id and times the API gave it. */
const CHANCE = new Set(["id", "createTime", "updateTime", "voiceUpdated"]);

/**
 * What a project of the emulator holds, a line for each entity, with names in place of ids: equal for two projects
 * that mean the same.
 */
export function contentsOf(state: ProjectState): string[] {
  const names = new Map([
    ...state.trunks.map(({ id, hostName }) => [id, hostName] as const),
    ...[...state.accessControlLists, ...state.credentialLists].map(({ id, name }) => [id, name] as const),
  ]);
  const countryPermissions = Object.entries(state.countryPermissions).map(([isoCode, enabled]) => ({
    isoCode,
    enabled,
  }));
  const kinds = { ...state, countryPermissions, availableNumbers: [], calls: [] };
  return Object.entries(kinds).flatMap(([kind, entities]) =>
    entities.map((entity: unknown) => `${kind} ${JSON.stringify(plain(entity, names))}`).sort(),
  );
}

/** `""` and null mean the same as nothing; lists are sorted. */
function plain(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (value === null || value === "") return undefined;
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) {
    return value
      .map((item) => plain(item, names))
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof value !== "object") return value;
  const pairs = Object.entries(value).filter(([key]) => !CHANCE.has(key));
  return Object.fromEntries(pairs.map(([key, inner]) => [key, plain(inner, names)]));
}
