import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, type Call, type EmulatorOptions } from "../../emulator";
import { answerOf, client, testClock, valueAt, type Answer, type Client } from "./client";

const DAY_MS = 86_400_000;

async function make({ emulator }: Client, traffic: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(traffic) };
  return await answerOf(await emulator.request("/__emulator/traffic", init));
}

/** An office with a list, a number, an endpoint and a rule; a branch that forwards all. */
async function account(options?: EmulatorOptions): Promise<Client & { office: string; branch: string }> {
  const user = client({ openCountries: ["US", "SE", "DE"], ...options });
  const office = await user.make("/trunks", { name: "Office", hostName: "acme-office" });
  const forwarding = { enableCallForward: true, callForwardNumber: "+12025550102" };
  const branch = await user.make("/trunks", { name: "Branch", hostName: "acme-branch", ...forwarding });
  const list = await user.make("/accessControlLists", {
    ...{ name: "Office", enabled: true },
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
  });
  await user.ask("POST", `/trunks/${office}/accessControlLists`, { accessControlListIds: [list] });
  const endpoint = { name: "SBC", address: "198.51.100.17", port: 5060, priority: 1 };
  await user.make(`/trunks/${office}/endpoints`, endpoint);
  await user.make("/phoneNumbers", { sipTrunkId: office, phoneNumber: "+12025550101" });
  await user.make("/phoneNumbers", { sipTrunkId: branch, phoneNumber: "+12025550103" });
  await user.make("/callBlockingRules", { name: "No Germany", direction: "OUTBOUND", calleeCountry: "DE" });
  await user.make("/callBlockingRules", { name: "No Britain", direction: "INBOUND", callerMatch: "44" });
  return { ...user, office, branch };
}

async function traffic(count = 2_000, seed = 1): Promise<{ calls: Call[]; office: string; branch: string }> {
  const user = await account();
  expect((await make(user, { seed, count })).body).toEqual({ made: count });
  return { ...user, calls: user.emulator.state().calls };
}

function share(calls: readonly Call[], is: (call: Call) => boolean): number {
  return calls.filter(is).length / calls.length;
}

test("made-up calls are the same for a seed but for the trunks' ids, and others for another one", async () => {
  const plain = ({ calls, office, branch }: Awaited<ReturnType<typeof traffic>>): string =>
    JSON.stringify(calls).replaceAll(office, "OFFICE").replaceAll(branch, "BRANCH");
  const first = plain(await traffic(200));
  expect(plain(await traffic(200))).toBe(first);
  expect(plain(await traffic(200, 2))).not.toBe(first);
});

test("they are of the last week, over by now, in their order, and mostly in working hours", async () => {
  const { calls } = await traffic();
  const times = calls.map(({ createTime }) => Date.parse(createTime));
  expect(times).toEqual([...times].sort((one, other) => one - other));
  const nowMs = testClock().now();
  expect(Math.min(...times)).toBeGreaterThan(nowMs - 7 * DAY_MS);
  expect(Math.max(...calls.map(({ endTime }) => Date.parse(endTime)))).toBeLessThan(nowMs);
  const inHours = (call: Call): boolean => /T(0[7-9]|1[0-8])/.test(call.createTime);
  expect(share(calls, inHours)).toBeGreaterThan(0.9);
  const onWeekend = ({ createTime }: Call): boolean => [0, 6].includes(new Date(createTime).getUTCDay());
  expect(share(calls, onWeekend)).toBeLessThan(0.15);
});

