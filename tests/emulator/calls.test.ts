import { call } from "./call-record";
import { client, valueAt, type Client } from "./client";

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

/** The export as rows of cells, of which every one has to be in quotes. */
async function exported({ ask }: Client, query = ""): Promise<Record<string, string>[]> {
  const { text } = await ask("GET", `/calls/export${query}`);
  const lines = [...text.matchAll(/((?:"(?:[^"]|"")*",?)*)\n/g)].map(([, line = ""]) =>
    [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = ""]) => cell.replaceAll('""', '"')),
  );
  const quoted = lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
  expect(quoted.map((line) => `${line}\n`).join("")).toBe(text);
  const [head = [], ...rows] = lines;
  expect(head).toHaveLength(26);
  return rows.map((cells) => Object.fromEntries(head.map((column, index) => [column, cells[index] ?? ""])));
}

describe("the export", () => {
  test("is a file of comma-separated values, named as asked but without a path", async () => {
    const { headers, text } = await client().ask("GET", "/calls/export?fileName=../calls.csv");
    expect(headers.get("content-type")).toBe("application/csv");
    expect(headers.get("content-disposition")).toBe("attachment; filename=.._calls.csv");
    expect(text).toMatch(/^"Timestamp","Call Id","Answer Time",.*,"Has Children"\n$/);
  });

  test("quotes every cell, so that no name breaks a row", async () => {
    const user = client();
    const names = ['Main, "old"', "a\rb", "a\nb", "a\r\nb", "plain"];
    for (const [index, name] of names.entries()) {
      const trunkId = await user.make("/trunks", { name, hostName: `main-${index}` });
      user.emulator.addCall(call(`call-${index}`, { trunkId }));
    }
    expect((await exported(user)).map((row) => row["Trunk Name"])).toEqual(names);
  });

  test("has capitals for the direction, milliseconds and zone, countries, response and transport", async () => {
    const user = client();
    user.emulator.addCall(call("one", { to: "+46701234567@main.pstn.sinch.com:5060" }));
    user.emulator.addCall(
      call("two", {
        ...{ direction: "inbound", callResult: "BUSY", transport: "TLS" },
        ...{ createTime: "2026-02-03T09:00:00.25", answerTime: "2026-02-03T09:00:04" },
      }),
    );
    user.emulator.addCall(
      call("three", { callResult: "COMPLETED", sipResponseCode: 404, durationSeconds: 0 }),
    );
    expect(await exported(user)).toMatchObject([
      {
        Timestamp: "2026-02-03T09:00:00.000Z",
        "Answer Time": "",
        "End Time": "2026-02-03T09:01:02.000Z",
        Direction: "OUTBOUND",
        "From Country": "US",
        "To Country": "SE",
        Cost: "0.0040 USD",
        "SIP Response Code": "200",
        Transport: "udp",
        Port: "5060",
      },
      {
        Timestamp: "2026-02-03T09:00:00.250Z",
        "Answer Time": "2026-02-03T09:00:04.000Z",
        Direction: "INBOUND",
        "SIP Response Code": "486",
        Transport: "tls",
      },
      { Result: "COMPLETED", "SIP Response Code": "404", "Cause Code": "1", "Duration (s)": "0" },
    ]);
  });

  test.each([
    ["toCountryCode=SE", ["sweden"]],
    ["toCountryCode=us&fromCountryCode=US", ["home"]],
    ["emergencyOnly=true", []],
    ["emergencyOnly=false", ["home", "sweden"]],
    ["region=eu-west", []],
  ])("%s leaves the calls that it describes", async (query, expected) => {
    const user = client();
    user.emulator.addCall(call("home"));
    user.emulator.addCall(call("sweden", { to: "+46701234567" }));
    expect((await exported(user, `?${query}`)).map((row) => row["Call Id"])).toEqual(expected);
  });
});

test("what only the export tells is not in the JSON of a call", async () => {
  const user = client();
  user.emulator.addCall(call("one", { sipResponseCode: 404, transport: "TLS" }));
  const [found] = valueAt((await user.ask("GET", "/calls")).body, "calls") as object[];
  expect(Object.keys(found ?? {})).not.toEqual(expect.arrayContaining(["sipResponseCode"]));
  expect(Object.keys(found ?? {})).not.toEqual(expect.arrayContaining(["transport"]));
});

test("a capture is kept for ten days", async () => {
  const { ask, emulator, clock } = client();
  emulator.addCall(call("one", { pcapId: "pcap-1" }));
  expect((await ask("GET", "/calls/records/pcap-1/pcap")).status).toBe(200);
  expect((await ask("GET", "/calls/records/other/pcap")).status).toBe(404);
  clock.advance(11 * 86_400_000);
  expect((await ask("GET", "/calls/records/pcap-1/pcap")).status).toBe(404);
});
