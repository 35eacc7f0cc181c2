import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nearest } from "pulumi-sinch/internals";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { BadInputError } from "./errors";
import { accountName } from "./model";

/** The file that makes a folder a fleet's. */
export const FLEET_FILE = "fleet.yaml";

/** Where customers come from: a file (YAML, CSV or JSON lines by its ending), or a query of the database FLEET_CUSTOMERS_URL. */
export type TableSource = { readonly file: string } | { readonly query: string };

const DURATION = /^\d+(s|m|h|d)$/;
const duration = (example: string) =>
  z.string().regex(DURATION, `must be a number with s, m, h or d, such as ${example}`);
const file = (example: string) => z.string("must be the path of a file").min(1, `such as ${example}`);
const rate = z.number("must be a number of requests in a second, such as 10").positive();

const TABLE =
  'must be a file such as "customers.csv" (.yaml, .csv or .jsonl), or a map with a query of a PostgreSQL database';

const SCHEMA = z.strictObject({
  name: z
    .string('is missing: a name for the fleet, such as "acme"')
    .regex(/^[a-z][a-z0-9-]{0,49}$/, "must be small letters, digits and hyphens, at most 50"),
  customers: z.union(
    [
      z.string().regex(/\.(yaml|yml|csv|jsonl)$/, TABLE),
      z.strictObject({ query: z.string().refine((text) => text.trim() !== "") }),
    ],
    TABLE,
  ),
  program: file("customer.ts").default("customer.ts"),
  assignment: file("shards.json").default("shards.json"),
  /** Customers in a stack. */
  shardSize: z.int("must be a whole number").min(1).max(500).default(50),
  /** Of Pulumi's states. @default PULUMI_BACKEND_URL */
  state: z.string().min(1).optional(),
  /** Of all workers together; by the name of an account where they differ, "main" for the one without a name. */
  requestsPerSecond: z.union([rate, z.record(z.string(), rate)]).optional(),
  /** So many shards may fail before a roll-out stops. */
  errorBudget: z.int("must be a whole number of shards").min(0).default(1),
  /** The policy pack's configuration, a JSON file. */
  policy: file("policy.json").optional(),
  drift: z
    .strictObject({
      every: duration("24h").default("24h"),
      jitter: duration("1h").default("1h"),
      baseline: file("drift-baseline.json").optional(),
    })
    .prefault({}),
  /** Whether incidents are sent to FLEET_WEBHOOK_URL. */
  webhook: z.boolean("must be true or false: the address goes into FLEET_WEBHOOK_URL").default(false),
  lease: z
    .strictObject({
      seconds: z.int().min(2).max(600).default(30),
      /** No less than a request may take: so long after the end of a lease nobody else gets it. */
      graceSeconds: z.int().min(1).max(600).default(30),
    })
    .prefault({}),
});

/** What fleet.yaml says, with its defaults; paths are absolute. Nothing in it is secret: those are in variables. */
export interface FleetConfig extends Readonly<Omit<z.output<typeof SCHEMA>, "customers">> {
  readonly folder: string;
  readonly customers: TableSource;
}

/** @throws BadInputError that names every wrong key with its line */
export function readFleet(folder: string, env: NodeJS.ProcessEnv = process.env): FleetConfig {
  const path = join(folder, FLEET_FILE);
  const lines = new LineCounter();
  const document = parseDocument(textOf(path), { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new BadInputError(`${FLEET_FILE} is no YAML (line ${lines.linePos(error.pos[0]).line})`);
  }
  const parsed = SCHEMA.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    const lineOf = (keys: readonly PropertyKey[]) => {
      const node = document.getIn(keys, true) as { range?: [number, number, number] } | undefined;
      return node?.range ? `:${lines.linePos(node.range[0]).line}` : "";
    };
    throw new BadInputError(
      parsed.error.issues
        .flatMap((issue) => (issue.code === "unrecognized_keys" ? unknownKeys(issue) : [problemOf(issue)]))
        .map(({ keys, text }) => `${FLEET_FILE}${lineOf(keys)}: ${keys.join(".")} ${text}`)
        .join("\n"),
    );
  }
  const { customers, ...given } = parsed.data;
  const inside = <Path extends string | undefined>(one: Path) => (one && resolve(folder, one)) as Path;
  return {
    ...given,
    folder: resolve(folder),
    customers: typeof customers === "string" ? { file: customers } : customers,
    program: inside(given.program),
    assignment: inside(given.assignment),
    policy: inside(given.policy),
    drift: { ...given.drift, baseline: inside(given.drift.baseline) },
    state: given.state ?? env.PULUMI_BACKEND_URL,
  };
}

function problemOf({ path, message }: z.core.$ZodIssue) {
  return { keys: path, text: message };
}

function unknownKeys({ path, keys }: z.core.$ZodIssueUnrecognizedKeys) {
  const known: Record<string, readonly string[]> = {
    "": Object.keys(SCHEMA.shape),
    drift: ["every", "jitter", "baseline"],
    lease: ["seconds", "graceSeconds"],
  };
  return keys.map((key) => {
    const [meant] = nearest(key, known[path.join(".")] ?? []);
    const secret = /key|secret|password|url/i.test(key)
      ? ": secrets and addresses with passwords go into variables"
      : "";
    return {
      keys: [...path, key],
      text: `is not known${meant === undefined ? secret : `: did you mean ${meant}?`}`,
    };
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new BadInputError(
      `there is no ${FLEET_FILE} in this folder: run pulumi-sinch-fleet in a fleet's folder`,
    );
  }
}

/** Requests a second of an account, all workers together. */
export function rateOf(
  { requestsPerSecond: rate }: Pick<FleetConfig, "requestsPerSecond">,
  account: string | undefined,
): number | undefined {
  return typeof rate === "object" ? rate[accountName(account)] : rate;
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration of fleet.yaml, such as 24h, in milliseconds. */
export function durationMs(text: string): number {
  const unit = text.slice(-1) as keyof typeof UNITS;
  return Number(text.slice(0, -1)) * UNITS[unit];
}
