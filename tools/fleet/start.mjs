/** `npm run fleet`: a fleet from a fresh clone, rolled out, attacked and put right, against the emulator. See HELP. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { startEmulator } from "../../bench/emulator.mjs";
import { ACCOUNT, freePort } from "../local-emulator.mjs";
import { ensureBuild, ensureDependencies, ensurePulumi } from "../setup.mjs";
import { say, step } from "../steps.mjs";
import { buildFleet } from "./build.mjs";
import { CLI, environment, makeFolder } from "./folder.mjs";
import { startPostgres, startTemporal, temporalProgram } from "./servers.mjs";

const HELP = `npm run fleet [-- OPTIONS]     rolls out 200 customers and looks after them, on this machine alone

Needs Node.js 20 or later, npm, and Go for Temporal's server where no "temporal" is on the PATH; no Sinch account, no
Pulumi account. Starts Temporal, PostgreSQL, an emulator of the Sinch API and a worker, rolls out the table and program
of examples/fleet with 200 customers, changes one line, commits a fraud by hand, finds it and puts it back. Each step
prints the command that it runs. All of it is stopped and removed at the end, or by Ctrl-C.

  --customers N   so many customers (default: 200)
  --keep          leave it running at the end, with its pages, until Ctrl-C
  --help          this text

Examples:
  npm run fleet
  npm run fleet -- --customers 30 --keep

Exit status: 0 every step held, 1 one did not, 2 wrong usage, 130 interrupted.`;

const FOUND = 7;

const { customers: count, keep, help } = readOptions();
if (help) {
  console.log(HELP);
  process.exit(0);
}
const closers = [];
const children = new Set();
let ending;
process.once("SIGINT", () => void end(130));
try {
  await tell();
  await end(0);
} catch (error) {
  if (ending === undefined) console.error(`\n${error.message}`);
  await end(1);
}

function readOptions() {
  try {
    const kinds = {
      customers: { type: "string", default: "200" },
      keep: { type: "boolean" },
      help: { type: "boolean" },
    };
    const { values } = parseArgs({ options: kinds });
    const customers = Number(values.customers);
    if (!Number.isInteger(customers) || customers < 2) throw new Error("--customers must be a number from 2");
    return { ...values, customers };
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function tell() {
  step("What it needs", "dependencies, the Pulumi CLI, both builds");
  await ensureDependencies({ say });
  const { bin, version } = await ensurePulumi({ say });
  await ensureBuild({ say });
  await buildFleet({ say });
  const { program, reason } = await temporalProgram({ say });
  if (program === undefined) throw new Error(reason);
  say(`Pulumi ${version}, Temporal at ${program}`);

  step("Servers", "Temporal for the work, PostgreSQL for leases and records, the emulator for the Sinch API");
  const base = mkdtempSync(join(tmpdir(), "pulumi-sinch-fleet-"));
  chmodSync(base, 0o755);
  closers.push(() => rmSync(base, { recursive: true, force: true, maxRetries: 20 }));
  const postgres = await startPostgres({ folder: base });
  closers.unshift(() => postgres.close());
  const uiPort = await freePort([]);
  const temporal = await startTemporal(program, { folder: base, uiPort });
  closers.unshift(() => temporal.close());
  const emulator = await startEmulator(["--latency-ms", "20"]);
  closers.unshift(() => emulator.close());
  const pages = `http://127.0.0.1:${uiPort}`;
  say(`Temporal's pages: ${pages}`);
  say(`The emulator's page: ${emulator.url}`);

  const folder = join(base, "fleet");
  makeFolder(folder, rows());
  const env = environment({ bin, base, postgres, temporal, url: emulator.url });
  step("A fleet", `fleet.yaml, customer.ts and a table of ${count} customers, from examples/fleet`);
  say(readFileSync(join(folder, "customer.ts"), "utf8").split("\n").slice(1).join("\n").trim());

  await fleet(
    { folder, env },
    "Plan",
    "who goes into which shard; nothing is asked of the API",
    ["plan", "--write"],
    {
      status: FOUND,
    },
  );
  step("A worker", "two jobs at once; more of them may run anywhere", "pulumi-sinch-fleet worker");
  await worker({ folder, env });
  await fleet({ folder, env }, "Roll out", "previews of all shards, then one, a tenth, the rest", [
    "roll-out",
    "--yes",
  ]);
  await fleet({ folder, env }, "Status", "what each shard was brought to", ["status"]);

  const table = join(folder, "customers.csv");
  writeFileSync(table, readFileSync(table, "utf8").replace("sbc1.customer-2.", "sbc3.customer-2."));
  await emulator.clearRequests();
  await fleet({ folder, env }, "One line changed", "another gateway of customer 2", ["roll-out", "--yes"]);
  const { update, create } = await emulator.requests();
  if (update !== 1 || create !== 0)
    throw new Error(`${update} updates and ${create} creates instead of one update`);
  say("One update was sent, for that customer; no other shard was touched.");

  step(
    "A fraud by hand",
    "somebody opens Cuba and diverts an endpoint",
    `curl -X POST ${emulator.url}/__emulator/rehearsals`,
  );
  const fraud = await fetch(`${emulator.url}/__emulator/rehearsals`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ projectId: ACCOUNT.projectId, scenario: "fraud" }),
  });
  say((await fraud.json()).did.join("\n"));
  const found = await fleet(
    { folder, env },
    "Find it",
    "all shards, and what is beside them; workers do this each night",
    ["drift", "--incidents", "incidents", "--json"],
    { status: FOUND, isQuiet: true },
  );
  const { incidents } = JSON.parse(found);
  for (const { urgency, findings } of incidents)
    say(findings.map(({ text }) => `${urgency}: ${text}`).join("\n"));
  const shards = [
    ...new Set(incidents.flatMap(({ findings }) => findings.flatMap(({ shard }) => shard ?? []))),
  ];
  if (shards.length !== 1) throw new Error("the diverted endpoint was not found in one shard");
  await fleet({ folder, env }, "Put it back", "a roll-out that looks at what is there first", [
    ...["roll-out", "--yes", "--put-back", ...shards],
  ]);
  say("Cuba belongs to no shard: the finding names the command that closes it.");
  if (keep) await stay({ folder, env, pages });
}

/** A line of the table for each customer, with two gateways and an address. */
function rows() {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const gateways = `sbc1.customer-${number}.example.com;sbc2.customer-${number}.example.com`;
    // Addresses that are kept for documents; past 500 customers some have the same.
    const address = `${index % 500 < 250 ? "198.51.100" : "203.0.113"}.${(index % 250) + 1}/32`;
    return `customer-${number},Customer ${number},acme-${number},${gateways},${address},,`;
  });
}

