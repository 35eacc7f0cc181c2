import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOOLS = join(__dirname, "..", "..", "tools");

let folder: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-test-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Evaluates an expression over a tool's exports, `tool`, in a process of its own. */
function evaluate(tool: string, expression: string): unknown {
  const script = `const tool = await import(${JSON.stringify(join(TOOLS, tool))});
    console.log(JSON.stringify((await (${expression})) ?? null));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return JSON.parse(output);
}

/** A process that does nothing, with these arguments on its command line. */
function idle(...args: string[]): number {
  child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)", ...args], { stdio: "ignore" });
  if (child.pid === undefined) throw new Error("no process");
  return child.pid;
}

describe("the recorded emulator", () => {
  const record = (pid: number): void => {
    writeFileSync(join(folder, "emulator.json"), JSON.stringify({ pid, port: 4010, build: "abc" }));
  };
  const running = (): unknown => evaluate("local-emulator.mjs", `tool.runningEmulator("${folder}")`);

  test("is found by its process and its data file", () => {
    const pid = idle("emulator", "--data", join(folder, "emulator-data.json"));
    record(pid);
    expect(running()).toEqual({ pid, port: 4010, build: "abc", url: "http://127.0.0.1:4010" });
  });

  test("is not there if its process is gone; the record is removed", () => {
    record(99999999);
    expect(running()).toBeNull();
    expect(existsSync(join(folder, "emulator.json"))).toBe(false);
  });

  test("is not there if its process id belongs to another program, which is left alone", () => {
    const pid = idle("something-else");
    record(pid);
    expect(evaluate("local-emulator.mjs", `tool.stopEmulator("${folder}")`)).toBe(false);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  test("is not there if the record is cut short", () => {
    writeFileSync(join(folder, "emulator.json"), '{"pid": 1');
    expect(running()).toBeNull();
  });
});

describe("the stack's lock", () => {
  const lock = (pid: number): void => {
    const locks = join(folder, "state", ".pulumi", "locks", "organization", "pulumi-sinch", "quickstart");
    mkdirSync(locks, { recursive: true });
    writeFileSync(join(locks, "1.json"), JSON.stringify({ pid }));
  };
  const holder = (): unknown =>
    evaluate("local-stack.mjs", `tool.lockHolder({ folder: "${folder}", stack: "quickstart" })`);

  test("may be absent", () => {
    expect(holder()).toEqual({ locked: false, pid: 0 });
  });

  test("of a command that was killed has no holder", () => {
    lock(99999999);
    expect(holder()).toEqual({ locked: true, pid: 0 });
  });

  test("of a command that runs has a holder", () => {
    const pid = idle("pulumi", "up");
    lock(pid);
    expect(holder()).toEqual({ locked: true, pid });
  });
});

describe("npm start", () => {
  const start = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(TOOLS, "start.mjs"), ...args], { encoding: "utf8" });

  test("explains itself", () => {
    const { status, stdout } = start("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/Examples:[^]*Exit status:/);
  });

  test.each([["--nonsense"], ["--name", "other"]])("refuses %s %s", (...args) => {
    const { status, stderr } = start(...args);
    expect(status).toBe(2);
    expect(stderr).toContain("Exit status:");
  });
});
