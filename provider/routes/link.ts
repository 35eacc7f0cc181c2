import type { Client } from "../api/client";
import type { LinkRoute } from "../entity";
import { ApiError, SinchError, withAdvice } from "../errors";
import { textOf, type JsonObject } from "../json";
import { path, segment, splitId } from "../api/path";
import { undefinedIfGone, unlessGone } from "./gone";
import type { Operations } from "./operations";
import { postOnce } from "./post-once";
import { readOne } from "./reading";

/** A list that is linked to a trunk or not. The API cannot change a link, only make and remove it. */
export function link({ parent, path: own, input, idsKey, objectsKey }: LinkRoute): Operations {
  const collectionPath = (parentId: string): string => `${parent.path}/${segment(parentId)}${own}`;

  async function isLinked(client: Client, parentId: string, linkedId: string): Promise<boolean> {
    const linked = await client.list(collectionPath(parentId), [objectsKey, idsKey]);
    return linked.some(({ id }) => id === linkedId);
  }

  return {
    async create(client, inputs, { title }) {
      const [parentId, linkedId] = [textOf(inputs[parent.input]), textOf(inputs[input])];
      const made = { id: `${parentId}/${linkedId}`, answer: inputs };
      try {
        return await postOnce(client, {
          path: collectionPath(parentId),
          body: { [idsKey]: [linkedId] },
          made: () => made,
          find: async () => ((await isLinked(client, parentId, linkedId)) ? made : undefined),
          unique: true,
          leftover: `${title} ${made.id}`,
        });
      } catch (error) {
        throw error instanceof ApiError && /already/i.test(error.detail.text)
          ? withAdvice(
              error,
              `Another program may have linked it: import the link as ${made.id} (docs/import.md), or unlink it.`,
            )
          : error;
      }
    },

    async read(client, id, _known, look) {
      const [parentId, linkedId] = splitId(id, `${parent.input}/${input}`);
      const source = { path: collectionPath(parentId), listKeys: [objectsKey, idsKey], kind: own };
      const found = await readOne(client, source, linkedId, look).catch(undefinedIfGone);
      return found ? { [parent.input]: parentId, [input]: linkedId } : undefined;
    },

    update(_client, id): Promise<JsonObject> {
      throw new SinchError(`the link ${id} cannot be changed, only replaced`);
    },

    async delete(client, id) {
      const [parentId, linkedId] = splitId(id, `${parent.input}/${input}`);
      const linkPath = collectionPath(parentId) + path`/${linkedId}`;
      await unlessGone(client, () => client.request({ method: "DELETE", path: linkPath }));
    },

    async list(client, parentId = "") {
      const linked = await client.list(collectionPath(parentId), [objectsKey, idsKey]);
      return linked.map(({ id }) => ({
        id: `${parentId}/${textOf(id)}`,
        answer: { [parent.input]: parentId, [input]: id },
      }));
    },
  };
}
