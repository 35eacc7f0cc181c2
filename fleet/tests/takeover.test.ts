import { spawnSync } from "node:child_process";
import { until } from "./support/until";
import { useTeam } from "./support/team";

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.customer = ({ id, list }) => {
  new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
  new sinch.AccessControlList(id + "-list", { name: id, ipRanges: [{ ipAddress: "192.0.2.1" }] });
};`;

const LEASE = { lease: { seconds: 6, graceSeconds: 1 } };
const PROCESSES = { job: /job\/main\.js/, engine: /^pulumi up /, provider: /\/cmd\/dynamic-provider/ };

function pids(guard: number, which: RegExp): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,sess=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, session, stat = "Z", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return Number(session) === guard && !stat.startsWith("Z") && which.test(command) ? [Number(pid)] : [];
  });
}

test.each(["job", "engine", "provider"] as const)("kill %s", async (which) => {
  const shard = `main-${which}`;
  const release = await team().release(PROGRAM, shard, [{ id: `acme-${which}` }]);
  const job = { kind: "up", shard, release } as const;
  team().emulator.addFault({ method: "POST", path: "/trunks", when: "after", delayMs: 1500 });
  team().emulator.addFault({ method: "POST", path: "/accessControlLists", when: "after", delayMs: 1500 });
  let guard = 0;
  const first = team().run(job, { ...LEASE, onStarted: (pid) => (guard = pid) });
  const ended = first.then(JSON.stringify, String);
  await until(() =>
    team()
      .emulator.state()
      .trunks.some(({ name }) => name === `acme-${which}`),
  );
  await until(() =>
    team()
      .emulator.state()
      .accessControlLists.some(({ name }) => name === `acme-${which}`),
  );
  for (const pid of pids(guard, PROCESSES[which])) process.kill(pid, "SIGKILL");
  console.log(which, await ended);
  const again = async (): Promise<unknown> => {
    for (;;) {
      const tried = await team()
        .run(job, LEASE)
        .catch((error: unknown) => error);
      if (!(tried instanceof Error)) return tried;
    }
  };
  console.log(which, await again());
  expect(held(which)).toEqual([1, 1]);
  expect(await team().run(job, LEASE)).toMatchObject({ counts: { same: 4 } });
});

function held(which: string): number[] {
  const { trunks, accessControlLists } = team().emulator.state();
  return [trunks, accessControlLists].map((all) => all.filter(({ name }) => name === `acme-${which}`).length);
}
