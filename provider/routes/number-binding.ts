import type { Client } from "../api/client";
import { PartialCreateError, SinchError, isAmbiguous } from "../errors";
import { isObject, textOf, type JsonObject } from "../json";
import { path } from "../api/path";
import { undefinedIfGone, unlessGone } from "./gone";
import type { Operations } from "./operations";

/** A binding job that takes longer has failed, as far as `pulumi up` is concerned. */
export const MAX_JOB_MS = 300_000;

/** Only a job that takes longer than this is mentioned to the user. */
const SILENT_JOB_MS = 5_000;

/** What a number is bound to now, and what a job is about to bind it to. */
interface Binding {
  /** The trunk; empty if it is none. */
  readonly trunkId: string;
  /** What else it is bound to, in words; empty if nothing. */
  readonly other: string;
  readonly job?: { readonly trunkId: string; readonly isFailed: boolean };
}

/**
 * The binding of an active number to a trunk, in the Numbers API, which does it as a job. The number itself is
 * never rented or released.
 */
export function numberBinding(): Operations {
  return {
    async create(client, inputs) {
      const { id, trunkId } = wanted(inputs);
      const before = await fetchBinding(client, id);
      const isElsewhere = before.other !== "" || (before.trunkId !== "" && before.trunkId !== trunkId);
      if (isElsewhere && inputs.takeOver !== true) {
        throw new SinchError(
          `${id} is bound to ${before.other || `trunk ${before.trunkId}`} already: unbind it there, import this ` +
            "assignment (docs/import.md), or set takeOver to true to take the number away from there",
        );
      }
      // From the moment that the job may run, the number is in the state, so that the next `up` goes on with it.
      const keep = (error: unknown): never => {
        throw error instanceof SinchError ? new PartialCreateError(id, inputs, error.message) : error;
      };
      const asked = await ask(client, id, { trunkId, before }).catch((error: unknown) => {
        throw isAmbiguous(error) ? keep(error) : error;
      });
      await finish(client, id, { trunkId, asked }).catch(keep);
      return { id, answer: inputs };
    },

    async read(client, id, known) {
      const binding = await fetchBinding(client, id).catch(undefinedIfGone);
      const takeOver = known.takeOver;
      // A number that somebody unbound still exists: it shows as drift, and is bound again in place.
      return binding && { phoneNumber: id, sipTrunkId: comingTrunk(binding), takeOver };
    },

    async update(client, id, { olds, news }) {
      const { trunkId } = wanted(news);
      const before = await fetchBinding(client, id);
      if (
        news.takeOver !== true &&
        before.trunkId !== "" &&
        ![olds.sipTrunkId, trunkId].includes(before.trunkId)
      ) {
        throw new SinchError(
          `${id} was moved to trunk ${before.trunkId} by hand: run \`pulumi refresh\` to see it, then \`pulumi up\``,
        );
      }
      await bind(client, id, { trunkId, before });
      return news;
    },

    async delete(client, id, state) {
      await unlessGone(client, async () => {
        const before = await fetchBinding(client, id);
        if (comingTrunk(before) !== "" && comingTrunk(before) === state.sipTrunkId) {
          await bind(client, id, { trunkId: "", before });
        }
      });
    },

    async list(client, trunkId) {
      const items = await client.list("/phoneNumbers", ["phoneNumbers"], { sipTrunkId: trunkId });
      return items.map((answer) => ({ id: textOf(answer.phoneNumber), answer }));
    },
  };
}

function wanted(inputs: JsonObject): { id: string; trunkId: string } {
  return { id: textOf(inputs.phoneNumber), trunkId: textOf(inputs.sipTrunkId) };
}

function comingTrunk({ trunkId, job }: Binding): string {
  return job && !job.isFailed ? job.trunkId : trunkId;
}

/** Binds a number, or unbinds it where the trunk is empty, and waits for the job. */
async function bind(
  client: Client,
  id: string,
  { trunkId, before }: { trunkId: string; before: Binding },
): Promise<void> {
  await finish(client, id, { trunkId, asked: await ask(client, id, { trunkId, before }) });
}

/** Asks for the job that binds a number, if it is not bound as it should be. */
async function ask(
  client: Client,
  id: string,
  { trunkId, before }: { trunkId: string; before: Binding },
): Promise<Binding> {
  if (isDone(before, trunkId) && before.other === "") {
    return before;
  }
  const body = { voiceConfiguration: { type: "EST", trunkId } };
  return readBinding(await client.request({ method: "PATCH", path: numberPath(id), body, api: "numbers" }));
}

/** Waits for the job that was asked for. */
async function finish(
  client: Client,
  id: string,
  { trunkId, asked }: { trunkId: string; asked: Binding },
): Promise<void> {
  const beganMs = client.clock.now();
  let binding = asked;
  for (let attempt = 1, isTold = false; !isDone(binding, trunkId); attempt++) {
    if (binding.job?.isFailed) {
      throw new SinchError(`the Numbers API failed to bind ${id}; run \`pulumi up\` again to try once more`);
    }
    const passedMs = client.clock.now() - beganMs;
    if (passedMs > MAX_JOB_MS) {
      throw new SinchError(
        `binding ${id} took longer than ${MAX_JOB_MS / 1000} s; run \`pulumi up\` again to go on waiting`,
      );
    }
    if (passedMs > SILENT_JOB_MS && !isTold) {
      isTold = true;
      client.say(`waiting for the Numbers API to bind ${id}, up to ${MAX_JOB_MS / 1000} s`);
    }
    await client.clock.sleep(Math.min(250 * 2 ** (attempt - 1), 5_000));
    binding = await fetchBinding(client, id);
  }
}

function isDone({ trunkId, job }: Binding, wantedTrunk: string): boolean {
  return job === undefined && trunkId === wantedTrunk;
}

async function fetchBinding(client: Client, id: string): Promise<Binding> {
  return readBinding(await client.request({ method: "GET", path: numberPath(id), api: "numbers" }));
}

function numberPath(id: string): string {
  return path`/activeNumbers/${id}`;
}

/** The fields of the Numbers API; ids that are not in use are empty text, or absent. */
function readBinding({ voiceConfiguration }: JsonObject): Binding {
  const voice = objectOf(voiceConfiguration);
  const job = objectOf(voice.scheduledVoiceProvisioning);
  const other = voice.appId ? `the voice app ${textOf(voice.appId)}` : voice.serviceId ? "a fax service" : "";
  return {
    trunkId: voice.type === "EST" ? textOf(voice.trunkId) : "",
    other,
    ...(Object.keys(job).length > 0 && {
      job: { trunkId: textOf(job.trunkId), isFailed: job.status === "FAILED" },
    }),
  };
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
