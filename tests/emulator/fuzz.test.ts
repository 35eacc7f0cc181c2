import fc from "fast-check";
import { OPERATIONS } from "../../emulator";
import { COLLECTIONS } from "../entities";
import { answerOf, bearer, client, testClock, valueAt } from "./client";

const RUNS = 10_000;
const SEED = 20_260_203;
const UNKNOWN_ID = "01JZ6Q8V3M7T2C9XK4R5B6N8PD";

const FIELDS = [
  ...COLLECTIONS.flatMap(({ inputs }) => Object.keys(inputs)),
  ...["name", "hostName", "enableCallerName", "enableCallForward", "callForwardNumber", "address", "port"],
  ...[
    "priority",
    "transport",
    "enabled",
    "isRegistered",
    "credentialUsername",
    "ipRanges",
    "ipAddress",
    "range",
  ],
  ...["credentials", "username", "password", "direction", "accessControlListIds", "credentialListIds"],
  ...["projectIds", "phoneNumber", "sipTrunkId", "voiceConfiguration", "type", "trunkId", "__proto__", "id"],
];

const NUMBERS = [
  { method: "GET", path: "/activeNumbers" },
  { method: "PATCH", path: "/activeNumbers/+12025550101" },
  { method: "POST", path: "/activeNumbers/+12025550102:release" },
  { method: "POST", path: "/availableNumbers:rentAny" },
  { method: "POST", path: "/availableNumbers/+12025550108:rent" },
  { method: "GET", path: "/availableRegions" },
];

const character = fc.constantFrom(
  ...Array.from('az09 -_.:+%/\\?#&="{}[](),\n\0'),
  ...["é", "\u{1f4a5}", "\ufeff", "\u2028"],
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "", "main", "INBOUND", "UDP", "203.0.113.21", "+12025550101"),
  fc.constantFrom<unknown>("Correct-horse-9", "branch01", UNKNOWN_ID, "EST", 0, 1, 32, 33, 5060, -1, 1e308),
  fc.string({ unit: character, maxLength: 8 }),
  fc.double(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("any"), { maxLength: 3 }), tie("object")),
  object: fc.dictionary(fc.constantFrom(...FIELDS), tie("any"), { maxKeys: 8 }),
}));
/** Has all that any operation could want, so that one or two wrong values get as far as they can. */
const nearlyRight = fc
  .record({ word: fc.stringMatching(/^[a-z]{6}$/), wrong: value.object })
  .map(({ word, wrong }) => ({
    ...Object.fromEntries(COLLECTIONS.flatMap(({ inputs }) => Object.entries(inputs))),
    ...{ name: word, hostName: word, address: word, priority: 1, direction: "INBOUND", enabled: true },
    ...{
      ipAddress: "203.0.113.21",
      range: 32,
      ipRanges: [{ ipAddress: "203.0.113.21" }],
      projectIds: [word],
    },
    ...{ credentials: [{ username: word, password: "Correct-horse-9" }], password: "Correct-horse-9" },
    ...Object.fromEntries(Object.entries(wrong).slice(0, word.length % 2)),
  }));
const body = fc.oneof(
  { weight: 6, arbitrary: nearlyRight.map((object) => JSON.stringify(object)) },
  { weight: 2, arbitrary: value.object.map((object) => JSON.stringify(object)) },
  { weight: 1, arbitrary: value.any.map((any) => JSON.stringify(any)) },
  { weight: 1, arbitrary: fc.string({ unit: character, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)) },
);
const text = fc.string({ unit: character, maxLength: 12 });
const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constant("known") },
  fc.constantFrom(
    UNKNOWN_ID,
    "known",
    "SE",
    "branch01",
    "+12025550101",
    "%2B12025550101",
    "%",
    "%zz",
    "%00",
    "..",
  ),
  text.map(encodeURIComponent),
);
const parameter = fc.constantFrom(
  "page",
  "size",
  "sort",
  "domain",
  "createTime",
  "createTime>",
  "pageToken",
  "type",
);
const query = fc.array(
  fc.tuple(parameter, fc.oneof(fc.constantFrom("1", "0", "2026-02", "name,(descending)"), text)),
  {
    maxLength: 3,
  },
);
const contentType = fc.constantFrom(
  "application/json",
  "application/json;",
  "application/problem+json",
  "text/plain",
  "",
);
interface FuzzedRequest {
  operation: { method: string; path: string };
  otherMethod: string | null;
  segments: readonly string[];
  extra: string | null;
  query: [name: string, value: string][];
  body: string | Uint8Array<ArrayBuffer>;
  contentType: string;
}

const request: fc.Arbitrary<FuzzedRequest> = fc.record({
  operation: fc.constantFrom(...[...OPERATIONS, ...NUMBERS].map(({ method, path }) => ({ method, path }))),
  otherMethod: fc.option(fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"), {
    freq: 10,
  }),
  segments: fc.array(segment, { minLength: 2, maxLength: 2 }),
  extra: fc.option(segment, { freq: 10 }),
  query,
  body,
  contentType,
});

/** The parameter that a creation gives values to: `ruleId` of `POST /callBlockingRules`. */
function madeBy(path: string): string | undefined {
  const below = OPERATIONS.map((one): string => one.path).find((one) => one.startsWith(`${path}/{`));
  return below?.slice(path.length).match(/^\/\{(\w+Id)\}$/)?.[1];
}

test("no request makes the emulator fail, however malformed", async () => {
  const { emulator, ask, make } = client({ clock: testClock() });
  const known = new Map([
    ["trunkId", await make("/trunks", { name: "Main", hostName: "fuzz" })],
    ["listId", await make("/accessControlLists", { name: "x", ipRanges: [{ ipAddress: "203.0.113.21" }] })],
    ["username", "branch01"],
    ["isoCode", "SE"],
    ["phoneNumber", "+12025550101"],
  ]);
  const authorization = await bearer(emulator);
  const statuses = new Set<number>();
  const served = new Set<string>();

  const check = async (one: FuzzedRequest): Promise<void> => {
    const method = one.otherMethod ?? one.operation.method;
    const segments = [...one.segments];
    const path = one.operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const given = segments.pop() ?? "";
      return given === "known" ? (known.get(name) ?? UNKNOWN_ID) : given;
    });
    const search = new URLSearchParams(one.query).toString();
    const extra = one.extra === null ? "" : `/${one.extra}`;
    const url = `/v1/projects/${emulator.projectId}${path}${extra}?${search}`;
    const takesBody = method !== "GET" && method !== "HEAD";
    const { status, text, body } = await answerOf(
      await emulator.request(url, {
        method,
        headers: { authorization, "content-type": one.contentType },
        ...(takesBody ? { body: one.body } : {}),
      }),
    );
    statuses.add(status);
    if (status >= 500 && status !== 501) throw new Error(text);
    const id = valueAt(body, "id");
    const parameter = madeBy(one.operation.path);
    if (parameter !== undefined && typeof id === "string") known.set(parameter, id);
    if (status < 300) served.add(`${method} ${one.operation.path}`);
  };
  await fc.assert(fc.asyncProperty(request, check), { seed: SEED, numRuns: RUNS });

  // The requests reach all the layers, or they would prove nothing.
  expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 201, 204, 400, 404, 405, 415, 501]));
  expect((await ask("GET", "/trunks")).status).toBe(200);
  const makings = COLLECTIONS.map(({ route }) => `POST ${route.path}`);
  expect([...served]).toEqual(expect.arrayContaining(makings));
}, 60_000);
