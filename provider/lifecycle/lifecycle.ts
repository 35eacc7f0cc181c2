import type { Client } from "../api/client";
import { parseTime } from "../api/clock";
import type { ApiFacts, Entity } from "../entity";
import { PartialCreateError } from "../errors";
import type { JsonObject } from "../json";
import { operationsOf } from "../routes";
import type { Others } from "../routes/operations";
import { checkAccount, refuseForeign } from "./account";
import { changeOf, stateAfter } from "./changes";
import { checkInputs } from "./check";
import { contentOf } from "./content";
import type { Lifecycle } from "./contract";
import { findGone } from "./missing";
import { alreadyLine, idOfInputs, leftError } from "./ownership";
import { openLine, replacedBy } from "./replaced-by";
import { runOf, type Run } from "./run";
import { patientDelete, told } from "./telling";
import { uniqueNames } from "./unique-names";
import { isSame, pick } from "./values";

/** The lifecycle of an entity over a client, which is asked for when a request is due. */
export function lifecycleOf(entity: Entity, client: () => Client): Lifecycle {
  const operations = operationsOf(entity.route);
  const content = contentOf(entity);
  const { keys, absent, keep } = content;
  const run = (): Run => runOf(client());
  const telling = <Result>(work: () => Promise<Result>) => told(entity, client(), work);

  async function watched<Result>(news: JsonObject, work: () => Promise<Result>): Promise<Result> {
    const judge = () => checkInputs(entity, content, { olds: {}, news, api: client() }).failures;
    return await run().failed.watch(news, judge, work);
  }

  /** What the run knows of other resources. */
  function others(): Others {
    const { ownership } = run();
    return {
      seen: (id) => ownership.seen(entity, id),
      isClaimed: (id) => ownership.isClaimed(entity, id),
    };
  }

  async function update(id: string, olds: JsonObject, news: JsonObject): Promise<JsonObject> {
    const { handover, imported } = run();
    const change = changeOf(entity, content, olds, news);
    const holder = { names: uniqueNames(entity, olds), wants: uniqueNames(entity, news) };
    const wish = { kind: entity.name, id, names: holder.wants };
    if (imported.has(`${entity.name} ${id}`) && change.changed.length > 0) {
      client().say(
        `the import option found ${entity.title} ${id} other than declared, and this update changes ` +
          `${change.changed.join(", ")} of what runs already`,
      );
    }
    const { projectId } = client();
    const answer = await handover.gives(entity.name, id, holder, () =>
      telling(() => handover.takes(wish, () => operations.update(client(), id, change, others()))),
    );
    const state = stateAfter(entity, content, { change, answer, projectId });
    run().ownership.made(entity, id, state);
    return state;
  }

  return {
    check(olds, news, urn) {
      const known = reachable(client);
      const { inputs, failures } = checkInputs(entity, content, { olds, news, api: factsOf(known) });
      const checked = {
        inputs,
        failures: known ? runOf(known).failed.counted(failures, olds, news) : failures,
      };
      if (known && checked.failures.length === 0) {
        const { ownership, replacements, handover } = runOf(known);
        const conflicts = ownership.conflicts(entity, checked.inputs, urn);
        if (conflicts.length > 0) return { inputs, failures: conflicts };
        ownership.claim(entity, checked.inputs, urn);
        ownership.saw(entity, olds);
        replacements.checked(entity, checked.inputs, Object.keys(olds).length === 0);
        handover.heard();
      }
      return checked;
    },

    async foresee(olds, news) {
      const known = reachable(client);
      if (known && operations.foresee) {
        await runOf(known).foresight.tell(known, () => operations.foresee?.(known, olds, news) ?? []);
      }
    },

    diff(olds, news, id = "") {
      const known = reachable(client);
      const isDependent = known !== undefined && runOf(known).replacements.isDependent(entity, news);
      const { replaces, mayReplace } = replacedBy(entity, { olds, news, isDependent, api: factsOf(known) });
      if (known) {
        checkAccount(entity, olds, known);
        const { ownership, replacements, handover } = runOf(known);
        ownership.saw(entity, olds);
        handover.heard();
        handover.plans(entity.name, id, uniqueNames(entity, olds), uniqueNames(entity, news));
        if (replaces.length > 0) replacements.condemn(entity, id, olds, news);
        else if (mayReplace.length > 0) known.say(openLine(entity, id, mayReplace));
      }
      return { replaces, deleteBeforeReplace: entity.deleteBeforeReplace };
    },

    create: (inputs) =>
      watched(inputs, async () => {
        const { handover, ownership, outage, unfinished } = run();
        const { seen, isClaimed } = others();
        await handover.settled();
        refuseForeign(entity, client());
        const matches = (answer: JsonObject): boolean => isSame(keep(answer, inputs, "").inputs, inputs);
        const sent = pick(inputs, keys);
        const wish = { kind: entity.name, names: uniqueNames(entity, inputs) };
        const awaitSeen = (id: string) => handover.untilNamed(() => seen(id));
        const context = { title: entity.title, matches, seen, isClaimed, awaitSeen };
        const { projectId } = client();
        const making = telling(() => handover.takes(wish, () => operations.create(client(), sent, context)));
        const kept = unfinished.creates(entity, inputs, () => making);
        const { id, answer, already } = await kept.catch((error: unknown) => {
          if (error instanceof PartialCreateError) {
            // Asked for again in this run, it is not to take its own change for what was found.
            ownership.saw(entity, { ...inputs, ...error.answer });
            throw error.in(projectId);
          }
          ownership.failed(entity, inputs);
          throw error;
        });
        const { state } = keep({ ...sent, ...answer }, inputs, projectId);
        ownership.made(entity, id, state);
        if (already !== undefined && seen(id) === undefined) {
          client().say(alreadyLine(already));
        }
        outage.made(entity, id, state);
        return { id, state };
      }),

    async read(id, known) {
      checkAccount(entity, known, client());
      const { ownership, imported } = run();
      const expected = keys.filter((key) => known[key] !== undefined && !isSame(known[key], absent[key]));
      const look = (notBeforeMs?: number) =>
        telling(() =>
          operations.read(client(), id, known, { expected, ...(notBeforeMs && { notBeforeMs }) }),
        );
      const answer =
        (await look()) ?? (await findGone({ client: client(), entity, operations, id, known, look }));
      if (answer === undefined) {
        return undefined;
      }
      const kept = keep(answer, known, client().projectId);
      ownership.saw(entity, kept.state);
      if (Object.keys(known).length === 0) imported.add(`${entity.name} ${id}`);
      return kept;
    },

    update: (id, olds, news) =>
      watched(news, async () => {
        checkAccount(entity, olds, client());
        return await run().unfinished.updates(`${entity.name} ${id}`, olds, (now) => update(id, now, news));
      }),

    async delete(id, state) {
      checkAccount(entity, state, client());
      const { handover, ownership, outage, replacements } = run();
      if (idOfInputs(entity, state) === id) {
        if (ownership.isLeftTo(entity, id)) throw leftError(entity, id);
        for (const lost of ownership.lostWith(entity, id, state)) client().say(lost);
        if (ownership.isClaimed(entity, id)) return;
      }
      await telling(() => replacements.examine(entity, id));
      const holder = { names: uniqueNames(entity, state), wants: [] };
      const done = await handover.gives(entity.name, id, holder, () =>
        handover.works(() =>
          telling(() => patientDelete(client(), () => operations.delete(client(), id, state, others()))),
        ),
      );
      if (done !== undefined) {
        client().say(done);
      }
      if (replacements.isReplaced(entity, id, pick(state, keys))) {
        outage.deleted(entity, id, state);
      }
    },

    async list(parentId) {
      const found = await operations.list(client(), parentId);
      return found.map(({ id, answer }) => ({
        id,
        ...keep(answer, {}, client().projectId),
        ...createTimeOf(answer),
      }));
    },
  };
}

function createTimeOf({ createTime }: JsonObject): { createTime?: string } {
  const createdMs = parseTime(createTime);
  return createdMs === undefined ? {} : { createTime: new Date(createdMs).toISOString() };
}

/** What is known of the API without a configuration. */
function factsOf(client: Client | undefined): ApiFacts {
  return client ?? { addsCredentials: false };
}

/** The client, if the configuration has all that it needs; a check of the inputs needs none of it. */
function reachable(client: () => Client): Client | undefined {
  try {
    return client();
  } catch {
    return undefined;
  }
}
