import { SinchError } from "../errors";
import { textOf } from "../json";
import type { Operations } from "./operations";
import { postOnce } from "./post-once";

/** A project that is added to Elastic SIP Trunking: the API can neither tell which there are nor remove one. */
export function projectAddition(): Operations {
  return {
    async create(client, inputs) {
      const id = textOf(inputs.project);
      await postOnce(client, {
        path: "/addProjects",
        body: { projectIds: [id] },
        made: () => id,
        // The API ignores projects that it has already, so sending it again does no harm.
        find: () => Promise.resolve(undefined),
        unique: true,
        leftover: `project ${id}`,
      });
      return { id, answer: inputs };
    },

    read(_client, id, known) {
      if (Object.keys(known).length === 0) {
        throw new SinchError(`project ${id} cannot be read or imported: the API has no call for it`);
      }
      return Promise.resolve(known);
    },

    update(_client, _id, { news }) {
      return Promise.resolve(news);
    },

    delete() {
      return Promise.resolve(undefined);
    },

    list() {
      return Promise.resolve([]);
    },
  };
}
