import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { passwordOf } from "../src";
import {
  changing,
  FLEET,
  has,
  IDS,
  line,
  PERSONAL,
  PROGRAM,
  programWith,
  table,
  tableWith,
} from "./support/acme";
import { filesBelow, states, tables } from "./support/kept";
import { startTeam, until, type Team } from "./support/fleet";
import { afterCancelRequests, fixtures, scheduled, writeFixtures } from "./support/fixtures";
import { histories } from "./support/histories";
import { PLANTED } from "./support/planted";

/* One fleet's life, told in the order of the tests: each goes on where the one before has ended. */

let team: Team;
let hook: Server;
const hooked: { urgency: string }[] = [];

beforeAll(async () => {
  hook = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      hooked.push(JSON.parse(body) as (typeof hooked)[number]);
      response.end();
    });
  });
  await new Promise<void>((listening) => hook.listen(0, "127.0.0.1", listening));
  const address = hook.address();
  const port = typeof address === "object" ? address?.port : undefined;
  team = await startTeam({ env: { FLEET_WEBHOOK_URL: `http://127.0.0.1:${port ?? 0}/hook` } });
  team.write({
    "fleet.yaml": FLEET,
    "policy.json": "{}",
    "customer.ts": PROGRAM,
    "customers.csv": tableWith(),
  });
});
afterAll(async () => {
  await team.close();
  await new Promise((closed) => hook.close(closed));
});

interface Status {
  readonly rollOut?: { phase: string; waitsFor?: string; states: Record<string, number>; failures: object };
  readonly shards: readonly { name: string; release: string; left: string[]; outcome: string; at: string }[];
  readonly incidents: readonly { id: string; urgency: string; findings: number }[];
  readonly runs: readonly { kind: string; outcome: string }[];
}
const status = async (): Promise<Status> => {
  const { stdout } = await team.fleet("status", "--json");
  return JSON.parse(stdout) as Status;
};
const ended = () =>
  until("the end of the roll-out", async () => {
    const now = await status();
    return now.rollOut?.phase === "ended" && now;
  });

test("new customers need a reviewed file of shards; then all are rolled out", async () => {
  const unwritten = await team.fleet("roll-out", "--yes");
  expect(unwritten).toMatchObject({ status: 1, stdout: "" });
  expect(unwritten.stderr).toMatch(
    /^error: the file of shards lacks 7 customers: run `pulumi-sinch-fleet plan --write`/m,
  );
  const plan = await team.fleet("plan", "--write", "--json");
  expect(plan.status).toBe(7);
  expect(JSON.parse(plan.stdout)).toMatchObject({
    changed: ["main-001", "main-002", "main-003"],
    added: IDS,
  });
  expect(await team.requests()).toEqual([]);
  await team.worker();
  const out = await team.fleet("roll-out", "--yes", "--json");
  expect(out).toMatchObject({ status: 0 });
  expect(JSON.parse(out.stdout)).toMatchObject({ outcome: "done", shards: 3, failed: 0 });
  const held = await team.held();
  expect(held.trunks).toHaveLength(7);
  expect(held.accessControlListLinks).toHaveLength(7);
  expect(held.credentialListLinks).toHaveLength(1);
});

test("again there is nothing to do, and nothing is asked", async () => {
  await team.forgetRequests();
  expect(await team.fleet("roll-out", "--yes")).toMatchObject({ status: 0, stdout: "Nothing to do.\n" });
  expect(await team.requests()).toEqual([]);
});

