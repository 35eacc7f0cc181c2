import type { Client } from "../api/client";
import type { SettingSetRoute } from "../entity";
import { PartialCreateError, PartialUpdateError, isAmbiguous } from "../errors";
import type { JsonObject } from "../json";
import { be, spoken } from "../words";
import { unlessGone } from "./absence";
import type { Operations, Others } from "./operations";
import { foreseen } from "./setting-foresight";
import { allSettings, foundIn, idsIn, isOn, onesOn, switchOne, type Settings } from "./setting-list";

/** What the settings are to become. */
interface Aim {
  readonly on: readonly string[];
  readonly ignored: readonly string[];
}

/** How far that has come. */
interface Progress {
  /** As the API has answered; `undefined` where it is not known whether one was switched. */
  readonly settings: Settings | undefined;
  readonly isBegun: boolean;
  readonly error?: Error;
}

/**
 * All settings of a kind as one: those that are listed are on, all others off but for those that are left alone. Which
 * were on before is kept in the state, since no later read can tell it, and put back at the end.
 */
export function settingSet(route: SettingSetRoute): Operations {
  const { id: ownId, listed, ignored, foundAs, words } = route;
  const aimOf = (inputs: JsonObject): Aim => ({ on: idsIn(inputs, listed), ignored: idsIn(inputs, ignored) });
  const word = (on: boolean): string => words[on ? 1 : 0];

  /** Switches what is not as it is to be, on first: who may call goes on calling. */
  async function reach(client: Client, before: Settings, { on, ignored: alone }: Aim): Promise<Progress> {
    const settings = new Map(before);
    const off = onesOn(route, before, [...on, ...alone]);
    const steps = [
      ...on.filter((id) => !isOn(route, before.get(id))).map((id) => ({ id, on: true })),
      ...off.map((id) => ({ id, on: false })),
    ];
    let isBegun = false;
    for (const step of steps) {
      try {
        settings.set(step.id, await switchOne(client, route, { ...step, live: before.get(step.id) }));
        isBegun = true;
      } catch (error) {
        if (!(error instanceof Error) || !(isBegun || isAmbiguous(error))) throw error;
        return { settings: isAmbiguous(error) ? undefined : settings, isBegun: true, error };
      }
    }
    return { settings, isBegun };
  }

  /** Those that were on before the stack touched them: as it knows, else as they are now. */
  function foundBefore(
    known: JsonObject | undefined,
    now: Settings,
    { ignored: alone }: Aim,
    { seen }: Others,
  ) {
    const earlier = foundIn(route, known);
    const isKnown = (id: string): boolean => earlier !== undefined && !idsIn(known, ignored).includes(id);
    const was = (id: string): boolean => {
      if (isKnown(id)) return earlier?.includes(id) === true;
      const found = seen(id)?.[foundAs];
      return typeof found === "boolean" ? found : isOn(route, now.get(id));
    };
    const all = new Set([...now.keys(), ...(earlier ?? [])]);
    return [...all].filter((id) => !alone.includes(id) && was(id)).sort();
  }

  /** The state after a change that came so far. */
  const reached = (settings: Settings | undefined, aim: Aim, found: string[] | undefined): JsonObject => ({
    [listed]: settings && onesOn(route, settings, aim.ignored),
    [ignored]: aim.ignored.length === 0 ? undefined : [...aim.ignored],
    [foundAs]: found,
  });

  return {
    async create(client, inputs, others) {
      const aim = aimOf(inputs);
      const before = await allSettings(client, route);
      const found = foundBefore(others.seen(ownId), before, aim, others);
      const { settings, isBegun, error } = await reach(client, before, aim);
      const answer = reached(settings, aim, found);
      if (error !== undefined) {
        throw new PartialCreateError(ownId, answer, error.message);
      }
      const already = `what is ${word(true)} was as declared`;
      return { id: ownId, answer, ...(!isBegun && { already }) };
    },

    async read(client, id, known) {
      if (id !== ownId) {
        return undefined;
      }
      const alone = idsIn(known, ignored);
      const settings = await allSettings(client, route);
      return reached(settings, { on: [], ignored: alone }, foundIn(route, known));
    },

    async update(client, _id, { olds, news, changed }, others) {
      if (changed.length === 0) {
        return olds;
      }
      const aim = aimOf(news);
      const before = await allSettings(client, route);
      const known = foundIn(route, olds);
      const found = known && foundBefore(olds, before, aim, others);
      const { settings, error } = await reach(client, before, aim);
      const answer = reached(settings, aim, found);
      if (error !== undefined) {
        throw new PartialUpdateError(answer, error);
      }
      return answer;
    },

    async delete(client, _id, state, { isClaimed }) {
      const found = foundIn(route, state);
      const now = await allSettings(client, route);
      const own = [...now.keys()]
        .filter((id) => !idsIn(state, ignored).includes(id) && !isClaimed(id))
        .sort();
      if (found === undefined) {
        const on = spoken(own.filter((id) => isOn(route, now.get(id))));
        return `all stay as they are, ${on} ${word(true)}: what was so before is not known to this stack`;
      }
      const other = own.filter((id) => isOn(route, now.get(id)) !== found.includes(id));
      const wasLeft = (id: string): boolean =>
        state[listed] === undefined || isOn(route, now.get(id)) === idsIn(state, listed).includes(id);
      const [back, moved] = [other.filter(wasLeft), other.filter((id) => !wasLeft(id))];
      for (const id of back) {
        const step = { id, live: now.get(id), on: found.includes(id) };
        await unlessGone(client, () => switchOne(client, route, step));
      }
      const lines = [true, false].flatMap((on) => {
        const [again = [], stay = []] = [back, moved].map((ids) =>
          ids.filter((id) => found.includes(id) === on),
        );
        const stays = stay.length > 1 ? "stay" : "stays";
        return [
          ...(again.length > 0 ? [`${spoken(again)} ${be(again)} ${word(on)} again, as found`] : []),
          ...(stay.length > 0
            ? [`${spoken(stay)} ${stays} ${word(!on)}: somebody else has changed that`]
            : []),
        ];
      });
      return lines.length === 0 ? undefined : lines.join("; ");
    },

    async foresee(client, olds, news) {
      return foreseen(route, await allSettings(client, route), { olds, news });
    },

    async list(client) {
      const settings = await allSettings(client, route);
      return [{ id: ownId, answer: reached(settings, { on: [], ignored: [] }, undefined) }];
    },
  };
}
