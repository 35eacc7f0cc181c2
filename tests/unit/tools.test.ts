import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate, TOOLS } from "../support/tool";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tools-test-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

/** A folder like a CLI's bin/, whose `pulumi version` prints the version. */
function fakeCli(
  bin: string,
  version: string,
  hosts = ["language-nodejs", "resource-pulumi-nodejs"],
): string {
  mkdirSync(bin, { recursive: true });
  script(join(bin, "pulumi"), `echo v${version}`);
  for (const host of hosts) script(join(bin, `pulumi-${host}`), "exit 0");
  return bin;
}

describe("the Pulumi CLI", () => {
  test.each([
    ["3.254.0", true],
    ["v3.254.1", true],
    ["3.1000.0", true],
    ["4.0.0-alpha.1", true],
    ["3.253.9", false],
    ["3.99.0", false],
    ["2.999.0", false],
  ])("version %s is new enough: %s", (version, expected) => {
    expect(evaluate("pulumi-cli.mjs", `tool.versionAtLeast("${version}", "3.254.0")`)).toBe(expected);
  });

  test("on the PATH is used if it is new enough and its hosts are beside it", () => {
    const old = fakeCli(join(folder, "old"), "3.200.0");
    const bare = fakeCli(join(folder, "bare"), "3.259.0", []);
    const good = fakeCli(join(folder, "good"), "3.254.0");
    const path = [old, bare, join(folder, "nothing-here"), good].join(":");
    expect(evaluate("pulumi-cli.mjs", `tool.findOnPath({ env: { PATH: "${path}" } })`)).toEqual({
      bin: good,
      version: "3.254.0",
    });
  });

  test("without the other languages' hosts is not used where they are asked for", () => {
    const bin = fakeCli(join(folder, "bin"), "3.259.0");
    expect(evaluate("pulumi-cli.mjs", `tool.findIn("${bin}", { all: true })`)).toBeNull();
  });

  test("in the launcher's cache without its hosts, or not answering, counts as not there", () => {
    const bare = fakeCli(join(folder, "bare"), "3.259.0", []);
    expect(evaluate("pulumi-cli.mjs", `tool.findIn("${bare}")`)).toBeNull();
    const broken = fakeCli(join(folder, "broken"), "3.259.0");
    script(join(broken, "pulumi"), "exit 1");
    expect(evaluate("pulumi-cli.mjs", `tool.findIn("${broken}")`)).toBeNull();
    const empty = fakeCli(join(folder, "empty"), "3.259.0");
    writeFileSync(join(empty, "pulumi-language-nodejs"), "");
    expect(evaluate("pulumi-cli.mjs", `tool.findIn("${empty}")`)).toBeNull();
  });

  test("in the launcher's cache is used when it is whole", () => {
    const version = evaluate("pulumi-cli.mjs", "tool.launcherVersion()") as string;
    const bin = fakeCli(join(folder, "versions", version, "bin"), version);
    const env = `{ PATH: "", PULUMI_HOME: "${folder}" }`;
    expect(evaluate("pulumi-cli.mjs", `tool.ensurePulumi({ env: ${env} })`)).toMatchObject({ bin, version });
  });

  test("is built in the version of the launcher", () => {
    const version = evaluate("pulumi-cli.mjs", "tool.launcherVersion()") as string;
    expect(readFileSync(join(TOOLS, "pulumi", "build.sh"), "utf8")).toContain(`CLI_VERSION=v${version}\n`);
    expect(readFileSync(join(TOOLS, "pulumi", "cli", "go.mod"), "utf8")).toContain(`/pkg/v3 v${version}`);
  });

  test("is not waited for when its download does not begin", () => {
    const launcher = join(folder, "launcher.js");
    writeFileSync(launcher, "setTimeout(() => {}, 60_000);");
    const options = `{ directory: "${folder}", version: "3.259.0", say: () => {}, env: process.env,
      beginWithinMs: 100, launcher: "${launcher}" }`;
    expect(evaluate("pulumi-download.mjs", `tool.downloadCli(${options})`)).toMatch(/did not begin/);
  });

  test("build shows how far it is in one line", () => {
    const output = "== pulumi v3.259.0\ngo: downloading a.b/c v1.0.0\na.b/c/internal\nsome er";
    const progress = `{ stage: "", downloaded: 0, compiled: 0, partial: "", tail: [] }`;
    const expression = `((p) => { tool.take(p, ${JSON.stringify(output)}); tool.take(p, "ror: no\\n"); return p; })`;
    expect(evaluate("pulumi-cli.mjs", `${expression}(${progress})`)).toEqual({
      stage: "pulumi v3.259.0",
      downloaded: 1,
      compiled: 1,
      partial: "",
      tail: ["some error: no"],
    });
  });
});

describe("installed dependencies", () => {
  const fits = (wanted: object, installed: object): unknown =>
    evaluate("setup.mjs", `tool.lockIsMet(${JSON.stringify(wanted)}, ${JSON.stringify(installed)})`);

  test("fit the lock file if all are there, save optional ones", () => {
    const wanted = {
      "": { version: "0.1.0" },
      "node_modules/zod": { version: "4.0.0" },
      "node_modules/fsevents": { version: "2.0.0", optional: true },
      "node_modules/pulumi-sinch": { link: true },
    };
    const installed = {
      "node_modules/zod": { version: "4.0.0" },
      "node_modules/pulumi-sinch": { link: true },
    };
    expect(fits(wanted, installed)).toBe(true);
  });

  test("do not fit if one is missing or of another version", () => {
    const wanted = { "node_modules/zod": { version: "4.0.0" } };
    expect(fits(wanted, {})).toBe(false);
    expect(fits(wanted, { "node_modules/zod": { version: "3.0.0" } })).toBe(false);
  });
});

describe("a lock between processes", () => {
  const held = (lock: string): unknown =>
    evaluate("lock.mjs", `tool.withLock("${lock}", async () => "held")`);

  test("is taken over from a process that is gone", () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    // Larger than any process id that Linux or macOS hands out.
    writeFileSync(join(lock, "pid"), "99999999");
    expect(held(lock)).toBe("held");
  });

  test("is taken over when its process id belongs to somebody else by now", () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    writeFileSync(join(lock, "pid"), String(process.pid));
    utimesSync(lock, new Date(0), new Date(0));
    expect(held(lock)).toBe("held");
  });

  test("is respected while its owner lives", () => {
    const lock = join(folder, "lock");
    mkdirSync(lock);
    writeFileSync(join(lock, "pid"), String(process.pid));
    const giveUp = `{ onWait: (pid) => { throw new Error("held by " + pid); } }`;
    const expression = `tool.withLock("${lock}", async () => "held", ${giveUp}).catch((error) => error.message)`;
    expect(evaluate("lock.mjs", expression)).toBe(`held by ${process.pid}`);
  });
});
