/** A process that calls a program's function for some rows without an engine: what hangs or dies here hurts nobody. */
import * as pulumi from "@pulumi/pulumi";
import { Client, clientOptions, ENTITIES, lifecycleInAccounts } from "pulumi-sinch/internals";
import type { Row } from "../model";
import { type Claim, claimsOf } from "./claims";
import { messageOf } from "./load";
import { currentCustomer, CUSTOMER_TYPE, failures, loadProgram, placeOf } from "./run";

export interface Batch {
  readonly text: string;
  readonly folder: string;
  readonly rows: readonly Row[];
}

/** What the process answers for a batch. */
export interface Rehearsed {
  /** What is wrong with the program, whoever the customer is. */
  readonly program?: string;
  /** What is wrong by customer. */
  readonly failed: readonly (readonly [customer: string, text: string])[];
  readonly claims: readonly (readonly [customer: string, claims: readonly Claim[]])[];
}

type Checks = ReturnType<typeof lifecycleInAccounts>;
type Values = Parameters<Checks["check"]>[1];

/** Never asked: a check makes no request. */
const client = new Client(
  clientOptions({ keyId: "rehearsal", keySecret: "rehearsal", projectId: "rehearsal" }, {}),
);
const checks = new Map(
  ENTITIES.map((entity) => {
    const lifecycle = lifecycleInAccounts(entity, () => client);
    const check = (news: Values) => lifecycle.check({}, news);
    return [`pulumi-nodejs:dynamic/sinch:${entity.name}`, { name: entity.name, check }];
  }),
);

/** What the API would add; what is not here stays unknown, as in a preview. */
const ANSWERS: Readonly<Record<string, (inputs: Values) => Values>> = {
  SipTrunk: ({ hostName }) => ({
    domain: `${typeof hostName === "string" ? hostName : "unknown"}.pstn.sinch.com`,
    topLevelDomain: "pstn.sinch.com",
    callsPerSecond: 1,
  }),
};

async function rehearse(batch: Batch): Promise<Rehearsed> {
  failed = new Map();
  const claims = new Map<string, Claim[]>();
  // One account after the other, as an update has only one.
  for (const account of new Set(batch.rows.map((row) => row.account))) {
    const rows = batch.rows.filter((row) => row.account === account);
    const program = await rehearseAccount({ ...batch, rows }, account ?? "", claims);
    if (program !== undefined) return { program, failed: [], claims: [] };
  }
  return { failed: [...failed], claims: [...claims] };
}

/** Fills in who fails and what each claims. Returns what is wrong with the program, whoever the customer is. */
async function rehearseAccount(
  { text, folder, rows }: Batch,
  account: string,
  claims: Map<string, Claim[]>,
): Promise<string | undefined> {
  let outside: string | undefined;

  /** Sees each resource when it is made, and under what: the types down to it and its name are what must be unique. */
  const place: pulumi.ResourceTransformation = ({ type, name, opts }) => {
    if (type === CUSTOMER_TYPE) return undefined;
    const customer = currentCustomer();
    if (customer === undefined) {
      outside ??= `${type} "${name}"`;
      return undefined;
    }
    const { owner, types } = placeOf(opts.parent);
    const kind = type.split(":").at(-1) ?? type;
    if (owner !== customer) failed.set(customer, `${kind} "${name}" is below a resource that is not its own`);
    const known = claims.get(customer) ?? [];
    claims.set(customer, known);
    const key = [...types, type, name].join(" ");
    if (known.some((claim) => claim.key === key)) failed.set(customer, `declares two ${kind} "${name}"`);
    known.push({ what: `a ${kind} "${name}"`, key });
    return undefined;
  };

  const newResource = ({ type, name, inputs, custom, id }: pulumi.runtime.MockResourceArgs) => {
    const mock = { id: id || (custom === false ? undefined : `rehearsal-${name}`), state: inputs as Values };
    const customer = currentCustomer();
    const entity = checks.get(type);
    if (customer === undefined || entity === undefined || id) return mock;
    const given = Object.fromEntries(
      Object.entries(inputs as Values)
        .filter(([key]) => key !== "__provider")
        .map(([key, value]) => [key, inClear(value)]),
    );
    claims.get(customer)?.push(...claimsOf(entity.name, given, account));
    const { failures: wrong, inputs: checked } = entity.check(given);
    const reasons = wrong.map(({ property, reason }) => `${property} ${reason}`);
    if (given.account !== undefined) reasons.push("account is said by the row, not by the program");
    if (reasons.length > 0) failed.set(customer, `${entity.name} "${name}": ${reasons.join("; ")}`);
    return { id: mock.id, state: { ...checked, ...ANSWERS[entity.name]?.(checked) } };
  };

  const mocks = { newResource, call: ({ inputs }: pulumi.runtime.MockCallArgs) => inputs as Values };
  await pulumi.runtime.setMocks(mocks, "fleet", "rehearsal", true);
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(place);
    const program = loadProgram(text, folder);
    for (const [customer, reason] of await failures(program, rows)) {
      failed.set(customer, reason);
      // The classes refuse the second of two that mean the same: the first is no better.
      const [, kind, first] = /the (\w+) "[^"]*" means the same as "([^"]*)"/.exec(reason) ?? [];
      const what = `a ${kind ?? ""} "${first ?? ""}"`;
      const [other] = [...claims].find(([, its]) => its.some((claim) => claim.what === what)) ?? [];
      if (other !== undefined && !failed.has(other))
        failed.set(other, `has ${what} that ${customer} has too`);
    }
  });
  // Until nothing more is declared by what was applied to outputs.
  await pulumi.runtime.disconnect();
  await new Promise(setImmediate);
  return outside && `the program declares ${outside} outside of customer(row): it would be nobody's`;
}

/** A secret as its value, for the checks. */
function inClear(value: Values[string]): Values[string] {
  return pulumi.runtime.isRpcSecret(value)
    ? (pulumi.runtime.unwrapRpcSecret(value) as Values[string])
    : value;
}

/** What is wrong by customer in the batch that runs. */
let failed = new Map<string, string>();

// One that nobody awaits would fail the whole update. Where it is not known whose it is, this process ends, and its
// batch is halved until it is one row.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (reason: unknown) => {
    const text = messageOf(reason);
    const customer = currentCustomer();
    if (customer === undefined) process.send?.({ stray: text }, () => process.exit(1));
    else failed.set(customer, `its function leaves an error behind that nobody catches: ${text}`);
  });
}

process.on("message", (batch: Batch) => {
  rehearse(batch).then(
    (rehearsed) => process.send?.(rehearsed),
    (error: unknown) => {
      const program = messageOf(error);
      process.send?.({ program, failed: [], claims: [] } satisfies Rehearsed);
    },
  );
});

// From here on nothing is this project's own time.
process.send?.({ isReady: true });