test("one line changed waits for somebody; two roll-outs at once do not run; then only that customer is asked for", async () => {
  const before = await status();
  team.write({ "customers.csv": tableWith({ b: { gateways: "198.51.100.2" } }) });
  const waiting = await team.fleet("roll-out", "--json");
  expect(waiting.status).toBe(1);
  expect(waiting.stderr).toMatch(/Previews: 16 same, 1 update; 0 mandatory and 3 advisory findings/);
  expect(JSON.parse(waiting.stdout)).toMatchObject({ outcome: "waits", phase: "approval" });
  const second = await team.fleet("roll-out", "--yes");
  expect(second.status).toBe(1);
  expect(second.stderr).toMatch(/error: a roll-out is under way: /);
  expect(await changing(team)).toEqual([]);
  expect(await team.fleet("resume", "--json")).toMatchObject({ status: 0 });
  const { shards } = await ended();
  expect(await changing(team)).toMatchObject([
    { method: "PUT", path: expect.stringMatching(/\/endpoints\/\w+$/) as string, status: 200 },
  ]);
  expect(shards.slice(1)).toEqual(before.shards.slice(1));
  expect((await team.held()).endpoints).toContainEqual(
    expect.objectContaining({ name: "b 1", target: { kind: "static", address: "198.51.100.2", port: 5061 } }),
  );
});

test("rows that are bad, missing, doubled or for which the program throws stay as they are, and a line more is a customer more", async () => {
  const before = await team.held();
  await team.forgetRequests();
  const doubled = [line("d", { gateways: "198.51.100.3" }), line("d")];
  const rows = [
    line("a"),
    line("b", { addresses: "0.0.0.0/0" }),
    line("c", { name: PLANTED.cell }),
    ...doubled,
    line("e"),
  ];
  team.write({ "customers.csv": table(...rows, line("g"), line("h")) });
  const cut = await team.fleet("roll-out", "--yes", "--write");
  expect(cut).toMatchObject({ status: 1, stdout: "" });
  expect(cut.stderr).toMatch("error: the table lacks 1 of 7 recorded customers, more than 1 %");
  expect(await team.requests()).toEqual([]);

  const out = await team.fleet("roll-out", "--yes", "--write", "--accept-missing", "1");
  expect(out.status).toBe(7);
  expect(out.stdout).toMatch("Rolled out: 3 shards done, 0 failed");
  expect(out.stderr).toMatch(
    /line 3: b addresses.0 .*\n.*line 4: c its function throws: \[name\] \[SINCH_KEY_SECRET\]/s,
  );
  expect(out.stderr).toMatch(/line 5: d has the id of line 6 too/);
  expect(out.stderr).toMatch(/f is not in the table: it is left as it is/);
  const after = await team.held();
  for (const id of IDS) expect(has(after, id)).toEqual(has(before, id === "b" ? "b" : id));
  expect(has(after, "h")).toMatchObject({ trunk: { name: "h" } });
  for (const { path } of await changing(team)) expect(path).not.toMatch(/undefined/);
  const { shards } = await status();
  expect(shards.map(({ left }) => left)).toEqual([["b", "c"], ["d", "f"], []]);
});

test("a mandatory finding of the policy stops it before any change", async () => {
  const before = await team.held();
  await team.forgetRequests();
  const wide = line("a", { addresses: "198.51.0.0/16" });
  team.write({ "customers.csv": table(wide, ...["b", "c", "d", "e", "f", "g", "h"].map((id) => line(id))) });
  const out = await team.fleet("roll-out", "--yes");
  expect(out.status).toBe(1);
  expect(out.stderr).toMatch(/main-001: access-list-range-too-wide \(mandatory\): .*198\.51\.0\.0\/16/);
  expect(out.stderr).toMatch(/error: 1 mandatory finding of the policy pack: nothing was changed/);
  expect(await changing(team)).toEqual([]);
  expect(await team.held()).toEqual(before);
});

