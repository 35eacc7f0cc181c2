import { useCallsAccount } from "../support/calls-account";
import { previewText } from "../support/preview-text";
import { runCommand } from "../support/pulumi-sinch-command";

const account = useCallsAccount();

/** A call that somebody has answered. */
const row = (to: string, id: string): string =>
  JSON.stringify({
    callId: id,
    direction: "outbound",
    from: "+12025550101",
    to,
    trunkId: account().ids.voice,
    createTime: "2026-11-26T09:00:00Z",
    answerTime: "2026-11-26T09:00:05Z",
    callResult: "COMPLETED",
    durationSeconds: 60,
  });

beforeAll(async () => {
  const held = account();
  held.write("account.json", (await held.run("account")).stdout);
  held.write(
    "preview.json",
    previewText([
      {
        kind: "CountryPermission",
        name: "sweden",
        id: "SE",
        then: { isoCode: "SE", enabled: true },
        now: { isoCode: "SE", enabled: false },
      },
    ]),
  );
  held.write(
    "expectations.yaml",
    "parties:\n  office: {trunk: voice, source: 198.51.100.17}\nexpect:\n - office can call SE and +46701234567\n - nobody can call CU\n",
  );
  held.write("calls.json", [row("+46701234567", "1"), row("+12025550147", "2")].join("\n"));
});

async function report(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  return await runCommand(["report", "preview.json", "--account", "account.json", ...args], {
    cwd: account().folder,
  });
}

test("a report has a part about calls, masked, which does not change how it ends", async () => {
  const { status, stdout, stderr } = await report(
    "--expectations",
    "expectations.yaml",
    "--calls",
    "calls.json",
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining("error") as string });
  expect(stdout).toMatch(/\*\*Expected calls\*\*\n\n2 expectations: 1 holds and 1 is broken\./);
  expect(stdout).toMatch(
    /- \*\*broken\*\*: office can call SE and \+46 70 (&#42;){3} 67\n {2}- to \+46 00 .* refused: country permission "sweden"/,
  );
  expect(stdout).toContain("The verdict of 1 of 2 calls");
  expect(stdout).not.toContain("46701234567");
  expect(stdout.indexOf("Expected calls")).toBeLessThan(stdout.indexOf("**Policy**"));
});

test("as JSON has the same as data", async () => {
  const { stdout } = await report("--expectations", "expectations.yaml", "--calls", "calls.json", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    calls: {
      notes: [],
      expectations: [{ result: "broken" }, { result: "holds" }],
      replay: { calls: 2, changed: { calls: 1 } },
    },
  });
  expect(stdout).not.toContain("46701234567");
});

test("without expectations and history it has no such part", async () => {
  const { status, stdout } = await runCommand(["report", "preview.json"], { cwd: account().folder });
  expect({ status, hasPart: stdout.includes("Expected calls") || stdout.includes("**Calls**") }).toEqual({
    status: 0,
    hasPart: false,
  });
});

test("without the account, what is not known is said first", async () => {
  account().write("alone.yaml", "expect:\n - nobody can call SE\n");
  const args = ["report", "preview.json", "--expectations", "alone.yaml"];
  const { stdout } = await runCommand(args, { cwd: account().folder });
  expect(stdout).toMatch(/\*\*Expected calls\*\*\n\nWhat SOURCE does not have is not known here/);
});
