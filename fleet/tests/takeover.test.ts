import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { UpJob } from "../src/job/jobs";
import { useTeam } from "./support/team";
import { until } from "./support/until";

/*
 * A job whose processes are killed or stopped while a trunk and a list are being made: the account has both by then, and
 * nobody was told. Then the same job again and again, as Temporal does it, until it is done.
 */

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.customer = ({ id }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
  new sinch.SipEndpoint(id + "-pbx", { sipTrunkId: trunk.id, name: id, priority: 1, address: "192.0.2.1" });
  new sinch.AccessControlList(id + "-list", { name: id, ipRanges: [{ ipAddress: "192.0.2.1" }] });
};`;
const LEASE = { lease: { seconds: 4, graceSeconds: 1 } };

/** The processes of a job, by what `ps` shows. */
const PROCESSES = {
  guard: /job\/guard\.js$/,
  job: /job\/main\.js$/,
  engine: /^pulumi up /,
  provider: /\/cmd\/dynamic-provider/,
  all: /./,
};
type Which = keyof typeof PROCESSES;

/** A job in the middle of two creates. */
interface Running {
  readonly job: UpJob;
  readonly ended: Promise<string>;
  signal(which: Which, signal: NodeJS.Signals): void;
  isGone(): boolean;
}

function processes(guard: number, which: Which): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,sess=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, session, stat = "Z", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isIt = Number(session) === guard && !stat.startsWith("Z") && PROCESSES[which].test(command);
    return isIt ? [Number(pid)] : [];
  });
}

/** How many trunks, endpoints and lists of a customer the account has. */
function held(customer: string): number[] {
  const { trunks, endpoints, accessControlLists } = team().emulator.state();
  return [trunks, endpoints, accessControlLists].map(
    (all) => all.filter(({ name }) => name === customer).length,
  );
}

/** Until the account has both, and answers neither for a while. */
async function inCreate(customer: string): Promise<void> {
  await until(() => held(customer)[0] === 1 && held(customer)[2] === 1);
}

function slowCreates(): void {
  const { emulator } = team();
  for (const path of ["/trunks", "/accessControlLists"])
    emulator.addFault({ method: "POST", path, when: "after", delayMs: 3000 });
}

async function jobInCreate(customer: string): Promise<Running> {
  const shard = `shard-${customer}`;
  const job = {
    kind: "up",
    shard,
    release: await team().release(PROGRAM, shard, [{ id: customer }]),
  } as const;
  slowCreates();
  let guard = 0;
  const first = team().run(job, { ...LEASE, onStarted: (pid) => (guard = pid) });
  const ended = first.then(
    () => "done",
    ({ name }: Error) => name,
  );
  await inCreate(customer);
  return {
    ...{ job, ended },
    signal(which, signal) {
      const found = processes(guard, which);
      expect(found).not.toEqual([]);
      for (const pid of found) process.kill(pid, signal);
    },
    isGone: () => processes(guard, "all").length === 0,
  };
}

/** The same until it is done; nothing may be there twice, nor may anything be left to do. */
async function finish({ job }: Pick<Running, "job">, customer: string): Promise<number> {
  for (;;) {
    const tried = await team()
      .run(job, LEASE)
      .catch((error: Error) => error.name);
    if (typeof tried === "string") {
      expect(["ShardBusyError", "LeaseLostError"]).toContain(tried);
      continue;
    }
    expect(held(customer)).toEqual([1, 1, 1]);
    expect((await team().run({ ...job, kind: "preview" })).counts).toEqual({ same: 5 });
    return tried.settled;
  }
}

test.each([
  ["job", "JobDiedError"],
  ["engine", "JobDiedError"],
  ["provider", "UpdateFailedError"],
] as const)(
  "the %s killed in a create: what it made is found, and nothing is made twice",
  async (which, error) => {
    const running = await jobInCreate(which);
    running.signal(which, "SIGKILL");
    expect(await running.ended).toBe(error);
    expect(running.isGone()).toBe(true);
    expect(await finish(running, which)).toBe(2);
  },
);

test("the guard killed in a create: the job ends what is under way, and keeps it", async () => {
  const running = await jobInCreate("guard");
  running.signal("guard", "SIGKILL");
  expect(await running.ended).toBe("JobDiedError");
  await until(running.isGone);
  await finish(running, "guard");
});

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
  await inCreate("worker");
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
  await finish({ job }, "worker");
});

test.each(["job", "engine", "provider", "all"] as const)(
  "%s stopped for longer than the lease, then continued, while somebody else has taken over",
  async (which) => {
    const running = await jobInCreate(which === "all" ? "all" : `stopped-${which}`);
    const customer = running.job.shard.replace("shard-", "");
    running.signal(which, "SIGSTOP");
    await finish(running, customer);
    const before = team().emulator.state();
    if (which === "all") running.signal(which, "SIGCONT");
    await until(running.isGone);
    expect(await running.ended).not.toBe("done");
    expect(team().emulator.state()).toEqual(before);
    expect((await team().run({ ...running.job, kind: "preview" })).counts).toEqual({ same: 5 });
  },
);
