import type { SettingRoute } from "../entity";
import { textOf, type JsonObject } from "../json";
import { path } from "../api/path";
import { PartialCreateError, SinchError, isAmbiguous } from "../errors";
import { unlessGone } from "./gone";
import type { Operations } from "./operations";
import { readOne } from "./reading";

/**
 * A setting that always exists: create switches it and remembers how it was found, delete puts that back.
 * What was found is kept in the state, since no later read can tell it.
 */
export function setting({ path: own, key, field, foundAs, listKey, onByDefault }: SettingRoute): Operations {
  const settingPath = (id: string): string => own + path`/${id}`;

  return {
    async create(client, inputs) {
      const id = textOf(inputs[key]);
      const before = await client.request({ method: "GET", path: settingPath(id) });
      const remembered = { [foundAs]: before[field] === true };
      const body = { [field]: inputs[field] };
      try {
        const answer = await client.request({ method: "PUT", path: settingPath(id), body });
        return { id, answer: { ...answer, ...remembered } };
      } catch (error) {
        // If it was switched all the same, the next create would take that for what was found.
        throw error instanceof SinchError && isAmbiguous(error)
          ? new PartialCreateError(id, { ...inputs, ...remembered }, error.message)
          : error;
      }
    },

    async read(client, id, known, look) {
      const get = (one: string) => client.request({ method: "GET", path: settingPath(one) });
      const source = { path: own, listKeys: [listKey], kind: own, get, idKey: key };
      const answer = await readOne(client, source, id, look);
      return answer && { ...answer, [key]: id, [foundAs]: found(id, known) };
    },

    async update(client, id, { olds, news }) {
      const answer = await client.request({
        method: "PUT",
        path: settingPath(id),
        body: { [field]: news[field] },
      });
      return { ...answer, [foundAs]: found(id, olds) };
    },

    async delete(client, id, state) {
      const body = { [field]: found(id, state) };
      await unlessGone(client, () => client.request({ method: "PUT", path: settingPath(id), body }));
    },

    async list(client) {
      const items = await client.list(own, [listKey]);
      return items.map((answer) => {
        const id = textOf(answer[key]);
        return { id, answer: { ...answer, [foundAs]: found(id, {}) } };
      });
    },
  };

  /** What was found before the first change; an imported setting falls back on the API's default. */
  function found(id: string, state: JsonObject): boolean {
    const kept = state[foundAs];
    return typeof kept === "boolean" ? kept : onByDefault.includes(id);
  }
}
