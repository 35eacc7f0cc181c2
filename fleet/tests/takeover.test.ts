import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { UpJob } from "../src/job/jobs";
import { useTeam } from "./support/team";
import { nameOf, until } from "./support/until";

/*
 * A job whose processes are killed or stopped while a trunk and two lists are being made: the account has them by then,
 * and nobody was told. Then the same job again and again, as Temporal does it, until it is done.
 */

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
  new sinch.SipEndpoint(id + "-pbx", { sipTrunkId: trunk.id, name: id, priority: 1, address: "192.0.2.1" });
  new sinch.CredentialList(id + "-users", { name: id, credentials: [{ username: id, password: "Tr0ub4dor-and-3" }] });
  new sinch.AccessControlList(id + "-list", { name: id, ipRanges: [{ ipAddress: "192.0.2.1" }] });
};`;
const LEASE_MS = 6000;
const LEASE = { lease: { seconds: LEASE_MS / 1000, graceSeconds: 1 } };

/** The processes of a job, by what `ps` shows. */
const PROCESSES = {
  guard: /job\/guard\.js$/,
  job: /job\/main\.js$/,
  engine: /^pulumi up /,
  provider: /\/cmd\/dynamic-provider/,
  all: /./,
};
type Which = keyof typeof PROCESSES;

/** A job in the middle of three creates. */
interface Running {
  readonly job: UpJob;
  readonly ended: Promise<string>;
  readonly signal: (which: Which, signal: NodeJS.Signals) => void;
  readonly isGone: () => boolean;
}

function processes(guard: number, which: Which): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,sess=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, session, stat = "Z", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isIt = Number(session) === guard && !stat.startsWith("Z") && PROCESSES[which].test(command);
    return isIt ? [Number(pid)] : [];
  });
}

/** How many trunks, lists and endpoints of a customer the account has. */
function held(customer: string): number[] {
  const { trunks, accessControlLists, credentialLists, endpoints } = team().emulator.state();
  return [trunks, accessControlLists, credentialLists, endpoints].map(
    (all) => all.filter(({ name }) => name === customer).length,
  );
}

/** The ids of what was made first. */
function idsOf(customer: string): string[] {
  const { trunks, accessControlLists, credentialLists } = team().emulator.state();
  return [...trunks, ...accessControlLists, ...credentialLists]
    .filter(({ name }) => name === customer)
    .map(({ id }) => id);
}

/** Whether the account has all three, and answers none for a while. */
function isInCreate(customer: string): boolean {
  return held(customer)
    .slice(0, 3)
    .every((count) => count === 1);
}

function slowCreates(): void {
  const { emulator } = team();
  for (const path of ["/trunks", "/accessControlLists", "/credentialLists"])
    emulator.addFault({ method: "POST", path, when: "after", delayMs: 4000 });
}

async function jobInCreate(customer: string): Promise<Running> {
  const shard = `shard-${customer}`;
  const job = {
    kind: "up",
    shard,
    release: await team().release(PROGRAM, shard, [{ id: customer }]),
  } as const;
  slowCreates();
  for (;;) {
    let guard = 0;
    let isOver = false;
    const ended = team()
      .run(job, { ...LEASE, onStarted: (pid) => (guard = pid) })
      .then(() => "done", nameOf)
      .finally(() => (isOver = true));
    await until(() => isOver || isInCreate(customer));
    // On a machine that is busy a job may lose its lease before it has made anything.
    if (isInCreate(customer)) return running(job, guard, ended);
    expect(["LeaseLostError", "ShardBusyError"]).toContain(await ended);
  }
}

function running(job: UpJob, guard: number, ended: Promise<string>): Running {
  return {
    ...{ job, ended },
    signal(which, signal) {
      const found = processes(guard, which);
      // By the time that they are continued they may have been killed.
      if (signal !== "SIGCONT") expect(found).not.toEqual([]);
      for (const pid of found) signalled(pid, signal);
    },
    isGone: () => processes(guard, "all").length === 0,
  };
}

/** One that has ended since it was found is as good as stopped. */
function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as { code?: string }).code !== "ESRCH") throw error;
  }
}

/** The same until it is done; nothing may be there twice, nor may anything be left to do. */
async function finish(job: UpJob, customer: string): Promise<void> {
  const made = idsOf(customer);
  for (;;) {
    const tried = await team().run(job, LEASE).catch(nameOf);
    if (typeof tried === "string") {
      expect(["ShardBusyError", "LeaseLostError"]).toContain(tried);
      continue;
    }
    expect(held(customer)).toEqual([1, 1, 1, 1]);
    expect((await team().run({ ...job, kind: "preview" })).counts).toEqual({ same: 6 });
    expect(idsOf(customer)).toEqual(made);
    return;
  }
}

/** Two at a time, since most of it is waiting for leases to end; the one that fails waits for the other. */
async function each<One>(some: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const done = await Promise.allSettled(some.map(work));
  for (const one of done) if (one.status === "rejected") throw one.reason;
}

test.each([
  ["job", "engine"],
  ["provider", "guard"],
] as const)("%s and %s killed in a create: what was made is kept, and nothing is made twice", (...both) =>
  each(both, async (which) => {
    const { job, ended, signal, isGone } = await jobInCreate(which);
    signal(which, "SIGKILL");
    expect(await ended).toBe(which === "provider" ? "UpdateFailedError" : "JobDiedError");
    // A job without its guard ends what is under way.
    await until(isGone);
    await finish(job, which);
  }),
);

test("the worker killed in a create: the job ends what is under way, and keeps it", async () => {
  const shard = "shard-worker";
  const job = {
    kind: "up",
    shard,
    release: await team().release(PROGRAM, shard, [{ id: "worker" }]),
  } as const;
  slowCreates();
  const worker = spawn(process.execPath, [join(__dirname, "support", "worker.cjs")], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  worker.stdin.end(JSON.stringify([job, { ...team().options, ...LEASE }]));
  await until(() => worker.exitCode !== null || isInCreate("worker"));
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  if (worker.exitCode === null) await ended;
  await finish(job, "worker");
});

test("a job, or all of its processes, stopped for longer than the lease, then continued: somebody else has taken over, and nothing changes any more", () =>
  each(["job", "all"] as const, async (which) => {
    const customer = `stopped-${which}`;
    const { job, ended, signal, isGone } = await jobInCreate(customer);
    signal(which, "SIGSTOP");
    await finish(job, customer);
    signal(which, "SIGCONT");
    await until(isGone);
    expect(await ended).toBe("LeaseLostError");
    await finish(job, customer);
  }));

test("the engine or the provider alone stopped for longer than the lease, then continued: nothing is made twice", () =>
  each(["engine", "provider"] as const, async (which) => {
    const customer = `waiting-${which}`;
    const { job, ended, signal } = await jobInCreate(customer);
    signal(which, "SIGSTOP");
    const stoppedMs = Date.now();
    // Its job goes on renewing, so that all others are told that the shard is busy.
    do await team().run(job, LEASE).catch(String);
    while (Date.now() < stoppedMs + LEASE_MS);
    signal(which, "SIGCONT");
    await ended;
    await finish(job, customer);
  }));
