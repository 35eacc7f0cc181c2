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
    for (const key of ["keyId", "keySecret", "projectId"]) {
      expect(stdout).toContain(`sinch:${key} is not set. Run: pulumi config set`);
    }
  });
});

test("what there is no command or option for ends with status 2, on standard error", async () => {
  for (const args of [["mend"], ["doctor", "--mend"], []]) {
    const { status, stdout, stderr } = await runCommand(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/--help|Usage/);
  }
});

describe("help", () => {
  const docs = readFileSync(join(__dirname, "..", "..", "docs", "commands.md"), "utf8");

  test.each(["adopt", "diagram", "doctor", "drift", "emulator", "init", "leftovers", "report"])(
    "of %s has examples, which the docs have too",
    async (name) => {
      const { status, stdout } = await runCommand([name, "--help"]);
      expect(status).toBe(0);
      expect(stdout).toMatch(/Exit status: 0 .*, 1 .*, 2 wrong usage/);
      const [, examples = ""] = /\nExamples:\n([^]*?)\n\n/.exec(stdout) ?? [];
      const [, ofDocs = ""] = new RegExp(`^## ${name}\n[^]*?\`\`\`sh\n([^]*?)\`\`\``, "m").exec(docs) ?? [];
      expect(examples.replace(/^ {2}/gm, "").trim().split("\n")).toEqual(ofDocs.trim().split("\n"));
    },
  );

  test("of the program names every command, and so do the docs", async () => {
    const { stdout } = await runCommand(["--help"]);
    const [, commands = ""] = /\nCommands:\n([^]*?)\n\n/.exec(stdout) ?? [];
    const names = commands.split("\n").flatMap((line) => /^ {2}(\w+)/.exec(line)?.[1] ?? []);
    const documented = [...docs.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(names.filter((name) => name !== "help")).toEqual(documented);
  });
});
