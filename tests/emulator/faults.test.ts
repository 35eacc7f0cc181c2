import { startEmulator, type FaultRule, type RunningEmulator } from "../../emulator";
import { answerOf, basic, bearer, client, testClock, valueAt, type Answer } from "./client";

const clock = testClock();
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({ clock });
});
afterEach(() => {
  emulator.reset();
});
afterAll(async () => {
  await emulator.close();
});

/** Over a real connection, so that a reset one can be seen. */
async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${emulator.url}/v1/projects/${emulator.projectId}${path}`, {
    method,
    headers: {
      authorization: basic(emulator.keyId, emulator.keySecret),
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

function createTrunk(hostName = "main"): Promise<Answer> {
  return ask("POST", "/trunks", { name: "Main", hostName });
}

function hostNames(): string[] {
  return emulator.state().trunks.map((trunk) => trunk.hostName);
}

describe("which requests a rule hits", () => {
  test("one, unless it says how many; its hits are counted", async () => {
    emulator.addFault({ id: "once", path: "/trunks", status: 503 });
    emulator.addFault({ id: "twice", path: "/trunks", status: 502, times: 2 });
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask("GET", "/trunks")).status);
    expect(statuses).toEqual([503, 502, 502, 200]);
    expect(emulator.faults()).toMatchObject([
      { id: "once", hits: 1, matched: 4 },
      { id: "twice", hits: 2, matched: 3 },
    ]);
  });

  test("not the first ones, if it skips them", async () => {
    emulator.addFault({ path: "/trunks", skip: 1, status: 500 });
    expect((await ask("GET", "/trunks")).status).toBe(200);
    expect((await ask("GET", "/trunks")).status).toBe(500);
  });

  test.each([
    { path: "/trunks", hit: true },
    { path: "/trunks/*", hit: false },
    { path: "/projects/**", hit: true },
    { path: "/projects/*", hit: false },
    { path: "trunks$", hit: true },
    { path: "/accessControlLists", hit: false },
    { path: /\/TRUNKS$/i, hit: true },
    { path: "/trunks", method: "post", hit: false },
    { path: "/trunks", method: "get", hit: true },
  ])("those with its method and path: $path $method", async ({ hit, ...rule }) => {
    emulator.addFault({ ...rule, status: 500 });
    expect((await ask("GET", "/trunks")).status).toBe(hit ? 500 : 200);
  });

  test("also those to the token endpoint and the Numbers API, never those to the emulator itself", async () => {
    emulator.addFault({ path: ".", times: 3, status: 503 });
    expect((await fetch(`${emulator.url}/oauth2/token`, { method: "POST" })).status).toBe(503);
    const numbers = await ask("GET", "/activeNumbers");
    expect(valueAt(numbers.body, "error")).toMatchObject({ code: 503, status: "UNAVAILABLE" });
    expect((await fetch(`${emulator.url}/__emulator/state`)).status).toBe(200);
    expect((await ask("GET", "/trunks")).status).toBe(503);
  });
});

describe("what a rule does", () => {
  test("a status with a message and Retry-After in seconds or as a date", async () => {
    emulator.addFault({ path: "/trunks", status: 429, retryAfter: 7, message: "Slow down" });
    emulator.addFault({ path: "/trunks", status: 503, retryAfter: { date: 30 } });
    const first = await ask("GET", "/trunks");
    expect(first.body).toMatchObject({ code: 429, message: "Slow down" });
    expect(first.headers.get("retry-after")).toBe("7");
    const date = (await ask("GET", "/trunks")).headers.get("retry-after") ?? "";
    expect(Date.parse(date)).toBe(Math.floor(clock.now() / 1_000) * 1_000 + 30_000);
  });

  test("before: the change is not made; after: it is made and its answer lost", async () => {
    emulator.addFault({ path: "/trunks", when: "before", status: 500 });
    emulator.addFault({ path: "/trunks", when: "after", status: 500 });
    expect((await createTrunk("one")).status).toBe(500);
    expect(hostNames()).toEqual([]);
    expect((await createTrunk("two")).status).toBe(500);
    expect(hostNames()).toEqual(["two"]);
  });

  test("a reset connection, before or after the change", async () => {
    emulator.addFault({ path: "/trunks", reset: true });
    emulator.addFault({ path: "/trunks", reset: true, when: "after" });
    await expect(createTrunk("one")).rejects.toThrow("fetch failed");
    await expect(createTrunk("two")).rejects.toThrow("fetch failed");
    expect(hostNames()).toEqual(["two"]);
    expect(emulator.requests().map(({ status }) => status)).toEqual([0, 0]);
  });

  test("a body that ends too early", async () => {
    emulator.addFault({ path: "/trunks", body: "cut", when: "after" });
    await expect(createTrunk()).rejects.toThrow("terminated");
    expect(hostNames()).toEqual(["main"]);
  });

  test("a proxy's error page", async () => {
    emulator.addFault({ path: "/trunks", body: "html" });
    const answer = await createTrunk();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(answer.text).toContain("Bad Gateway");
  });

  test("200 with something that is no JSON", async () => {
    emulator.addFault({ path: "/trunks", body: "text" });
    const answer = await ask("GET", "/trunks");
    expect([answer.status, answer.body]).toEqual([200, undefined]);
  });

  test("a status with no body at all, before or after the change", async () => {
    emulator.addFault({ path: "/trunks", body: "empty", status: 502, retryAfter: 3 });
    emulator.addFault({ path: "/trunks", body: "empty", when: "after" });
    const lost = await createTrunk("one");
    expect([lost.status, lost.text, lost.headers.get("retry-after")]).toEqual([502, "", "3"]);
    expect(hostNames()).toEqual([]);
    const made = await createTrunk("two");
    expect([made.status, made.text]).toEqual([200, ""]);
    expect(hostNames()).toEqual(["two"]);
  });

  test("the JSON of a gateway with its status, for whatever is asked", async () => {
    const json = { message: "no Route matched with those values" };
    emulator.addFault({ path: "/**", status: 404, body: "json", json, times: 2 });
    const token = await fetch(`${emulator.url}/oauth2/token`, { method: "POST" });
    expect([token.status, await token.json()]).toEqual([404, json]);
    const trunk = await createTrunk();
    expect([trunk.status, trunk.body]).toEqual([404, json]);
    expect(trunk.headers.get("content-type")).toBe("application/json");
    expect(hostNames()).toEqual([]);
    expect((await createTrunk()).status).toBe(201);
  });

  test("200 with JSON that is not the API's", async () => {
    const values: unknown[] = [{}, [], null, "", 0, false];
    for (const json of values) {
      emulator.addFault({ id: "page", path: "/trunks", body: "json", json });
      const answer = await ask("GET", "/trunks");
      expect([answer.status, answer.body]).toEqual([200, json]);
    }
  });

  test("a wait, after which the answer is the usual one", async () => {
    emulator.addFault({ path: "/trunks", delayMs: 1 });
    expect((await createTrunk()).status).toBe(201);
  });

  test("an answer so slow that the client gives up, though the change is made", async () => {
    emulator.addFault({ path: "/trunks", delayMs: 600_000, when: "after" });
    const giveUp = new AbortController();
    const request = fetch(`${emulator.url}/v1/projects/${emulator.projectId}/trunks`, {
      method: "POST",
      headers: {
        authorization: basic(emulator.keyId, emulator.keySecret),
        "content-type": "application/json",
      },
      body: JSON.stringify({ name: "Main", hostName: "main" }),
      signal: giveUp.signal,
    });
    while (hostNames().length === 0) await ask("GET", "/callBlockingRules");
    giveUp.abort();
    await expect(request).rejects.toThrow("aborted");
  });

  test("401 expired, after which no token issued so far is good", async () => {
    const authorization = await bearer(emulator);
    const path = `${emulator.url}/v1/projects/${emulator.projectId}/trunks`;
    emulator.addFault({ path: "/trunks", expireToken: true });
    for (let count = 0; count < 2; count += 1) {
      const response = await fetch(path, { headers: { authorization } });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("expired");
    }
    const renewed = { authorization: await bearer(emulator) };
    expect((await fetch(path, { headers: renewed })).status).toBe(200);
  });
});

describe("without a port", () => {
  test("a reset connection is the network error of fetch, a cut body half of the JSON", async () => {
    const user = client();
    user.emulator.addFault({ path: "/trunks", reset: true });
    user.emulator.addFault({ path: "/trunks", body: "cut", when: "after" });
    expect((await user.ask("GET", "/trunks")).status).toBe(0);
    expect((await user.ask("GET", "/trunks")).text).toMatch(/^\{"trunks":/);
    expect(user.emulator.requests().map(({ fault }) => fault)).toEqual(["fault-1", "fault-2"]);
  });
});

describe("rules over HTTP", () => {
  const url = (): string => `${emulator.url}/__emulator/faults`;
  const post = async (rule: unknown): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    return answerOf(await fetch(url(), { method: "POST", headers, body: JSON.stringify(rule) }));
  };

  test("one or several are added, listed with their hits, and removed together", async () => {
    const added = await post([
      { path: "/trunks", status: 500 },
      { id: "slow", path: "/trunks", delayMs: 1 },
    ]);
    expect(added.status).toBe(201);
    expect((await ask("GET", "/trunks")).status).toBe(500);
    const listed = await answerOf(await fetch(url()));
    expect(listed.body).toMatchObject({
      faults: [
        { id: "fault-1", hits: 1 },
        { id: "slow", hits: 0 },
      ],
    });
    expect((await fetch(url(), { method: "DELETE" })).status).toBe(204);
    expect(emulator.faults()).toEqual([]);
  });

  test("a rule that is none is refused with 400", async () => {
    const wrong: unknown[] = [
      {},
      { path: "(" },
      { path: "/trunks", status: "500" },
      { path: "/trunks", status: 99 },
      { path: "/trunks", when: "later" },
      { path: "/trunks", retryAfter: "soon" },
      { path: "/trunks", sttaus: 500 },
      { path: "/trunks", body: "xml" },
      { path: "/trunks", body: "json" },
      { path: "/trunks", body: "empty", json: {} },
      { path: "/trunks", json: {} },
      "trunks",
    ];
    for (const rule of wrong) expect((await post(rule)).status).toBe(400);
    expect(emulator.faults()).toEqual([]);
  });

  test("a wrong rule of a program throws", () => {
    const rules: FaultRule[] = [
      { path: "/trunks", status: 42 },
      { path: "/trunks", body: "json", json: undefined },
      { path: "/trunks", body: "json", json: { answer: 42n } },
    ];
    for (const rule of rules) expect(() => emulator.addFault(rule)).toThrow(TypeError);
  });
});
