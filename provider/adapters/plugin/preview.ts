import type { Entity } from "../../entity";
import type { JsonObject } from "../../json";
import { UNKNOWN } from "../../unknown";

/** A resource in the preview of its creation: what the inputs do not tell yet is unknown. */
export function createdSoFar(entity: Entity, inputs: JsonObject, projectId: string): JsonObject {
  const unknown = Object.fromEntries(entity.outputs.map((key) => [key, UNKNOWN]));
  return { ...unknown, ...inputs, projectId };
}

/**
 * A resource in the preview of an update: only the outputs that a changed input determines are unknown, and the input
 * by which functions find it, since the API has nothing under the new one yet.
 */
export function updatedSoFar(entity: Entity, olds: JsonObject, news: JsonObject): JsonObject {
  const isChanged = (key: string): boolean => JSON.stringify(olds[key]) !== JSON.stringify(news[key]);
  const determinedBy: Readonly<Record<string, readonly string[] | undefined>> = entity.determinedBy ?? {};
  const outputs = entity.outputs.map((key) => {
    const isOpen = determinedBy[key]?.some(isChanged) ?? false;
    return [key, isOpen ? UNKNOWN : olds[key]] as const;
  });
  const { route } = entity;
  const named = route.form === "collection" && route.unique !== undefined ? [route.unique] : [];
  const unfound = named.filter(isChanged).map((key) => [key, UNKNOWN] as const);
  const inputs = { ...news, ...Object.fromEntries(unfound) };
  return { ...Object.fromEntries(outputs), ...inputs, projectId: olds.projectId };
}
