import type { Client } from "../api/client";
import { path } from "../api/path";
import {
  PartialCreateError,
  PartialUpdateError,
  SinchError,
  isAmbiguous,
  isGone,
  withAdvice,
} from "../errors";
import { isObject, textOf, type JsonObject } from "../json";
import { aboutIt, undefinedIfGone, unlessGone } from "./absence";
import { JobFailure, bind, comingTrunk, startJob, waitForJob, type Binding } from "./number-job";
import type { Operations } from "./operations";

/**
 * The binding of an active number to a trunk, in the Numbers API, which does it as a job. The number itself is
 * never rented or released.
 */
export function numberBinding(): Operations {
  return {
    async create(client, inputs, { awaitSeen }) {
      const { id, trunkId } = wanted(inputs);
      const numbers = numberOf(client, id);
      const before = await numbers.fetch();
      const isElsewhere = before.other !== "" || !["", trunkId].includes(before.trunkId);
      // Where another resource of the stack has bound it, the program gives it over from that one to this one.
      const isOurs = async () => before.other === "" && (await awaitSeen(id))?.sipTrunkId === before.trunkId;
      if (isElsewhere && inputs.takeOver !== true && !(await isOurs())) {
        throw new SinchError(
          `${id} is bound to ${before.other || `trunk ${before.trunkId}`} already: unbind it there, import this ` +
            "assignment (docs/how-to/adopt.md), or set takeOver to true to take the number away from there; if the resource " +
            "was renamed in the program, give it aliases",
        );
      }
      // From the moment that the job may run, the number is in the state, so that the next `up` goes on with it.
      const keep = (error: unknown): never => {
        throw error instanceof SinchError ? new PartialCreateError(id, inputs, error.message) : error;
      };
      const asked = await startJob(numbers, trunkId, before).catch((error: unknown) => {
        throw isAmbiguous(error) ? keep(error) : error;
      });
      await waitForJob(client, numbers, trunkId, asked).catch(keep);
      const isAlready = asked === before;
      return { id, answer: inputs, ...(isAlready && { already: `${id} was bound to trunk ${trunkId}` }) };
    },

    async read(client, id, known) {
      const binding = await numberOf(client, id).fetch().catch(undefinedIfGone);
      const takeOver = known.takeOver;
      // A number that somebody unbound still exists: it shows as drift, and is bound again in place.
      return binding && { phoneNumber: id, sipTrunkId: comingTrunk(binding), takeOver };
    },

    async update(client, id, { olds, news, changed }) {
      const { trunkId } = wanted(news);
      // Without any change it is to go on with a job that was not finished.
      if (changed.length > 0 && !changed.includes("sipTrunkId")) {
        return news;
      }
      const numbers = numberOf(client, id);
      const before = await numbers.fetch();
      const isOurs = ["", olds.sipTrunkId, trunkId].includes(before.trunkId) || olds.sipTrunkId === undefined;
      if (news.takeOver !== true && (!isOurs || before.other !== "")) {
        throw new SinchError(
          `${id} was moved to ${before.other || `trunk ${before.trunkId}`} by hand: run \`pulumi refresh\` to see it, ` +
            "then `pulumi up`; takeOver takes the number away from there",
        );
      }
      // Which of the two trunks it is bound to in the end is not known, unless the job has failed.
      const keep = (error: unknown): never => {
        const hasFailed = error instanceof JobFailure;
        throw error instanceof SinchError
          ? new PartialUpdateError({ sipTrunkId: hasFailed ? olds.sipTrunkId : undefined }, error)
          : error;
      };
      const asked = await startJob(numbers, trunkId, before).catch((error: unknown) => {
        throw isAmbiguous(error) ? keep(error) : error;
      });
      await waitForJob(client, numbers, trunkId, asked).catch(keep);
      return news;
    },

    async delete(client, id, state) {
      const trunkId = textOf(state.sipTrunkId);
      const numbers = numberOf(client, id);
      return await unlessGone(
        client,
        async () => {
          const before = await numbers.fetch();
          const now = comingTrunk(before);
          const isOurs = now === trunkId || trunkId === "";
          if (!isOurs || now === "") {
            return now === "" && before.other === ""
              ? undefined
              : `${id} is bound to ${before.other || `trunk ${now}`} by now, and is left there`;
          }
          const isUnbound = await bind(client, numbers, "", before);
          return isUnbound
            ? `${id} is not bound to trunk ${now} any more`
            : `${id} was bound to another trunk meanwhile, and is left there`;
        },
        "numbers",
      );
    },

    async list(client, trunkId) {
      const items = await client.list("/phoneNumbers", ["phoneNumbers"], { sipTrunkId: trunkId });
      return items.map((answer) => ({ id: textOf(answer.phoneNumber).replace(/^(?=\d)/, "+"), answer }));
    },
  };
}

function wanted(inputs: JsonObject): { id: string; trunkId: string } {
  return { id: textOf(inputs.phoneNumber), trunkId: textOf(inputs.sipTrunkId) };
}

/** What a number is bound to; `undefined` if there is no such number. */
export async function bindingOf(client: Client, id: string): Promise<Binding | undefined> {
  return await numberOf(client, id).fetch().catch(undefinedIfGone);
}

/** A number is seldom given back, and often not rented yet, or written wrongly. */
const NOT_RENTED =
  "The project rents no such number: check phoneNumber and sinch:projectId, or rent it at Sinch first. If it was given " +
  "back, run `pulumi refresh`.";

/** One number in the Numbers API. */
function numberOf(client: Client, id: string) {
  const own = path`/activeNumbers/${id}`;
  const ask = async (method: "GET" | "PATCH", body?: unknown): Promise<Binding> => {
    const answer = await client
      .request({ method, path: own, body, api: "numbers" })
      .catch((error: unknown) => {
        throw isGone(error) ? withAdvice(error, NOT_RENTED) : error;
      });
    const label = `${method} ${own}`;
    return readBinding(aboutIt(client, answer, { id, key: "phoneNumber", label, api: "numbers" }));
  };
  return {
    id,
    fetch: () => ask("GET"),
    bindTo: (trunkId: string) => ask("PATCH", { voiceConfiguration: { type: "EST", trunkId } }),
  };
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
