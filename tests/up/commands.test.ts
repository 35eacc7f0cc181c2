import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { runCommand } from "../support/pulumi-sinch-command";

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

describe("doctor", () => {
  test("ends with status 0 when all is well, and prints a line for each check", async () => {
    const { status, stdout, stderr } = await runCommand(["doctor"], { emulator });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const checks = [
      "configuration",
      "token",
      "clock",
      "project",
      "trunking API",
      "registrations",
      "Numbers API",
    ];
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual(
      checks.map((check) => [check, "ok"]),
    );
  });

  test("ends with status 1 when something is wrong, and keeps the secret to itself", async () => {
    const wrong = { ...emulator, keySecret: "not-the-secret" };
    const { status, stdout, stderr } = await runCommand(["doctor", "--json"], { emulator: wrong });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ isWell: false });
    expect(stdout + stderr).not.toContain("not-the-secret");
  });

  test("names all that is not configured, with the commands that set it", async () => {
    const { status, stdout } = await runCommand(["doctor"]);
    expect(status).toBe(1);
    const lines = stdout.trimEnd().split("\n");
    expect(
      lines.map((line) => / {2}(sinch:\w+) is not set\. Run: pulumi config set/.exec(line)?.[1]),
    ).toEqual(["sinch:keyId", "sinch:keySecret", "sinch:projectId"]);
  });
});

test("what there is no command or option for ends with status 2, on standard error", async () => {
  for (const args of [["mend"], ["doctor", "--mend"], []]) {
    const { status, stdout, stderr } = await runCommand(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/--help|Usage/);
  }
});

test("the version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8")) as {
    version: string;
  };
  expect(await runCommand(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("prints a script for %s that asks for words", async (shell) => {
    const { status, stdout, stderr } = await runCommand(["completion", shell]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("pulumi-sinch complete -- ");
  });

  test("completes in bash, and leaves files to the shell", async () => {
    const { stdout: script } = await runCommand(["completion", "bash"]);
    const asked = (...words: string[]) =>
      `COMP_WORDS=(pulumi-sinch ${words.map((word) => `"${word}"`).join(" ")}); COMP_CWORD=${words.length}; _pulumi_sinch; echo "\${COMPREPLY[*]}"`;
    const program = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");
    const lines = [
      `pulumi-sinch() { "${process.execPath}" "${program}" "$@"; }`,
      script,
      asked("dr"),
      asked("diagram", "--format", ""),
      asked("leftovers", "--stack-file", ""),
      asked("report", ""),
    ];
    const { stdout, stderr } = spawnSync("bash", ["-c", lines.join("\n")], { encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: "drift\nmermaid svg\n\n\n", stderr: "" });
  });

  test.each([
    [["lef"], "leftovers"],
    [["calls", ""], "trace"],
    [["calls", "tr"], "trace"],
    [["calls", "trace", "--do"], "--down"],
    [["calls", "trace", "--direction", ""], "inbound"],
    [["leftovers", "--si"], "--since"],
    [["diagram", "--format", ""], "svg"],
    [["adopt", "--kind", ""], "SipTrunk"],
    [["adopt", "--kind", "SipTrunk", "Sip"], "SipEndpoint"],
    [["completion", ""], "fish"],
    [["--ver"], "--version"],
  ])("of %j has %s", async (words, word) => {
    const { status, stdout } = await runCommand(["complete", "--", ...words]);
    expect(status).toBe(0);
    expect(stdout.split("\n")).toContain(word);
  });
});

describe("what the system refuses is told in plain words, with the option to change", () => {
  test.each([
    [["leftovers", "--stack-file", "none.json"], "there is no file none.json, which --stack-file names"],
    [["leftovers", "--stack-file", "no/none.json"], "there is no folder no, which --stack-file names"],
    [["leftovers", "--stack-file", "."], "., which --stack-file names, is a folder, and a file is needed"],
    [["diagram", "none.json"], "there is no file none.json, which the argument file names"],
    [
      ["diagram", "--format", "svg", "none.json"],
      "there is no file none.json, which the argument file names",
    ],
    [["report", "none.json", "--json"], "there is no file none.json, which the argument file names"],
    [
      ["drift", "--stack", "dev", "--baseline", "none.json"],
      "there is no file none.json, which --baseline names",
    ],
    [
      ["drift", "--stack", "dev", "--policy-pack-config", "none.json"],
      "there is no file none.json, which --policy-pack-config names",
    ],
    [
      ["emulator", "--host", "192.0.2.1"],
      "this machine has no address 192.0.2.1: choose one of its own with --host, such as 127.0.0.1",
    ],
    [["emulator", "--port", "0", "--data", "."], "., which --data names, is a folder, and a file is needed"],
  ])("%j", async (args, message) => {
    const { status, stdout, stderr } = await runCommand(args, { emulator, cwd: __dirname });
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: `error: ${message}\n` });
  });

  test("a port that is taken", async () => {
    const { port } = new URL(emulator.url);
    const { status, stderr } = await runCommand(["emulator", "--port", port]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      `error: port ${port} of 127.0.0.1 is taken by another program: choose another with --port, or --port 0 for a free one\n`,
    );
  });
});

test("what a variable has is told by the variable's name", async () => {
  const { stdout } = await runCommand(["doctor"], { emulator, env: { SINCH_AUTH_METHOD: "basic" } });
  expect(stdout).toContain("SINCH_AUTH_METHOD is basic, which needs none");
  expect(stdout).not.toContain("sinch:");
});

describe("help", () => {
  const docs = readFileSync(join(__dirname, "..", "..", "docs", "commands.md"), "utf8");

  test.each([
    ...["adopt", "completion", "diagram", "doctor", "drift", "emulator", "init", "leftovers", "report"],
    ...["calls", "calls trace", "calls replay", "calls check", "calls account"],
  ])("of %s has examples, which the docs have too", async (name) => {
    const { status, stdout } = await runCommand([...name.split(" "), "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Exit status: 0 .*, 1 .*, 2 wrong usage/);
    const [, examples = ""] = /\nExamples:\n([^]*?)\n\n/.exec(stdout) ?? [];
    const [, ofDocs = ""] = new RegExp(`^##+ ${name}\n[^]*?\`\`\`sh\n([^]*?)\`\`\``, "m").exec(docs) ?? [];
    expect(examples.replace(/^ {2}/gm, "").trim().split("\n")).toEqual(ofDocs.trim().split("\n"));
  });

  test("of the program names every command, and so do the docs", async () => {
    const { stdout } = await runCommand(["--help"]);
    const [, commands = ""] = /\nCommands:\n([^]*?)\n\n/.exec(stdout) ?? [];
    const names = commands.split("\n").flatMap((line) => /^ {2}(\w+)/.exec(line)?.[1] ?? []);
    const documented = [...docs.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(names.filter((name) => name !== "help")).toEqual(documented);
  });
});
