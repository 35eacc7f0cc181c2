import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ReplayReport } from "../../calls";
import { useCallsAccount } from "../support/calls-account";
import { previewText } from "../support/preview-text";

const account = useCallsAccount();

/** The command, with a cache of its own. */
async function run(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const { status, stdout, stderr } = await account().run("replay", ...args);
  const told = stderr.split("\n").filter((line) => !/^(Reading|Replaying) /.test(line));
  return { status, stdout, stderr: told.join("\n") };
}

async function reportOf(...args: string[]): Promise<ReplayReport> {
  const { stdout, stderr, status } = await run(...args, "--json");
  expect({ stderr, isDone: status !== 1 && status !== 2 }).toEqual({ stderr: "", isDone: true });
  return JSON.parse(stdout) as ReplayReport;
}

async function makeTraffic(count: number): Promise<void> {
  const { url, projectId } = account().emulator;
  const answer = await fetch(`${url}/__emulator/traffic?project=${projectId}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ seed: 1, count }),
  });
  expect(answer.status).toBe(201);
}

/** The account's own export, as somebody has saved it. */
async function exported(): Promise<string> {
  const { url, keyId, keySecret, projectId } = account().emulator;
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
  return await (
    await fetch(`${url}/v1/projects/${projectId}/calls/export?createTime%3E=2000-01-01T00:00:00`, {
      headers: { authorization },
    })
  ).text();
}

const cache = (): string => join(account().folder, "pulumi-sinch", "calls");
const kept = (): string[] =>
  existsSync(cache()) ? readdirSync(cache(), { recursive: true, encoding: "utf8" }) : [];

test("without any call it says so, and is done", async () => {
  const { status, stdout } = await run();
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining("the history has none") as string,
  });
});

describe("with a week of calls", () => {
  beforeAll(async () => {
    await makeTraffic(2_000);
    account().write("account.json", (await account().run("account")).stdout);
    account().write("calls.csv", await exported());
    account().write(
      "preview.json",
      previewText([
        {
          kind: "CountryPermission",
          name: "usa",
          id: "US",
          then: { isoCode: "US", enabled: true },
          now: { isoCode: "US", enabled: false },
        },
      ]),
    );
  });

  test("the account as it is refuses next to none that succeeded, and nothing is kept", async () => {
    const report = await reportOf("--last", "8d");
    expect(report).toMatchObject({ records: 2_000, rows: { bad: 0 } });
    expect(report.model.refused / report.model.letThrough).toBeLessThan(0.01);
    expect(report.after).toBeUndefined();
    expect(kept()).toEqual([]);
  });

  test("a plan that closes a country refuses the calls to it, and --fail-on counts them", async () => {
    const report = await reportOf("preview.json", "--last", "8d");
    const refused =
      report.changed.kinds.find(({ from, to }) => from === "let through" && to === "refused")?.calls ?? 0;
    expect(refused).toBeGreaterThan(100);
    expect(report.changed.countries.list[0]?.name).toBe("United States (US)");
    const statusAt = async (limit: number): Promise<number | null> =>
      (await run("preview.json", "--last", "8d", "--fail-on", `refused=${limit}`)).status;
    expect([await statusAt(refused), await statusAt(refused + 1)]).toEqual([3, 0]);
  });

  test("a saved account and a file need no access key, and give the same as the API does", async () => {
    const args = ["preview.json", "--account", "account.json", "--calls", "calls.csv", "--json"];
    const { status, stdout } = await account().runAlone("replay", ...args);
    expect(status).toBe(0);
    const { changed, model, calls } = await reportOf("preview.json", "--last", "8d");
    expect(JSON.parse(stdout)).toMatchObject({
      changed: { calls: changed.calls },
      model: { refused: model.refused },
      calls,
    });
  });

  test("a plan alone judges little, which --most-open counts", async () => {
    const args = ["preview.json", "--calls", "calls.csv", "--most-open"];
    const open = await account().runAlone("replay", ...args, "50");
    expect(open).toMatchObject({
      status: 4,
      stdout: expect.stringContaining("What SOURCE does not have is not known here") as string,
    });
    expect((await account().runAlone("replay", ...args, "100%")).status).toBe(0);
  });

  test("--mask hides numbers in text, data and page", async () => {
    const args = ["preview.json", "--account", "account.json", "--calls", "calls.csv", "--mask"];
    const text = await run(...args, "--html", "calls.html");
    const json = await run(...args, "--json");
    const page = readFileSync(join(account().folder, "calls.html"), "utf8");
    for (const written of [text.stdout, json.stdout, page]) {
      expect(written).toMatch(/\+1 20 (\*|&#42;){3} \d\d/);
      expect(written).not.toMatch(/\+?1\d{10}\b/);
    }
  });

  test("--sources has the gate judged, and a trunk that there is not is an error", async () => {
    account().write("sources.yaml", "voice: [198.51.100.99]\n");
    account().write("wrong.yaml", "voic: [198.51.100.99]\n");
    const report = await reportOf(
      "--account",
      "account.json",
      "--calls",
      "calls.csv",
      "--sources",
      "sources.yaml",
    );
    expect(report.calls).toBeGreaterThan(0);
    const { status, stderr } = await run(
      "--account",
      "account.json",
      "--calls",
      "calls.csv",
      "--sources",
      "wrong.yaml",
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'error: wrong.yaml names trunk "voic", which is not there: is it "voice"?\n',
    });
  });

  test("rows that are none are counted with their lines, and calls of trunks that are gone are refused", async () => {
    const lines = (await exported()).trimEnd().split("\n").slice(0, 3);
    account().write(
      "odd.csv",
      [
        ...lines,
        '"short"',
        (lines[1] ?? "").replace(/01[A-Z0-9]{24}/g, "01JZ6Q8V3M7T2C9XK4R5B6N8PD"),
        "",
      ].join("\n"),
    );
    const report = await reportOf("--account", "account.json", "--calls", "odd.csv");
    expect(report.rows.bad).toBe(1);
    expect(report.rows.first[0]).toMatchObject({ line: 4 });
  });
});

test("a history of ten pages whose fifth fails goes on there, and keeps its files from others until then", async () => {
  await makeTraffic(10_000);
  const { emulator } = account();
  emulator.addFault({ path: /\/calls\/export$/, status: 400, times: 1 });
  // One request for the number of calls, then four pages.
  emulator.addFault({ path: /\/calls$/, status: 400, skip: 5, times: 1 });
  const failed = await run("--last", "8d");
  expect(failed).toMatchObject({ status: 1, stdout: "" });
  expect(failed.stderr).toContain("Pages 1 to 4 are kept: the same command goes on with page 5.");
  const files = kept().filter((name) => name.includes("page-"));
  expect(files).toHaveLength(4);
  for (const name of files) expect(statSync(join(cache(), name)).mode & 0o777).toBe(0o600);
  const report = await reportOf("--last", "8d");
  expect(report.records).toBe(10_000);
  expect(kept()).toEqual([]);
  expect(report.notes.join(" ")).toContain("This goes on with a reading that was begun before");
  expect(await run("--forget")).toMatchObject({ status: 0, stdout: "" });
});

test.each([
  [["--last", "7"], "It must be a number with min, h, d or w, such as 24h or 7d."],
  [["--last", "0h"], "It must be a number with min, h, d or w, such as 24h or 7d."],
  [["--since", "yesterday"], "without a zone it is UTC"],
  [["--until", "2026-11-24"], "--until needs --since, from when on"],
  [["--since", "2026-11-24", "--until", "2026-11-23"], "--since must be earlier than --until"],
  [["--since", "2026-11-24", "--last", "1h"], "give either --last, or --since with or without --until"],
  [["--calls", "calls.csv", "--last", "1h"], "--calls FILE has its own calls"],
  [["--fail-on", "refused=0"], "It must be refused, or refused=N with N from 1 on"],
  [["--most-open", "101"], "It must be a part of all calls from 0 to 100"],
])("%j is refused: %s", async (args, problem) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining(problem) as string,
  });
});

test("a file that there is not, or that has no calls, is told", async () => {
  expect((await run("--account", "account.json", "--calls", "none.csv")).stderr).toContain(
    "there is no file none.csv, which --calls names",
  );
  account().write("none.txt", "hello\n");
  expect((await run("--account", "account.json", "--calls", "none.txt")).status).toBe(1);
});
