/** The steps of `npm start` that run Pulumi. Each throws if it does not end as it should. */
import { relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "./local-emulator.mjs";
import * as local from "./local-stack.mjs";
import { ROOT } from "./setup.mjs";
import { say, step } from "./steps.mjs";

/** How `--expect-no-changes` ends if there are changes. */
const CHANGES_STATUS = 7;
const PORT_BY_HAND = 5060;
/** A killed `npm start` leaves its command at work, which then ends by itself. */
const OTHER_COMMAND_MS = 120_000;
const POLL_MS = 500;

/** Makes the stack, or puts right what an interrupted command has left, and points it to the emulator. */
export async function openStack(context) {
  const { stack, url } = context;
  const first = !local.stackExists(context);
  local.prepareBackend(context);
  const init = ["stack", "init", stack, "--no-select"];
  if (first) await command(context, "A stack", "a deployment of the program; its state is in .local/", init);
  else step("The stack", "it is there already; its state is in .local/");
  say(`The environment of this and all later commands: ${relative(ROOT, local.writeEnvironment(context))}`);
  await unlock(context);

  const config = local.configArgs(url);
  await command(context, "Configuration", `credentials and addresses, into Pulumi.${stack}.yaml`, config);
  await recover(context);

  // What was changed by hand since the last time is put right first, or the steps below would stumble on it. The
  // emulator may have moved to another port, and a refresh alone goes by the configuration of the last `up`.
  const refresh = first ? [] : ["--refresh", "--run-program"];
  await command(context, "Deploy", "the program in examples/quickstart/index.ts", [
    ...["up", ...refresh, "--yes", "--skip-preview"],
  ]);
  await command(context, "Outputs", "what the program exports", ["stack", "output"]);
}

/** Shows that nothing changes without a reason, then changes something by hand and lets Pulumi find it. */
export async function showDrift(context) {
  const { url, folder, stack } = context;
  await command(context, "Once more", "nothing has changed, so nothing is done", [
    ...["up", "--yes", "--skip-preview", "--expect-no-changes"],
  ]);

  const path = await endpointPath(context);
  const before = await request(url, { path });
  step("A change by hand", `port ${before.port} becomes ${PORT_BY_HAND}`, `curl -X PUT ${url}/…${path}`);
  await request(url, { method: "PUT", path, body: { ...before, port: PORT_BY_HAND } });
  say("Somebody has changed the endpoint past Pulumi.");

  const find = ["refresh", "--preview-only", "--diff", "--expect-no-changes"];
  await command(
    context,
    "Find it",
    `nothing is stored; status ${CHANGES_STATUS} says that there are changes`,
    find,
    {
      status: CHANGES_STATUS,
    },
  );
  say(`Found, as the status ${CHANGES_STATUS} tells a pipeline.`);
  await command(context, "Put it back", "reads what is there, then does what the program says", [
    ...["up", "--refresh", "--yes", "--skip-preview"],
  ]);

  step("Check", "through the API, not through Pulumi", `curl ${url}/…${path}`);
  const after = await request(url, { path });
  if (after.port !== before.port) throw new Error(`The port is ${after.port}, not ${before.port}.`);
  say(`The port is ${after.port} again.`);

  const environment = relative(ROOT, local.stackFiles(folder, stack).environment);
  step("What next", "change examples/quickstart/index.ts, then");
  say(`source ${environment}      # so that this shell can run pulumi on this stack`);
  say("pulumi preview --diff && pulumi up");
  say(`npm run stop${stack === "quickstart" ? "" : ` -- --name ${stack}`}`);
}

/** Runs a `pulumi` command as a step of its own. */
async function command(context, title, explanation, args, { status = 0 } = {}) {
  step(title, explanation, `pulumi ${args.join(" ")}`);
  const result = await local.pulumi(context, args, { show: true });
  if (result.status === status) return;
  throw new Error(`pulumi ${args[0]} ended with status ${result.status}, not ${status}.`);
}

/** Removes the lock of a command that was killed; waits for one that still runs. */
async function unlock(context) {
  const deadline = Date.now() + OTHER_COMMAND_MS;
  let { locked, pid } = local.lockHolder(context);
  if (pid !== 0) say(`Another pulumi command is at work on the stack (process ${pid}); waiting for it.`);
  while (pid !== 0 && Date.now() < deadline) {
    await sleep(POLL_MS);
    ({ locked, pid } = local.lockHolder(context));
  }
  if (pid !== 0) throw new Error(`Process ${pid} is still at work on the stack. End it first.`);
  if (locked)
    await command(context, "Unlock", "a command was killed and has left its lock", ["cancel", "--yes"]);
}

/** After a command that was killed while it created something: the API may have it, the state does not. */
async function recover(context) {
  const unfinished = await local.pendingCreations(context);
  if (unfinished.pending.length === 0) return;
  await command(context, "Recover", "a command was killed while it created something", [
    ...["refresh", "--clear-pending-creates", "--run-program", "--yes", "--skip-preview"],
  ]);
  const deleted = await local.deleteOrphans(context.url, unfinished);
  for (const path of deleted) say(`Deleted ${path}, which was created but not recorded.`);
}

/** The path of the program's endpoint, whose id names its trunk too: `trunkId/endpointId`. */
async function endpointPath(context) {
  const { stdout } = await local.pulumi(context, ["stack", "output", "endpointId"]);
  const [trunkId, endpointId] = stdout.trim().split("/");
  return `/trunks/${trunkId}/endpoints/${endpointId}`;
}
