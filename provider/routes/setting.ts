import type { Client } from "../api/client";
import { path } from "../api/path";
import type { SettingRoute } from "../entity";
import { PartialCreateError, PartialUpdateError, SinchError, isAmbiguous } from "../errors";
import { textOf, type JsonObject } from "../json";
import { aboutIt, unlessGone } from "./absence";
import type { Operations } from "./operations";
import { liveOf, written } from "./live";
import { readOne } from "./reading";
import { putWhole } from "./whole-put";

/**
 * A setting that always exists: create switches it and remembers how it was read before that, delete puts that back.
 * What was read is kept in the state, since no later read can tell it; where none was read, the setting is left as
 * it is.
 */
export function setting({ path: own, key, field, foundAs, listKey, words }: SettingRoute): Operations {
  const settingPath = (id: string): string => own + path`/${id}`;
  const get = async (client: Client, id: string): Promise<JsonObject> => {
    const answer = await client.request({ method: "GET", path: settingPath(id) });
    return aboutIt(client, answer, { id, key, label: `GET ${settingPath(id)}` });
  };
  const source = (client: Client) => ({
    path: own,
    listKeys: [listKey],
    kind: own,
    get: (id: string) => get(client, id),
    idKey: key,
  });
  const wordOf = (value: unknown): string => words[value === true ? 1 : 0];
  const put = async (client: Client, id: string, body: JsonObject): Promise<JsonObject> => {
    const answer = await client.request({ method: "PUT", path: settingPath(id), body });
    return aboutIt(client, answer, { id, key, label: `PUT ${settingPath(id)}` });
  };

  return {
    async create(client, inputs, { seen }) {
      const id = textOf(inputs[key]);
      const before = await get(client, id);
      const isAlready = before[field] === inputs[field];
      // What another resource of the stack read before its change is true of this one as well.
      // Off is remembered also where it is declared so: on may be an earlier resource's own doing.
      const remembered =
        foundIn(seen(id)) ?? (isAlready && before[field] === true ? undefined : before[field] === true);
      if (isAlready) {
        const answer = { ...before, [foundAs]: remembered };
        return { id, answer, already: `${id} was ${wordOf(before[field])}` };
      }
      try {
        const answer = await put(client, id, { [field]: inputs[field] });
        return { id, answer: { ...answer, [foundAs]: remembered } };
      } catch (error) {
        // If it was switched all the same, the next create would take that for what was found.
        throw error instanceof SinchError && isAmbiguous(error)
          ? new PartialCreateError(id, { [key]: id, [foundAs]: remembered }, error.message)
          : error;
      }
    },

    async read(client, id, known, look) {
      const answer = await readOne(client, source(client), id, look);
      return answer && { ...answer, [key]: id, [foundAs]: foundIn(known) };
    },

    async update(client, id, { olds, changed, onTopOf, expected }) {
      if (changed.length === 0) {
        return olds;
      }
      const live = await liveOf(client, source(client), id, expected);
      written(client, own, id);
      const { known, unknown } = onTopOf(live);
      const answer = await putWhole(client, settingPath(id), {
        known: { [field]: known[field] },
        unknown,
      })
        .then((found) => aboutIt(client, found, { id, key, label: `PUT ${settingPath(id)}` }))
        .catch((error: unknown) => {
          throw error instanceof Error && isAmbiguous(error)
            ? new PartialUpdateError({ [field]: undefined }, error)
            : error;
        });
      return { ...answer, [foundAs]: foundIn(olds) };
    },

    async delete(client, id, state) {
      const now = await unlessGone(client, () => get(client, id));
      const found = foundIn(state);
      if (now === undefined || now[field] === found) {
        return undefined;
      }
      if (found === undefined) {
        return `${id} stays ${wordOf(now[field])}: what it was before is not known to this stack`;
      }
      if (state[field] !== undefined && now[field] !== state[field]) {
        return `${id} stays ${wordOf(now[field])}: somebody else has changed it`;
      }
      await unlessGone(client, () => put(client, id, { [field]: found }));
      return `${id} is ${wordOf(found)} again, as it was found`;
    },

    async list(client) {
      const items = await client.list(own, [listKey]);
      return items.map((answer) => ({ id: textOf(answer[key]), answer }));
    },
  };

  function foundIn(state: JsonObject | undefined): boolean | undefined {
    const kept = state?.[foundAs];
    return typeof kept === "boolean" ? kept : undefined;
  }
}