function start(args, { folder, env }, stdio) {
  // In a group of its own: Ctrl-C is ours to pass on, in order.
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder,
    env,
    stdio,
    detached: process.platform !== "win32",
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Runs a command of the fleet as a step. @throws if it does not end as it should */
async function fleet(where, title, explanation, args, { status: wanted = 0, isQuiet = false } = {}) {
  step(title, explanation, `pulumi-sinch-fleet ${args.join(" ")}`);
  const child = start(args, where, ["ignore", "pipe", "inherit"]);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (!isQuiet || status !== wanted) say(text.trimEnd());
  if (status !== wanted) throw new Error(`It ended with status ${status} instead of ${wanted}.`);
  return text;
}

async function worker(where) {
  const child = start(["worker"], where, ["ignore", "pipe", "inherit"]);
  await new Promise((resolve, reject) => {
    child.once("exit", (status) => reject(new Error(`the worker ended with status ${status}`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      say(line);
      resolve();
    });
  });
}

async function stay({ folder, env, pages }) {
  const page = start(["status", "--serve", "0", "--temporal-page", pages], { folder, env }, [
    "ignore",
    "inherit",
    "inherit",
  ]);
  step("It runs", "until Ctrl-C; in another shell:");
  const names = /^(SINCH|PULUMI|FLEET|TEMPORAL)_/;
  const lines = Object.entries(env).filter(([name]) => names.test(name));
  say(lines.map(([name, value]) => `export ${name}='${value}'`).join("\n"));
  say(`cd ${folder}`);
  await new Promise((resolve) => page.once("exit", resolve));
}

/** Stops everything, the youngest first. */
function end(status) {
  ending ??= (async () => {
    const ended = [...children].map((child) => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      return gone;
    });
    await Promise.all(ended);
    for (const close of closers) await close();
    process.exit(status);
  })();
  return ending;
}
