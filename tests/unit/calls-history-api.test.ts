import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  apiHistory,
  forgetHistories,
  type ApiHistory,
  type CallRecord,
  type CallTime,
} from "../../calls/history";
import type { Call } from "../../emulator";
import { call } from "../emulator/call-record";
import { errorOf, useAccount } from "./account";

const account = useAccount();
const DAY_MS = 86_400_000;
const START_MS = Date.parse("2026-02-01T00:00:00Z");
const TIME: CallTime = { sinceMs: START_MS, untilMs: START_MS + DAY_MS };
let folder = "";

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "pulumi-sinch-cache-")), "calls");
});
afterEach(() => {
  rmSync(dirname(folder), { recursive: true, force: true });
});

/** Adds so many calls, a second after each other. */
function addCalls(count: number, more: (index: number) => Partial<Call> = () => ({})): void {
  for (let index = 0; index < count; index += 1) {
    const createTime = `${new Date(START_MS + index * 1000).toISOString().slice(0, 19)}+0000`;
    account().emulator.addCall(call(`call-${index}`, { createTime, ...more(index) }));
  }
}

async function history(time = TIME): Promise<ApiHistory> {
  return await apiHistory(account().client(), time, { folder });
}

async function recordsOf(one: ApiHistory): Promise<{ records: CallRecord[]; notes: readonly string[] }> {
  const records: CallRecord[] = [];
  const { notes } = await one.read((record) => records.push(record));
  return { records, notes };
}

/** The requests for calls so far: path, and which page. */
function asked(): string[] {
  return account()
    .emulator.requests()
    .filter(({ path }) => path.includes("/calls"))
    .map(({ path, query }) => {
      const { page, size } = Object.fromEntries(new URLSearchParams(query));
      return `${path.replace(/^.*\/calls/, "/calls")}${page === undefined ? "" : ` ${page} of ${size}`}`;
    });
}

/** The API has no export. */
function withoutExport(status = 404): void {
  account().emulator.addFault({ path: "/calls/export", status, times: 1_000 });
}

test("the export is read where the API has it, and has countries, responses and groups", async () => {
  addCalls(3, (index) => ({ sipResponseCode: 404, groupId: `group-${index}` }));
  const one = await history();
  const { records, notes } = await recordsOf(one);
  expect([one.source, records.length, notes]).toEqual(["export", 3, []]);
  expect(records[0]).toMatchObject({ id: "call-0", response: 404, group: "group-0", toCountry: "US" });
  expect(asked()).toEqual(["/calls 1 of 1", "/calls/export"]);
});

test.each([404, 405, 501])("pages are read where the export answers %s, and that is said", async (status) => {
  withoutExport(status);
  addCalls(3);
  const one = await history();
  const summary = await one.read(() => undefined);
  expect([one.source, summary.records]).toEqual(["calls", 3]);
  expect(summary.lacks).toEqual(["response", "countries", "group"]);
  expect(summary.notes).toEqual([
    expect.stringMatching(
      new RegExp(
        `^The API's export could not be used, so GET /calls was asked, .*failed with status ${status}`,
      ),
    ),
  ]);
});

test.each([
  { body: "html", what: "no header" },
  { body: "empty", what: "is empty" },
  { body: "json", json: { message: "later" }, what: "no header" },
] as const)("pages are read where the export is no CSV ($what)", async ({ what, ...fault }) => {
  expect(what).not.toBe("");
  account().emulator.addFault({ path: "/calls/export", times: 1_000, ...fault });
  addCalls(3);
  const one = await history();
  expect([one.source, (await recordsOf(one)).records.length]).toEqual(["calls", 3]);
});

test("an export that is cut off is asked for again", async () => {
  addCalls(2_000);
  account().emulator.addFault({ path: "/calls/export", body: "cut" });
  const one = await history();
  expect([one.source, (await recordsOf(one)).records.length]).toEqual(["export", 2_000]);
});

test("a key that is refused is an error, and no reason to ask for pages", async () => {
  account().emulator.addFault({ path: "/calls/export", status: 403, times: 1_000 });
  expect((await errorOf(history())).message).toContain("GET /calls/export failed with status 403");
});

test("a time has its beginning and not its end, to the millisecond, whatever the API's filters take", async () => {
  const times = ["08:59:59.999", "09:00:00.000", "09:00:00.400", "09:00:00.500", "09:00:01.000"];
  for (const time of times) account().emulator.addCall(call(time, { createTime: `2026-02-01T${time}Z` }));
  const [sinceMs, untilMs] = ["09:00:00.000", "09:00:00.500"].map((time) =>
    Date.parse(`2026-02-01T${time}Z`),
  );
  const within = { sinceMs: sinceMs ?? 0, untilMs: untilMs ?? 0 };
  for (const isExported of [true, false]) {
    if (!isExported) withoutExport();
    const one = await history(within);
    const { records } = await recordsOf(one);
    expect(records.map(({ id }) => id)).toEqual(["09:00:00.000", "09:00:00.400"]);
    await one.forget();
  }
});

test("a history without calls is one, with and without the export", async () => {
  const one = await history();
  expect(await recordsOf(one)).toEqual({ records: [], notes: [] });
  await one.forget();
  withoutExport();
  expect((await recordsOf(await history())).records).toEqual([]);
});

