import type { Call } from "../../emulator";
import { client, valueAt, type Client } from "./client";

const MONEY = { currencyCode: "USD", amount: 0.004 };

/** A call of the test's morning, unless told otherwise. */
function call(callId: string, more: Partial<Call> = {}): Call {
  return {
    callId,
    to: "12025550147",
    from: "sip:12025550190@203.0.113.21",
    direction: "outbound",
    answerTime: null,
    endTime: "2026-02-03T09:01:02Z",
    durationSeconds: 58,
    callResult: "COMPLETED",
    pricePerMinute: MONEY,
    billingDurationSeconds: 60,
    price: MONEY,
    createTime: "2026-02-03T09:00:00+0000",
    trunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    ...more,
  };
}

async function found({ ask }: Client, query: string): Promise<unknown[]> {
  const calls = valueAt((await ask("GET", `/calls${query}`)).body, "calls");
  return Array.isArray(calls) ? calls.map((one) => valueAt(one, "callId")) : [];
}

function withCalls(): Client {
  const user = client();
  user.emulator.addCall(call("january", { createTime: "2026-01-15T08:00:00+0000" }));
  user.emulator.addCall(call("yesterday", { createTime: "2026-02-02T23:59:59+0000" }));
  user.emulator.addCall(call("busy", { callResult: "BUSY", direction: "inbound" }));
  return user;
}

test("without a time the calls of the last 24 hours are found", async () => {
  expect(await found(withCalls(), "")).toEqual(["yesterday", "busy"]);
});

test.each([
  ["createTime=2026", ["january", "yesterday", "busy"]],
  ["createTime=2026-01", ["january"]],
  ["createTime=2026-02-02", ["yesterday"]],
  ["createTime=2026-02-03T09", ["busy"]],
  ["createTime%3E=2026-02-02T23:59:59", ["yesterday", "busy"]],
  ["createTime%3C=2026-02-02", ["january", "yesterday"]],
  ["createTime%3E=2026-01-01&createTime%3C=2026-01-31", ["january"]],
  ["callResult=busy", ["busy"]],
  ["direction=OUTBOUND", ["yesterday"]],
  ["from=%2B12025550190&to=12025550147", ["yesterday", "busy"]],
  ["trunkId=other", []],
])("?%s finds the calls that it describes", async (query, expected) => {
  expect(await found(withCalls(), `?${query}`)).toEqual(expected);
});

test("a page has 100 calls, and at most 1000", async () => {
  const { ask } = client();
  expect((await ask("GET", "/calls")).body).toMatchObject({ pageSize: 100 });
  expect((await ask("GET", "/calls?size=1000")).status).toBe(200);
  expect((await ask("GET", "/calls?size=1001")).status).toBe(400);
});

test("prices are numbers, and the project is named", async () => {
  const { body } = await withCalls().ask("GET", "/calls?callResult=BUSY");
  expect(valueAt(body, "calls")).toMatchObject([
    { price: { amount: 0.004 }, direction: "inbound", projectId: "emulator-project" },
  ]);
});

test("the export is a file of comma-separated values", async () => {
  const { ask, make, emulator } = client();
  const trunkId = await make("/trunks", { name: 'Main, "old"', hostName: "main" });
  emulator.addCall(call("one", { trunkId }));
  const answer = await ask("GET", "/calls/export?fileName=../calls.csv");
  expect(answer.headers.get("content-type")).toBe("application/csv");
  expect(answer.headers.get("content-disposition")).toBe("attachment; filename=.._calls.csv");
  const [head = "", row = ""] = answer.text.split("\n");
  expect(head.split(",")).toHaveLength(26);
  expect(row).toContain('"Main, ""old""",outbound,58,COMPLETED');
  expect(row).toContain("0.0040 USD");
});

test("a capture is kept for ten days", async () => {
  const { ask, emulator, clock } = client();
  emulator.addCall(call("one", { pcapId: "pcap-1" }));
  expect((await ask("GET", "/calls/records/pcap-1/pcap")).status).toBe(200);
  expect((await ask("GET", "/calls/records/other/pcap")).status).toBe(404);
  clock.advance(11 * 86_400_000);
  expect((await ask("GET", "/calls/records/pcap-1/pcap")).status).toBe(404);
});