test("a failed shard stops it; resume tries it again, whatever the program says by now; abort ends what runs; roll-back takes back what was done", async () => {
  team.write({ "customers.csv": tableWith(), "customer.ts": programWith("2") });
  const namesById = async (): Promise<Record<string, unknown>> => {
    const { trunks = [] } = await team.held();
    return Object.fromEntries(
      trunks.map(({ hostName, name }) => [String(hostName).replace("acme-", ""), name]),
    );
  };
  const before = await namesById();
  await team.control("POST", "faults", { method: "PUT", path: "/trunks/*", status: 403 });
  const out = await team.fleet("roll-out", "--yes", "--accept-missing", "1");
  expect(out.status).toBe(1);
  expect(out.stderr).toMatch(/It waits: 1 shard has failed/);
  expect(out.stderr).toMatch(/main-001: CredentialsError: main-001: the API answers 403/);
  expect(await namesById()).toMatchObject({ d: "d", e: "e", f: "f", g: "g", h: "h" });

  // Another program by now: the roll-out that runs has the one it began with. The second shard is held in its update.
  team.write({ "customer.ts": programWith("3") });
  const held = { id: "held", method: "PUT", path: "/trunks/*", delayMs: 10_000, skip: 1 };
  await team.control("POST", "faults", held);
  await team.fleet("resume");
  await until("the update of the second shard", async () => {
    const { faults } = (await team.control("GET", "faults")) as { faults: { id: string; hits: number }[] };
    return faults.some(({ id, hits }) => id === "held" && hits > 0);
  });
  for (const signal of ["pause", "abort"]) {
    const told = await team.fleet(signal, "--json");
    expect([told.status, JSON.parse(told.stdout)]).toEqual([0, { signal }]);
  }
  expect((await ended()).runs[0]).toMatchObject({ kind: "roll-out", outcome: "aborted" });
  // What was under way was ended; what had not begun was not.
  const after = await namesById();
  expect(after).toMatchObject({ a: "a2", b: "b2", c: "c2", g: "g", h: "h" });

  const back = await team.fleet("roll-back", "--yes", "--json");
  expect(back).toMatchObject({ status: 7 });
  expect(back.stderr).toMatch(/Left as they are, since that release left them: b, c, d, f/);
  // But for those whom that release had left as they were: it does not say what they had.
  const { b, c, d, f } = after;
  expect(await namesById()).toEqual({ ...before, b, c, d, f });
  expect((await status()).runs[0]).toMatchObject({ kind: "roll-out", outcome: "done" });
});

test("what somebody changes by hand is found with an alarm, told to a webhook, and set back on demand", async () => {
  await team.control("POST", "rehearsals", { projectId: "emulator-project", scenario: "fraud" });
  await team.forgetRequests();
  const found = await team.fleet("drift", "--json", "--incidents", "incidents");
  expect(found.status).toBe(7);
  const report = JSON.parse(found.stdout) as {
    found: Record<string, number>;
    incidents: { id: string; urgency: string }[];
  };
  expect(report).toMatchObject({ found: { alarm: 3 }, notLookedAt: 0 });
  // One incident of each kind: what opens or diverts, and that the old address is not called any more.
  const kinds = [
    { urgency: "alarm", account: "main", findings: [{}, {}, {}] },
    { urgency: "drift", account: "main", findings: [{}] },
  ];
  expect(report.incidents).toMatchObject(kinds);
  expect(hooked.sort((one, other) => (one.urgency < other.urgency ? -1 : 1))).toMatchObject(kinds);
  expect(await changing(team)).toEqual([]);
  const folder = join(team.folder, "incidents");
  const files = readdirSync(folder).sort();
  const all = report.incidents.flatMap(({ id }) => [`incident-${id}.json`, `incident-${id}.md`]);
  expect(files).toEqual(all.sort());
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, `incident-${report.incidents[0]?.id ?? ""}.md`), "utf8")).toMatch(
    /^### alarm: fleet acme, account main\n/,
  );

  team.write({ "customers.csv": table(...[...IDS, "h"].map((id) => line(id))), "customer.ts": PROGRAM });
  const put = await team.fleet("roll-out", "--yes", "--put-back", "main-001");
  expect(put.stdout).toMatch(/^Rolled out/);
  const again = await team.fleet("drift", "--json");
  expect(again.status).toBe(7);
  expect(JSON.parse(again.stdout)).toMatchObject({ found: { alarm: 1 }, incidents: [] });
  expect(again.stdout).toMatch(/Cuba/);
});