test("ten pages of which the fifth fails: the first four are not asked for again", async () => {
  withoutExport();
  addCalls(9_500);
  const { emulator } = account();
  // The first one is the question how many calls there are.
  emulator.addFault({ id: "fifth", path: "/calls", skip: 5, times: 1_000, status: 500 });
  const error = await errorOf(history());
  expect(error.message).toMatch(
    /^GET \/calls failed with status 500: .* Pages 1 to 4 are kept: the same command goes on with page 5\.$/,
  );
  emulator.addFault({ id: "fifth", path: "/nothing" });
  emulator.clearRequests();
  const one = await history();
  expect(asked()).toEqual([5, 6, 7, 8, 9, 10].map((page) => `/calls ${page} of 1000`));
  const { records, notes } = await recordsOf(one);
  expect(new Set(records.map(({ id }) => id)).size).toBe(9_500);
  expect([records.length, notes]).toEqual([
    9_500,
    [
      "This goes on with a reading that was begun before: calls from 2026-02-01T00:00:00.000Z to 2026-02-02T00:00:00.000Z.",
    ],
  ]);
});

test("a reading up to now goes on with the end that it had, and is begun anew an hour later", async () => {
  withoutExport();
  const { emulator, clock } = account();
  const beganMs = clock.now();
  for (const time of [{ lastMs: DAY_MS }, { sinceMs: beganMs - DAY_MS, untilMs: beganMs + 7 * DAY_MS }]) {
    const first = await history(time);
    expect(first.untilMs - first.sinceMs).toBeLessThanOrEqual(2 * DAY_MS);
    await clock.sleep(60_000);
    const [second, { notes }] = [await history(time), await recordsOf(await history(time))];
    expect([second.sinceMs, second.untilMs]).toEqual([first.sinceMs, first.untilMs]);
    expect(notes).toContainEqual(
      expect.stringMatching(/^This goes on with a reading that was begun before: /),
    );
    await clock.sleep(2 * 3_600_000);
    emulator.clearRequests();
    const nowMs = clock.now();
    expect((await history(time)).untilMs).toBe(nowMs);
    expect(asked()).toContain("/calls 1 of 1000");
  }
});

test("calls that come while pages are read are told of, and none is counted twice", async () => {
  withoutExport();
  addCalls(2_500);
  let pages = 0;
  const one = await apiHistory(account().client(), TIME, {
    folder,
    onProgress: ({ records }) => {
      if (records === 0 || (pages += 1) !== 1) return;
      const { calls } = account().emulator.state();
      account().emulator.reset();
      withoutExport();
      // A call that began before the others ended last.
      for (const each of [call("late", { createTime: "2026-02-01T00:00:00+0000" }), ...calls]) {
        account().emulator.addCall(each);
      }
    },
  });
  const { records, notes } = await recordsOf(one);
  expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  expect(notes.slice(1)).toEqual([
    "The number of calls in this time changed from 2500 to 2501 while they were read.",
    "The API counts 2501 calls in this time and told 2500: 1 is missing.",
    "1 record stands there more than once, by the call id: each call is counted once.",
  ]);
});

test("an export that has fewer calls than the API counts is told of", async () => {
  addCalls(3);
  account().emulator.addFault({ path: "/calls", body: "json", json: { calls: [], totalItems: 5 } });
  expect((await recordsOf(await history())).notes).toEqual([
    "The API counts 5 calls in this time and told 3: 2 are missing.",
  ]);
});

test("files are for their owner alone, and are gone when the history is forgotten", async () => {
  addCalls(3);
  const one = await history();
  const [own = ""] = readdirSync(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, own)).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, own))).toEqual(["export.csv"]);
  expect(statSync(join(folder, own, "export.csv")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, own, "export.csv"), "utf8")).toContain("call-2");
  await one.forget();
  expect(readdirSync(folder)).toEqual([]);
  withoutExport();
  await history();
  const [pages = ""] = readdirSync(folder);
  expect(statSync(join(folder, pages, "page-000001.json")).mode & 0o777).toBe(0o600);
  await forgetHistories(folder);
  expect(existsSync(folder)).toBe(false);
});

test("two accounts, and two times, have files of their own", async () => {
  addCalls(3);
  const first = await history();
  await history({ sinceMs: START_MS, untilMs: START_MS + 1 });
  expect(readdirSync(folder)).toHaveLength(2);
  await first.forget();
  expect(readdirSync(folder)).toHaveLength(1);
});

test("progress tells how many calls there are, and how many came", async () => {
  withoutExport();
  addCalls(2_500);
  const seen: unknown[] = [];
  await apiHistory(account().client(), TIME, { folder, onProgress: (progress) => seen.push(progress) });
  expect(seen).toEqual([0, 1_000, 2_000, 2_500].map((records) => ({ records, total: 2_500 })));
});

test("what the emulator makes up is read without a bad row, and its forwarded calls are pairs", async () => {
  const { emulator, clock } = account();
  const by = account().client();
  const forwarding = { enableCallForward: true, callForwardNumber: "+12025550102" };
  const { id } = await by.request({
    method: "POST",
    path: "/trunks",
    body: { name: "Branch", hostName: "acme-branch", ...forwarding },
  });
  await by.request({
    method: "POST",
    path: "/phoneNumbers",
    body: { sipTrunkId: id, phoneNumber: "+12025550101" },
  });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: '{ "count": 200 }' };
  expect((await emulator.request("/__emulator/traffic", init)).status).toBe(201);
  const one = await history({ sinceMs: clock.now() - 8 * DAY_MS, untilMs: clock.now() - 1 });
  const groups = new Map<string, CallRecord[]>();
  const { records, bad, notes } = await one.read((record) => {
    const group = record.group ?? "";
    groups.set(group, [...(groups.get(group) ?? []), record]);
  });
  expect([records, bad.count, notes]).toEqual([200, 0, []]);
  expect(groups.size).toBe(100);
  for (const [first, second] of groups.values()) {
    expect([first?.direction, second?.direction, second?.trunkId]).toEqual(["inbound", "outbound", id]);
    expect([second?.to, second?.toCountry, first?.from]).toEqual(["+12025550102", "US", second?.from]);
  }
});
