import { fileHistory, wasLetThrough, type CallRecord } from "../../calls/history";
import { HEADER, lines, row, useFiles } from "../support/call-files";
import { call } from "../emulator/call-record";
import { errorOf } from "./account";

const file = useFiles();

async function read(
  content: string | Uint8Array,
): Promise<{ records: CallRecord[]; bad: string[]; lacks: readonly string[] }> {
  const records: CallRecord[] = [];
  const { bad, lacks } = await fileHistory(file(content)).read((record) => records.push(record));
  return { records, bad: bad.first.map(({ line, problem }) => `${line}: ${problem}`), lacks };
}

const json = (...values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value));

test("a file is read as what it is: the export, or JSON", async () => {
  const documents = [
    lines(HEADER, row("one")),
    lines(...json(call("one"))),
    `\uFEFF ${JSON.stringify([call("one")])}`,
    JSON.stringify({ calls: [call("one")], totalItems: 1 }),
    JSON.stringify([call("one")], null, 2),
    JSON.stringify({ calls: [call("one")] }, null, 2),
    `\n\n[${JSON.stringify(call("one"))},\n${JSON.stringify(call("one"))}]`,
    `{ "calls": [\n${JSON.stringify(call("one"))}\n] }`,
  ];
  for (const document of documents)
    expect((await read(document)).records).toMatchObject([{ id: "one", seconds: 58 }]);
});

test("a call in JSON has the API's names, and what the answer never has may stand there", async () => {
  const more = { sipResponseCode: 404, fromCountryCode: "US", toCountryCode: "SE", groupId: "g" };
  const { records, lacks } = await read(lines(...json({ ...call("one"), ...more })));
  expect(records).toEqual([
    {
      id: "one",
      timeMs: Date.parse("2026-02-03T09:00:00Z"),
      direction: "outbound",
      from: "sip:12025550190@203.0.113.21",
      to: "12025550147",
      trunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
      seconds: 58,
      result: "COMPLETED",
      isAnswered: false,
      response: 404,
      cost: 0.004,
      currency: "USD",
      fromCountry: "US",
      toCountry: "SE",
      group: "g",
    },
  ]);
  expect(lacks).toEqual([]);
});

test("what a call in JSON does not tell is not known", async () => {
  const least = {
    callId: "one",
    createTime: "2026-02-03T09:00:00",
    direction: "INBOUND",
    from: "",
    to: "+12025550101",
  };
  const { records, lacks } = await read(lines(...json(least)));
  expect(records).toMatchObject([{ id: "one", direction: "inbound", trunkId: "", result: "" }]);
  expect(records[0]?.seconds).toBeUndefined();
  expect(lacks).toEqual(["response", "countries", "group", "answer", "duration", "cost"]);
});

test("lines that are no call are told with their number, and the others are read", async () => {
  const text = [
    ...json(call("one")),
    "{ nothing",
    "",
    ...json(call("two", { createTime: "yesterday" }), call("one"), [call("three"), { callId: "four" }], 5),
    ...json({ ...call("five"), durationSeconds: "long" }, { ...call("six"), price: { amount: {} } }),
    ...json(
      { ...call("seven"), to: undefined },
      { ...call("eight"), direction: null },
      { ...call("nine"), callId: 9 },
    ),
  ];
  const { records, bad } = await read(text.join("\r\n"));
  expect(records.map(({ id }) => id)).toEqual(["one", "three"]);
  expect(bad).toEqual([
    "2: it is no JSON",
    '4: createTime is no ISO time: "yesterday", not such as "2026-02-03T09:15:27Z"',
    '6: call 2 of it: createTime is no ISO time: not there, not such as "2026-02-03T09:15:27Z"',
    "7: it is no call: each is a JSON object with the fields of GET /calls",
    '8: durationSeconds is "long", not a number of seconds',
    "9: price.amount is {}, not a number",
    "10: to is not a text",
    '11: direction is null, neither "inbound" nor "outbound"',
    "12: callId is not a text",
  ]);
});

test("calls in JSON that are longer than what is read at once are whole", async () => {
  const long = call("long", { from: "9".repeat(700_000) });
  const { records } = await read(lines(...json(call("one"), long, call("two"))));
  expect(records.map(({ id, from }) => [id, from.length])).toEqual([
    ["one", 28],
    ["long", 700_000],
    ["two", 28],
  ]);
});

test("one document that breaks off is refused", async () => {
  const text = JSON.stringify([call("one")], null, 2).slice(0, -5);
  expect((await errorOf(read(text))).message).toContain("begins as one JSON document and is none to its end");
});

test("a history may be read again", async () => {
  const history = fileHistory(file(lines(HEADER, row("one"))));
  const [first, second] = [await history.read(() => undefined), await history.read(() => undefined)];
  expect([first.records, second.records]).toEqual([1, 1]);
});

describe("whether a call was let through", () => {
  const BASE: CallRecord = {
    ...{ id: "one", timeMs: 0, direction: "outbound", from: "", to: "", trunkId: "", result: "COMPLETED" },
  } as const;

  test.each<[boolean | undefined, string, Partial<CallRecord>]>([
    [true, "200", { response: 200, seconds: 0 }],
    [true, "486, the line was busy", { response: 486 }],
    [true, "487, the caller gave up", { response: 487 }],
    [false, "403 to a call that goes out", { response: 403 }],
    [true, "403 from an endpoint that was rung", { response: 403, direction: "inbound" }],
    [undefined, "404, whoever says so", { response: 404, seconds: 0, isAnswered: true }],
    [undefined, "503", { response: 503 }],
    [undefined, "603", { response: 603 }],
    [true, "no response, answered, with a duration", { isAnswered: true, seconds: 3 }],
    [true, "no response, and a duration that begins with the answer", { seconds: 3 }],
    [
      undefined,
      "no response, and a duration that begins with the call",
      { seconds: 3, direction: "inbound" },
    ],
    [undefined, "COMPLETED with 0 seconds", { isAnswered: true, seconds: 0 }],
    [undefined, "no answer and no duration", { result: "FAILED" }],
  ])("is %s: %s", (expected, _what, record) => {
    expect(wasLetThrough({ ...BASE, ...record })).toBe(expected);
  });
});

test("a folder in the place of a file is named as one", async () => {
  await expect(fileHistory(__dirname).read(() => undefined)).rejects.toThrow(
    `${__dirname} is a folder, and a file is needed`,
  );
});
