import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "../../emulator";
import { answerOf, client, testClock, valueAt, type Answer, type Client } from "./client";

const LEAST = { direction: "inbound", from: "+46701740605", to: "+12025550101", trunkId: "01TRUNK" };

async function put({ emulator }: Pick<Client, "emulator">, body: unknown, query = ""): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  return await answerOf(await emulator.request(`/__emulator/calls${query}`, init));
}

test("a record that says the least is a call of this moment", async () => {
  const user = client();
  const answer = await put(user, LEAST);
  const record = {
    ...LEAST,
    callId: expect.stringMatching(/^[0-9A-Z]{26}$/) as string,
    createTime: "2026-02-03T09:15:27+0000",
    answerTime: null,
    endTime: "2026-02-03T09:15:27+0000",
    durationSeconds: 0,
    callResult: "COMPLETED",
    billingDurationSeconds: 0,
    pricePerMinute: { currencyCode: "USD", amount: 0.004 },
    price: { currencyCode: "USD", amount: 0 },
  };
  expect([answer.status, answer.body]).toEqual([201, { calls: [record] }]);
  expect(valueAt((await user.ask("GET", "/calls")).body, "calls")).toEqual([
    { ...record, projectId: "emulator-project" },
  ]);
});

test("an answered call has ended, and costs by the minute that has begun", async () => {
  const user = client();
  await put(user, { ...LEAST, createTime: "2026-02-03T09:00:00Z", durationSeconds: 61 });
  expect(user.emulator.state().calls).toMatchObject([
    {
      answerTime: "2026-02-03T09:00:00Z",
      endTime: "2026-02-03T09:01:01+0000",
      billingDurationSeconds: 120,
      price: { amount: 0.008 },
    },
  ]);
});

test("several records come in one list, stand in the order of their times, and one of the same id gives way", async () => {
  const user = client();
  const at = (callId: string, time: string) => ({ ...LEAST, callId, createTime: `2026-02-03T${time}+0000` });
  await put(user, [at("late", "09:00:00"), at("early", "08:00:00")]);
  await put(user, { ...at("late", "09:00:00"), callResult: "BUSY" });
  expect(user.emulator.state().calls.map(({ callId, callResult }) => [callId, callResult])).toEqual([
    ["early", "COMPLETED"],
    ["late", "BUSY"],
  ]);
});

test("the export tells the group, the countries and the response that a record has", async () => {
  const user = client();
  const more = { groupId: "group", fromCountryCode: "CA", toCountryCode: "VI", sipResponseCode: 486 };
  await put(user, { ...LEAST, from: "sip:+16135550199@198.51.100.17", ...more });
  const { text } = await user.ask("GET", "/calls/export?toCountryCode=VI&groupId=group");
  expect(text.split("\n")[1]).toMatch(
    /"sip:\+16135550199@198\.51\.100\.17".*"VI","CA","false".*"486".*"group","initial"/,
  );
  const { text: json } = await user.ask("GET", "/calls");
  for (const name of Object.keys(more)) expect(json).not.toContain(name);
});

test.each<[unknown, string]>([
  [5, "the body must be a call record, or the body a list of them"],
  [[LEAST, 5], "[1] must be a call record, or the body a list of them"],
  [{ ...LEAST, direction: "INBOUND" }, "direction must be one of inbound, outbound"],
  [{ ...LEAST, to: undefined }, "to must be a text that is not blank"],
  [[LEAST, { ...LEAST, trunkId: " " }], "[1].trunkId must be a text that is not blank"],
  [{ ...LEAST, callResult: "OK" }, "callResult must be one of COMPLETED, NO_ANSWER, CANCEL, BUSY, FAILED"],
  [
    { ...LEAST, createTime: "yesterday" },
    "createTime must be a time such as 2026-02-03T09:15:27Z; without a zone it is UTC",
  ],
  [
    { ...LEAST, createTime: "2026-02-33T00:00:00Z" },
    "createTime must be a time such as 2026-02-03T09:15:27Z; without a zone it is UTC",
  ],
  [{ ...LEAST, durationSeconds: 1.5 }, "durationSeconds must be a whole number of seconds"],
  [{ ...LEAST, price: "1 USD" }, 'price must be such as { "currencyCode": "USD", "amount": 0.004 }'],
  [{ ...LEAST, sipResponseCode: 180 }, "sipResponseCode must be a final SIP response, from 200 to 699"],
  [{ ...LEAST, toCountryCode: "Sweden" }, "toCountryCode must be an ISO code such as SE"],
  [{ ...LEAST, duration: 5 }, "duration is no field of a call record"],
  [
    [
      { ...LEAST, callId: "x" },
      { ...LEAST, callId: "x" },
    ],
    "two of the records have the same callId: each call has its own",
  ],
])("%j is refused with what is right, and nothing of it is kept", async (body, message) => {
  const user = client();
  const answer = await put(user, body);
  expect([answer.status, valueAt(answer.body, "message")]).toEqual([400, message]);
  expect(user.emulator.state().calls).toEqual([]);
});

test("a record goes to the project that is named, and one that is not there is said", async () => {
  const user = client({ accounts: [{ keyId: "key", keySecret: "secret", projectIds: ["one", "two"] }] });
  await put(user, LEAST, "?project=two");
  expect([user.emulator.state("one").calls.length, user.emulator.state("two").calls.length]).toEqual([0, 1]);
  expect((await put(user, LEAST, "?project=three")).status).toBe(404);
});

test("records are in the data file when they are answered", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-emulator-"));
  const dataFile = join(folder, "data.json");
  try {
    await put({ emulator: createEmulator({ dataFile, clock: testClock() }) }, { ...LEAST, callId: "kept" });
    expect(createEmulator({ dataFile }).state().calls).toMatchObject([{ callId: "kept" }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
