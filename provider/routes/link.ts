import type { Client } from "../api/client";
import { segment, splitId } from "../api/path";
import type { LinkRoute } from "../entity";
import { ApiError, SinchError } from "../errors";
import { textOf, type JsonObject } from "../json";
import { remove, undefinedIfGone } from "./absence";
import type { Operations } from "./operations";
import { postOnce } from "./post-once";
import { readOne } from "./reading";

/** A list that is linked to a trunk or not. The API cannot change a link, only make and remove it. */
export function link({ parent, path: own, input, idsKey, objectsKey }: LinkRoute): Operations {
  const collectionPath = (parentId: string): string => `${parent.path}/${segment(parentId)}${own}`;
  const split = (id: string): [parentId: string, linkedId: string] => splitId(id, `${parent.input}/${input}`);

  async function isLinked(client: Client, parentId: string, linkedId: string): Promise<boolean> {
    const linked = await client.list(collectionPath(parentId), [objectsKey, idsKey]);
    return linked.some(({ id }) => id === linkedId);
  }

  return {
    async create(client, inputs, { title }) {
      const [parentId, linkedId] = [textOf(inputs[parent.input]), textOf(inputs[input])];
      const made = { id: `${parentId}/${linkedId}`, answer: inputs };
      const body = { [idsKey]: [linkedId] };
      try {
        return await postOnce(client, {
          path: collectionPath(parentId),
          body,
          made: (answer) => (JSON.stringify(answer).includes(JSON.stringify(linkedId)) ? made : undefined),
          find: async () => ((await isLinked(client, parentId, linkedId)) ? made : undefined),
          unique: true,
          leftover: `${title} ${made.id}`,
        });
      } catch (error) {
        // A link is a link, whoever made it: there is nothing of it to be taken from anybody.
        if (error instanceof ApiError && /already/i.test(error.detail.text)) {
          return { ...made, already: `the list ${linkedId} was linked to trunk ${parentId}` };
        }
        throw error;
      }
    },

    async read(client, id, _known, look) {
      const [parentId, linkedId] = split(id);
      const source = { path: collectionPath(parentId), listKeys: [objectsKey, idsKey], kind: own };
      const found = await readOne(client, source, linkedId, look).catch(undefinedIfGone);
      return found ? { [parent.input]: parentId, [input]: linkedId } : undefined;
    },

    update(_client, id, { changed, olds }): Promise<JsonObject> {
      if (changed.length > 0) {
        throw new SinchError(`the link ${id} cannot be changed, only replaced`);
      }
      return Promise.resolve(olds);
    },

    async delete(client, id) {
      const [parentId, linkedId] = split(id);
      const linkPath = `${collectionPath(parentId)}/${segment(linkedId)}`;
      const isDeleted = await remove(client, linkPath, () => isLinked(client, parentId, linkedId));
      return isDeleted ? `the list ${linkedId} is not linked to trunk ${parentId} any more` : undefined;
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
