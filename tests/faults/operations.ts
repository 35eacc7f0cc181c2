import { ENTITIES } from "../../provider/entities";
import { PartialCreateError } from "../../provider/errors";
import { FUNCTIONS } from "../../provider/functions";
import type { Client } from "../../provider/api/client";
import { textOf, type JsonObject } from "../../provider/json";
import type { Lifecycle } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { MANY, trunk } from "./make";
import { SUBJECTS, type Subject } from "./resources";
import { comparable, type World } from "./world";

export type Kind = "create" | "read" | "update" | "delete" | "list";

/** How the first attempt ended. */
export type Ended = { readonly result: unknown } | { readonly error: unknown };

/** One operation, ready to be run in a world that is prepared for it. */
export interface Task {
  readonly first: (client: Client) => Promise<unknown>;
  /** What the next run of Pulumi does about it; throws if that is not clean. */
  readonly again: (client: Client, ended: Ended) => Promise<void>;
  /** Removes what the error of the first attempt said might be left. */
  readonly removeLeftover?: (client: Client) => Promise<void>;
}

/** A row of the matrix. */
export interface Operation {
  /** `SipTrunk create` */
  readonly row: string;
  readonly kind: Kind;
  readonly unique: boolean;
  readonly prepare: (world: World) => Promise<Task>;
}

/** The operations of all resources, and the functions that make requests of their own. */
export const OPERATIONS: readonly Operation[] = [
  ...SUBJECTS.flatMap(operationsOf),
  reading("getSipTrunk", async (world) => {
    await trunk(world);
    return { hostName: "main" };
  }),
  reading("getPhoneNumbers", async (world) => {
    await SUBJECTS.find(({ name }) => name === "PhoneNumberAssignment")?.fill?.(world, {
      sipTrunkId: await trunk(world),
    });
    return {};
  }),
  reading("getCalls", (world) => {
    for (let n = 0; n < MANY; n++) world.emulator.addCall(call(world, n));
    return Promise.resolve({});
  }),
];

/** What there is no row for, and why. */
export const NOT_THERE: readonly { readonly row: string; readonly why: string }[] = SUBJECTS.flatMap(
  ({ name, without = {} }) => Object.entries(without).map(([kind, why]) => ({ row: `${name} ${kind}`, why })),
);

function operationsOf(subject: Subject): Operation[] {
  const { name, unique, without = {}, changed } = subject;
  const row = (kind: Kind, prepare: Operation["prepare"]): Operation[] =>
    kind !== "create" && without[kind] !== undefined
      ? []
      : [{ row: `${name} ${kind}`, kind, unique, prepare }];
  return [
    ...row("create", async (world) => {
      const inputs = checked(name, await subject.prepare(world));
      await world.clock.sleep(TWIN_AGE_MS);
      return createTask(subject, inputs);
    }),
    ...row("read", async (world) => {
      const { id, inputs, state } = await made(subject, world);
      const first = async (client: Client) => {
        const kept = await lifecycle(name, client).read(id, state);
        expectSame(kept?.inputs, inputs);
        return kept;
      };
      return { first, again: (client) => first(client).then(() => undefined) };
    }),
    ...(changed
      ? row("update", async (world) => {
          const { id, inputs, state } = await made(subject, world);
          const news = checked(name, changed(inputs, world), inputs);
          return {
            first: (client) => lifecycle(name, client).update(id, state, news),
            async again(client, ended) {
              const one = lifecycle(name, client);
              if ("error" in ended) await one.update(id, state, news);
              expectSame((await one.read(id, news))?.inputs, news);
            },
          };
        })
      : []),
    ...row("delete", async (world) => {
      const { id, state } = await made(subject, world);
      const first = (client: Client) => lifecycle(name, client).delete(id, state);
      return { first, again: first };
    }),
    ...row("list", async (world) => {
      const inputs = await subject.prepare(world);
      await subject.fill?.(world, inputs);
      const first = (client: Client) => lifecycle(name, client).list(parentOf(subject, inputs));
      return { first, again: (client) => first(client).then(() => undefined) };
    }),
  ];
}

/** Older than any allowance for clocks: a twin of that age is somebody else's. */
const TWIN_AGE_MS = 10_000;

function createTask(subject: Subject, inputs: JsonObject): Task {
  const { name } = subject;
  return {
    first: (client) => lifecycle(name, client).create(inputs),
    async again(client, ended) {
      const one = lifecycle(name, client);
      let made = "result" in ended ? (ended.result as { id: string; state: JsonObject }) : undefined;
      if ("error" in ended && ended.error instanceof PartialCreateError) {
        // The engine keeps what the error holds as the state, and updates it.
        const { entityId: id, answer } = ended.error;
        made = { id, state: await one.update(id, answer as JsonObject, inputs) };
      }
      made ??= await one.create(inputs);
      expectSame((await one.read(made.id, made.state))?.inputs, inputs);
    },
    ...(subject.without?.list === undefined && {
      removeLeftover: async (client) => {
        const one = lifecycle(name, client);
        const newest = (await one.list(parentOf(subject, inputs))).at(-1);
        if (newest === undefined) throw new Error("there is no leftover");
        await one.delete(newest.id, newest.state);
      },
    }),
  };
}

function reading(name: string, prepare: (world: World) => Promise<JsonObject>): Operation {
  return {
    row: name,
    kind: "list",
    unique: false,
    async prepare(world) {
      const args = await prepare(world);
      const first = async (client: Client) => await FUNCTIONS[name]?.(client, args);
      return { first, again: (client) => first(client).then(() => undefined) };
    },
  };
}

async function made(subject: Subject, world: World) {
  const inputs = checked(subject.name, await subject.prepare(world));
  const { id, state } = await lifecycle(subject.name, world.localClient()).create(inputs);
  await world.clock.sleep(TWIN_AGE_MS);
  return { id, inputs, state };
}

function checked(name: string, news: JsonObject, olds: JsonObject = {}): JsonObject {
  const { inputs, failures } = lifecycle(name, undefined).check(olds, news);
  if (failures.length > 0) throw new Error(`${name}: ${JSON.stringify(failures)}`);
  return inputs;
}

/** The lifecycle of an entity by its name. */
export function lifecycle(name: string, client: Client | undefined): Lifecycle {
  const entity = ENTITIES.find((one) => one.name === name);
  if (entity === undefined) throw new Error(`there is no ${name}`);
  return lifecycleOf(entity, () => {
    if (client === undefined) throw new Error("check makes no request");
    return client;
  });
}

function parentOf({ parent }: Subject, inputs: JsonObject): string | undefined {
  return parent === undefined ? undefined : textOf(inputs[parent]);
}

function expectSame(found: unknown, wanted: unknown): void {
  if (sortedText(found) !== sortedText(wanted)) {
    throw new Error(`not as declared: ${sortedText(found)} instead of ${sortedText(wanted)}`);
  }
}

function sortedText(value: unknown): string {
  return comparable(value).split(/[{},]/).sort().join(",");
}

function call(world: World, n: number) {
  const createTime = new Date(world.clock.now() - 60_000).toISOString();
  const price = { currencyCode: "USD", amount: 0.004 };
  return {
    callId: `call-${n}`,
    to: "12025550147",
    from: "12025550190",
    direction: "outbound" as const,
    answerTime: createTime,
    endTime: createTime,
    durationSeconds: 58,
    callResult: "COMPLETED" as const,
    pricePerMinute: price,
    billingDurationSeconds: 60,
    price,
    createTime,
    trunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
  };
}