test("they fit the account: addresses of its lists, open countries, past its rules, to its numbers", async () => {
  const { calls, office, branch } = await traffic();
  expect(new Set(calls.map(({ trunkId }) => trunkId))).toEqual(new Set([office, branch]));
  const out = calls.filter(({ direction, groupId }) => direction === "outbound" && groupId === undefined);
  expect(new Set(out.map(({ trunkId }) => trunkId))).toEqual(new Set([office]));
  expect(new Set(out.map(({ toCountryCode }) => toCountryCode))).toEqual(new Set(["US", "SE"]));
  const strangers = out.filter(({ from }) => !/^sip:\+12025550101@198\.51\.100\.(17|18|19|20)$/.test(from));
  expect(new Set(strangers.map(({ sipResponseCode }) => sipResponseCode))).toEqual(new Set([403]));
  expect(out.every(({ to }) => /^\+\d+@acme-office\.pstn\.sinch\.com:5060$/.test(to))).toBe(true);
  const incoming = calls.filter(({ direction }) => direction === "inbound");
  expect(new Set(incoming.map(({ to }) => to))).toEqual(new Set(["+12025550101", "+12025550103"]));
  expect(incoming.some(({ from }) => from.startsWith("+44"))).toBe(false);
});

test("some fail, and some numbers have far more calls than others", async () => {
  const { calls } = await traffic();
  const answered = share(calls, ({ durationSeconds }) => durationSeconds > 0);
  expect(answered).toBeGreaterThan(0.7);
  expect(answered).toBeLessThan(0.95);
  const responses = new Set(calls.map(({ sipResponseCode }) => sipResponseCode));
  for (const response of [200, 403, 404, 480, 486, 487, 503, 603]) expect(responses).toContain(response);
  const quirk = calls.filter(
    ({ callResult, durationSeconds }) => callResult === "COMPLETED" && durationSeconds === 0,
  );
  expect(new Set(quirk.map(({ sipResponseCode }) => sipResponseCode))).toEqual(new Set([404]));
  const counts = new Map<string, number>();
  for (const { to } of calls) counts.set(to, (counts.get(to) ?? 0) + 1);
  const sorted = [...counts.values()].sort((one, other) => other - one);
  expect(sorted[0] ?? 0).toBeGreaterThan(10 * (sorted.at(-1) ?? 0));
});

test("a trunk that forwards has two records of each call, in one group", async () => {
  const { calls, branch } = await traffic();
  const own = calls.filter(({ trunkId }) => trunkId === branch);
  const legs = own.filter(({ direction }) => direction === "outbound");
  expect(legs.length).toBeGreaterThan(0);
  const firsts = new Map(
    own.filter(({ direction }) => direction === "inbound").map((one) => [one.callId, one]),
  );
  for (const leg of legs) {
    const first = firsts.get(leg.groupId ?? "");
    expect([leg.from, leg.to, leg.durationSeconds]).toEqual([
      first?.from,
      "+12025550102",
      first?.durationSeconds,
    ]);
  }
  expect(legs.length).toBeGreaterThan(firsts.size - 2);
});

test("an account in which nobody can call or be called gets none, and is told why", async () => {
  const user = client();
  await user.make("/trunks", { name: "Bare", hostName: "bare" });
  const answer = await make(user, { seed: 1, count: 10 });
  expect([answer.status, valueAt(answer.body, "message")]).toEqual([
    400,
    expect.stringMatching(/^nobody can call or be called: a trunk needs an access control list, /),
  ]);
});

test.each([[{ count: 0 }], [{ seed: -1 }], [{ count: "many" }], [[]]])("%j is refused", async (body) => {
  expect((await make(await account(), body)).status).toBe(400);
});

test("traffic of the start fits what the data file has, and a restart makes it anew, not twice", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-emulator-"));
  const dataFile = join(folder, "data.json");
  try {
    const { office } = await account({ dataFile });
    const options = { dataFile, clock: testClock(), traffic: { seed: 1, count: 300 } };
    const emulator = createEmulator({ ...options, openCountries: ["US"] });
    expect(emulator.state().calls).toHaveLength(300);
    expect(emulator.state().calls.some(({ trunkId }) => trunkId === office)).toBe(true);
    const headers = { "content-type": "application/json" };
    const record = JSON.stringify({
      callId: "own",
      direction: "inbound",
      from: "a",
      to: "b",
      trunkId: office,
    });
    await emulator.request("/__emulator/calls", { method: "POST", headers, body: record });
    expect(createEmulator(options).state().calls).toHaveLength(301);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
