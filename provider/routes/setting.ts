import type { SettingRoute } from "../entity";
import { textOf, type JsonObject } from "../json";
import { path } from "../path";
import { undefinedIfGone } from "./collection";
import type { Operations } from "./operations";

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
      const answer = await client.request({
        method: "PUT",
        path: settingPath(id),
        body: { [field]: inputs[field] },
      });
      return { id, answer: { ...answer, [foundAs]: before[field] === true } };
    },

    async read(client, id, known) {
      const answer = await client.request({ method: "GET", path: settingPath(id) }).catch(undefinedIfGone);
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
      await client.request({ method: "PUT", path: settingPath(id), body }).catch(undefinedIfGone);
    },

    async list(client) {
      const items = await client.list(own, [listKey]);
      return items.map((answer) => ({ id: textOf(answer[key]), answer }));
    },
  };

  /** What was found before the first change; an imported setting falls back on the API's default. */
  function found(id: string, state: JsonObject): boolean {
    const kept = state[foundAs];
    return typeof kept === "boolean" ? kept : onByDefault.includes(id);
  }
}