test("a customer moves without a request that changes anything, and goes once its row is gone and its id was confirmed", async () => {
  await team.forgetRequests();
  const moved = await team.fleet("move", "main-002", "h", "--json");
  expect(moved).toMatchObject({ status: 0 });
  expect(JSON.parse(moved.stdout)).toMatchObject({ customers: ["h"], to: "main-002" });
  expect(await changing(team)).toEqual([]);

  const still = await team.fleet("retire", "h", "--confirm", "h");
  expect(still).toMatchObject({ status: 1, stdout: "" });
  expect(still.stderr).toMatch(/^error: h is in the table: take its row out first/m);
  const before = await team.held();
  team.write({ "customers.csv": table(...IDS.map((id) => line(id))) });
  const gone = await team.fleet("retire", "h", "--confirm", "h", "--json");
  expect(gone).toMatchObject({ status: 0 });
  expect(JSON.parse(gone.stdout)).toEqual({ retired: "h", shard: "main-002" });
  const after = await team.held();
  expect(has(after, "h")).toMatchObject({ trunk: undefined });
  for (const id of IDS) expect(has(after, id)).toEqual(has(before, id));
});

test("a new line that the account has nothing of is not adopted, and it is said what it lacks", async () => {
  team.write({ "customers.csv": table(...[...IDS, "i"].map((id) => line(id))) });
  await team.forgetRequests();
  const out = await team.fleet("adopt", "--write", "--json");
  expect(out).toMatchObject({ status: 7 });
  expect(JSON.parse(out.stdout)).toMatchObject([
    {
      adopted: [],
      refused: [
        { customer: "i", texts: expect.arrayContaining(['SipTrunk "i" is not in the account']) as string[] },
      ],
    },
  ]);
  expect(await changing(team)).toEqual([]);
});

test("no secret is in a history, in what was printed, sent or stored, and no number or address in a history", async () => {
  const password = passwordOf({ id: "d", passwordVersion: 1 }, "anna.andersson", PLANTED.passwordKey);
  const secrets = { ...PLANTED, password };
  const among = (text: string) =>
    Object.entries(secrets).flatMap(([name, one]) => (text.includes(one) ? [name] : []));
  const kept = await histories(team);
  expect(kept.length).toBeGreaterThan(10);
  for (const { id, text } of kept) {
    expect([id, among(text), PERSONAL.filter((one) => text.includes(one))]).toEqual([id, [], []]);
  }
  expect(among(team.printed())).toEqual([]);
  expect(among(JSON.stringify(hooked))).toEqual([]);
  expect(among(filesBelow(join(team.folder, "incidents")))).toEqual([]);
  expect(readdirSync(team.folder).filter((name) => name.startsWith(".fleet-"))).toEqual([]);
  // States have the passwords, encrypted.
  expect(states(team)).toMatch(/"credentials":\s*\{\s*"4dabf18193072939515e22adb298388d"/);
  expect(among(states(team))).toEqual([]);
  // The store has what a table and a program have, since a roll-out brings just that: in the texts by hash, and nowhere else.
  const { blobs, ...others } = await tables(team);
  // The program names the cell that it throws for.
  expect(among(blobs ?? "")).toEqual(["program", "cell"]);
  expect(among(JSON.stringify(others))).toEqual([]);
});

test("activities are scheduled as they were in the recorded histories, and the end of a cancelled one is waited for", async () => {
  const kept = await histories(team);
  if (process.env.FLEET_HISTORIES === "write") writeFixtures(kept);
  const before = scheduled(fixtures().map(({ history }) => history));
  const now = scheduled(kept.map(({ history }) => history));
  expect([...now.keys()].sort()).toEqual(
    expect.arrayContaining(["askShard", "drift", "leftovers", "preview", "up"]),
  );
  for (const [name, how] of now) {
    if (before.has(name)) expect([name, how]).toEqual([name, before.get(name)]);
  }
  for (const { history } of kept) {
    for (const between of afterCancelRequests(history)) {
      expect(
        between.filter((kind) => /^(signalExternal|workflowExecution(Completed|Failed|Canceled))/.test(kind)),
      ).toEqual([]);
    }
  }
});
