import { spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { useProject } from "../support/harness";

/*
 * The engine is killed, and nothing else: `kill -9` of the process `pulumi` while the provider waits. What only waits
 * for its turn is never sent then, since no state would know of it, and the provider's process ends by itself.
 */

/** Far less than it takes until a provider that lives on would send again. */
const ENDED_WITHIN_MS = 3_000;
const RETRY_AFTER_S = 4;
/** More than the provider sends at once. */
const QUEUE = 12;
const NUMBER = "+12025550101";

const list = (name: string): string =>
  `new sinch.AccessControlList("${name}", { name: "${name}", ipRanges: [{ ipAddress: "198.51.100.1" }] });\n`;
const queued = Array.from({ length: QUEUE }, (_, index) => `queued ${index}`);
const bound = `
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  new sinch.PhoneNumberAssignment("number", { phoneNumber: "${NUMBER}", sipTrunkId: trunk.id });
`;

/** A process of this machine that has not ended. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What `ps` shows, but for those that have ended and were not asked for yet. */
function processes(): Process[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, stat = "Z", command = ""] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return stat.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** A process that this one has started, and all that it has started in turn. */
function descendants(all: Process[], ancestor: number): Process[] {
  const children = all.filter(({ parent }) => parent === ancestor);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}

/** Those of some processes that have not ended. */
function running(some: Process[]): Process[] {
  const all = new Map(processes().map((one) => [one.pid, one.command]));
  return some.filter(({ pid, command }) => all.get(pid) === command);
}

/** Looks again and again until it is so. */
async function until(what: string, isSo: () => boolean, withinMs = 60_000): Promise<void> {
  const endMs = Date.now() + withinMs;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`it is not so after ${withinMs} ms: ${what}`);
    await pause(50);
  }
}

describe.each([
  { provider: "dynamic", process: /\/cmd\/dynamic-provider(\/index\.js)? 127\.0\.0\.1:\d+$/ },
  { provider: "plugin", process: /pulumi-resource-sinch\b.* 127\.0\.0\.1:\d+$/ },
] as const)("with the $provider classes", ({ provider, process: providersProcess }) => {
  /** The requests as they arrive, answered or not. */
  const arrived: string[] = [];
  const onRequest = ({ method, url }: Request): void => {
    arrived.push(`${method} ${new URL(url).pathname}`);
  };
  const project = useProject("", { provider, emulator: { onRequest } });

  const lists = (): string[] =>
    project()
      .emulator.state()
      .accessControlLists.map(({ name }) => name)
      .sort();

  /** Deploys, kills the engine once the provider waits, and sees that the provider ends without another request. */
  async function upKilled(program: string, isWaiting: () => boolean): Promise<void> {
    project().setProgram(program);
    project().emulator.clearRequests();
    arrived.length = 0;
    const up = project().up(["--parallel", "32"], { status: "any" });
    await until("the provider waits", isWaiting);
    const engine = processes().find(
      ({ parent, command }) => parent === process.pid && /^pulumi up /.test(command),
    );
    if (engine === undefined) throw new Error("no engine runs");
    const started = descendants(processes(), engine.pid);
    const providers = started.filter(({ command }) => providersProcess.test(command));
    expect(providers).not.toEqual([]);
    try {
      process.kill(engine.pid, "SIGKILL");
      const before = [...arrived];
      const ended = (): boolean => running(providers).length === 0;
      await until(`${JSON.stringify(providers)} ended`, ended, ENDED_WITHIN_MS);
      expect(arrived).toEqual(before);
    } finally {
      // Pulumi's host of the language sends nothing, and looks for its engine every five minutes only.
      for (const { pid } of running(started)) process.kill(pid, "SIGKILL");
    }
    expect(await up).toMatchObject({ status: -1 });
  }

  /** The steps of docs/how-to/restore-state.md where no request was on its way, and nothing is left over. */
  async function goOn(): Promise<void> {
    const before = [...arrived];
    await project().pulumi(["cancel", "--yes", "--stack", "test"]);
    expect(arrived).toEqual(before);
    project().emulator.clearFaults();
    await project().up(["--refresh"]);
  }

  test("killed during a Retry-After, no POST is sent after it, and the next update makes one list", async () => {
    const { emulator } = project();
    emulator.addFault({
      method: "POST",
      path: "/accessControlLists",
      status: 429,
      retryAfter: RETRY_AFTER_S,
    });
    await upKilled(list("office"), () => emulator.requests().some(({ status }) => status === 429));
    await goOn();
    expect(lists()).toEqual(["office"]);
  });

  test("killed while requests wait in the queue, none of them is sent, and the next update makes each list once", async () => {
    const { emulator } = project();
    emulator.addFault({
      method: "POST",
      path: "/accessControlLists",
      times: QUEUE,
      status: 429,
      retryAfter: RETRY_AFTER_S,
      delayMs: 500,
    });
    const posts = (): number => emulator.requests().filter(({ status }) => status === 429).length;
    await upKilled(["office", ...queued].map(list).join(""), () => posts() > 0);
    expect(posts()).toBeLessThan(QUEUE);
    await goOn();
    expect(lists()).toEqual(["office", ...queued].sort());
  });

  test("killed while a number is being bound, nobody asks for it any more, and the next update finds it bound", async () => {
    const { emulator } = project();
    emulator.switches.provisioningDelayMs = 60_000;
    const asked = (): number => arrived.filter((one) => /^GET .*activeNumbers/.test(one)).length;
    await upKilled(["office", ...queued].map(list).join("") + bound, () => asked() > 2);
    emulator.switches.provisioningDelayMs = 0;
    await goOn();
    const [trunk, ...others] = emulator.state().trunks;
    expect(others).toEqual([]);
    const numbers = emulator.state().activeNumbers.filter(({ voice }) => voice.trunkId !== "");
    expect(numbers).toMatchObject([{ phoneNumber: NUMBER, voice: { trunkId: trunk?.id } }]);
  });

  test("nothing differs after that, and a proxy in the environment does not make the engine look gone", async () => {
    const env = { https_proxy: "http://127.0.0.1:9" };
    await project().refresh(["--preview-only", "--expect-no-changes"], { env });
  });
});
