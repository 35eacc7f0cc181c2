/** A job's own process: takes the shard's lease, does the work, tells the guard how it ended. */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { FleetError, LeaseLostError } from "../errors";
import { Store, type Lease } from "../store/store";
import type { Context } from "./context";
import { failureOfRequest } from "./failures";
import type { Job } from "./jobs";
import { HeldLease } from "./lease";
import type { Ended, Order, Told } from "./messages";
import { PERMIT_VARIABLE, PermitFile } from "./permit";

const stopping = new AbortController();

process.on("message", (message: { order?: Order; stop?: true }) => {
  if (message.stop) stopping.abort();
  if (message.order) void run(message.order).then(end);
});
// Without its guard it has nobody who ends it in time.
process.on("disconnect", () => {
  stopping.abort();
});

async function run(order: Order): Promise<Ended> {
  const { job, folder, leaseMs } = order;
  let store: Store | undefined;
  const workDir = mkdtempSync(join(folder, ".fleet-"));
  tell({ workDir });
  try {
    store = await Store.open(order.storeUrl);
    const permitFile = join(workDir, "permit.json");
    const permit = new PermitFile(permitFile);
    const held = await HeldLease.take(wanted(order), {
      store,
      permit,
      onRenewed: (renewedMs) => {
        tell({ renewedMs, leaseMs });
      },
      onLost: () => {
        end({
          error: { name: LeaseLostError.name, text: `the lease of ${shardsOf(job).join(" or ")} was lost` },
        });
      },
    });
    process.env[PERMIT_VARIABLE] = permitFile;
    const lease = held.leases.find((one) => one.shard === shardsOf(job)[0]);
    if (lease === undefined) throw new LeaseLostError("a job without a lease");
    const context = { ...order, store, permit, workDir, lease, signal: stopping.signal };
    const ended = await work(job, context);
    // Where the engine did not end by itself, its provider may still be at work: the guard ends it, and the lease ends
    // by itself, with the time that a request on its way may take.
    await (ended.error?.name === "JobDiedError" ? held.stop() : held.letGo());
    return ended;
  } catch (error) {
    return failed(error);
  } finally {
    rmSync(workDir, { recursive: true, force: true });
    await store?.close().catch(() => undefined);
  }
}

/** What it needs the lease of: its shard, for a move both, or what an account has beside all shards. */
function shardsOf(job: Job): string[] {
  if (job.kind === "leftovers") return [`account ${job.account ?? ""}`];
  return job.kind === "move" ? [job.shard, job.to] : [job.shard];
}

function wanted({ job, leaseMs, graceMs, requestsPerSecond: accountRate }: Order): Omit<Lease, "holder">[] {
  return shardsOf(job).map((shard) => ({ shard, account: job.account, leaseMs, graceMs, accountRate }));
}

async function work(job: Job, context: Context): Promise<Ended> {
  try {
    return { outcome: await outcomeOf(job, context) };
  } catch (error) {
    return failed(failureOfRequest(context.lease.shard, error) ?? error);
  }
}

/** Each kind loads what it needs alone: most of a job's memory is modules. */
async function outcomeOf(job: Job, context: Context): Promise<unknown> {
  switch (job.kind) {
    case "up":
      return await (await import("./up.js")).up(job, context);
    case "preview":
      return await (await import("./preview.js")).preview(job, context);
    case "drift":
      return await (await import("./drift.js")).drift(job, context);
    case "leftovers":
      return await (await import("./leftovers.js")).leftovers(job, context);
    case "move":
      return await (await import("./move.js")).move(job, context);
    case "retire":
      return await (await import("./retire.js")).retire(job, context);
    case "adopt":
      return await (await import("./adopt.js")).adopt(job, context);
  }
}

/** Only our own words leave the job: another error's text may quote rows, outputs and credentials. */
function failed(error: unknown): Ended {
  const isOwn = error instanceof FleetError;
  const name = error instanceof Error ? error.name : "unknown";
  return {
    error: isOwn
      ? { name: error.name, text: error.message }
      : { name: FleetError.name, text: `an error of the kind ${name} ended the job` },
  };
}

function tell(told: Told): void {
  if (process.connected) process.send?.(told);
}

function end(ended: Ended): void {
  if (process.env.PULUMI_SINCH_FLEET_STDERR === "true") console.error(ended);
  if (!process.connected) process.exit();
  process.send?.({ ended } satisfies Told, () => process.exit());
}
