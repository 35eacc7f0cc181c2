import { path, segment, splitId } from "../api/path";
import type { CollectionRoute } from "../entity";
import { textOf, type JsonObject } from "../json";

/** Where the entities of a collection live: paths, ids with the parent's before it, and bodies without the parent. */
export function placeOf({ path: own, parent, ownIdAs }: CollectionRoute) {
  const collectionPath = (parentId: string | undefined): string =>
    parent ? `${parent.path}/${segment(parentId)}${own}` : own;
  const split = (id: string): { parentId: string | undefined; ownId: string } => {
    const [parentId, ownId] = parent ? splitId(id, `${parent.input}/id`) : [undefined, id];
    return { parentId, ownId };
  };
  return {
    collectionPath,
    split,
    segment,
    path(id: string): string {
      const { parentId, ownId } = split(id);
      return collectionPath(parentId) + path`/${ownId}`;
    },
    parentOf: (inputs: JsonObject): string | undefined => (parent ? textOf(inputs[parent.input]) : undefined),
    idOf(answer: JsonObject, parentId: string | undefined): string | undefined {
      const ownId = textOf(answer.id);
      if (ownId === "") {
        return undefined;
      }
      return parentId === undefined ? ownId : `${parentId}/${ownId}`;
    },
    /** The parent is in the path, not in the body. */
    body: (inputs: JsonObject): JsonObject =>
      parent ? Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== parent.input)) : inputs,
    withParent: (answer: JsonObject, parentId: string | undefined): JsonObject =>
      parent ? { ...answer, [parent.input]: parentId, ...(ownIdAs && { [ownIdAs]: answer.id }) } : answer,
  };
}
