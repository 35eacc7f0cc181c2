import fc from "fast-check";
import { Client } from "../../provider/api/client";
import { ENTITIES } from "../../provider/entities";
import { isObject, type JsonObject } from "../../provider/json";
import type { Lifecycle } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { path } from "../../provider/api/path";
import type { Transport } from "../../provider/api/transport";
import { VirtualClock } from "../support/virtual-clock";
import { INPUTS } from "../entities";
import { startServer } from "./server";

/** Ids that could mean another path, or a header or query of its own, to a server or a proxy. */
const HOSTILE = [
  ...[
    "..",
    ".",
    "../..",
    "../accessControlLists/x",
    "..%2f..",
    "%2e%2e",
    "%2E%2E/x",
    "%252e%252e",
    "..;/x",
    "..\\..",
  ],
  ...[
    "x/../../y",
    "/",
    "//example.com",
    "/absolute",
    "https://example.com/",
    "@example.com",
    "x?size=1",
    "?",
    "#",
  ],
  ...[
    "x#y",
    "x\n",
    "x\r\nHost: example.com",
    "\n",
    "\t..",
    "..\t",
    " ",
    "x y",
    "\0",
    "x\0y",
    "é",
    "日本",
    "\u202e",
  ],
  ...[
    "％２ｅ",
    "．．",
    "\ud800",
    "a\udc00",
    "😀",
    ":",
    "x:release",
    "*",
    "+12025550101",
    "%",
    "%zz",
    "%00",
    "",
  ],
];

const anyId = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[./\\%?#2eEfF:;@\s]{1,8}$/),
);

type Operation = (lifecycle: Lifecycle, id: string, inputs: JsonObject) => Promise<unknown>;

const OPERATIONS: readonly [name: string, operation: Operation][] = [
  ["create", (lifecycle, _id, inputs) => lifecycle.create(inputs)],
  ["read", (lifecycle, id) => lifecycle.read(id, {})],
  [
    "update",
    (lifecycle, id, inputs) => lifecycle.update(id, { name: "Before", sipTrunkId: "before" }, inputs),
  ],
  ["delete", (lifecycle, id, inputs) => lifecycle.delete(id, inputs)],
  ["list", (lifecycle, id) => lifecycle.list(id)],
];

/** The paths that an operation asks for, by an API in whose answers the same text is every id. */
async function pathsOf(
  lifecycle: (client: Client) => Lifecycle,
  operation: Operation,
  id: string,
  text: string,
) {
  const asked: string[] = [];
  const job = { type: "EST", trunkId: "", scheduledVoiceProvisioning: { trunkId: text, status: "FAILED" } };
  const body = {
    id: text || "ID",
    ipRanges: [{ id: text, ipAddress: "192.0.2.1", range: 32 }],
    credentials: [{ username: text }],
    voiceConfiguration: job,
  };
  const transport: Transport = ({ method, url }) => {
    const { pathname, searchParams } = new URL(url);
    asked.push(`${method} ${pathname}?${[...searchParams.keys()].join("&")}`);
    return Promise.resolve({ status: 200, headers: {}, body });
  };
  const client = new Client(
    { ...KEY, apiUrl: "http://localhost", authUrl: "http://localhost", numbersUrl: "http://localhost" },
    { transport, clock: new VirtualClock(), say: () => undefined },
  );
  await operation(lifecycle(client), id, {}).catch(() => undefined);
  return asked;
}

const KEY = { keyId: "key", keySecret: "secret", projectId: "project", authMethod: "basic" } as const;

/** Every text replaced, at any depth. */
function withText<Value>(value: Value, text: string): Value {
  return JSON.parse(JSON.stringify(value), (_key, one: unknown) =>
    typeof one === "string" ? text : one,
  ) as Value;
}

/** A pattern for paths that are the same but for one segment in place of each "ID". */
function shapeOf(asked: string): RegExp {
  const escaped = asked.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("ID", "(?!\\.{1,2}[/?])[\\w.!~*'()%-]+")}$`);
}

const CASES = ENTITIES.flatMap((entity) =>
  OPERATIONS.map(([name, operation]) => ({ title: `${name} of a ${entity.title}`, name, entity, operation })),
);

test.each(CASES)("no id can lead a $title to another path", async ({ name, entity, operation }) => {
  const run = async (id: string, text: string): Promise<string[]> => {
    const inputs = withText(INPUTS[entity.name] ?? {}, text);
    const given: Operation = (lifecycle, one) => operation(lifecycle, one, inputs);
    return await pathsOf((client) => lifecycleOf(entity, () => client), given, id, text);
  };
  const isChild = entity.idForm.includes("/") && name !== "list";
  const shapes = (await run(isChild ? "ID/ID" : "ID", "ID")).map(shapeOf);
  await fc.assert(
    fc.asyncProperty(anyId, async (text) => {
      const asked = [...(await run(text, text)), ...(isChild ? await run(`${text}/${text}`, text) : [])];
      expect(asked.filter((one) => !shapes.some((shape) => shape.test(one)))).toEqual([]);
    }),
    { seed: 1, numRuns: 80, examples: HOSTILE.map((text) => [text]) },
  );
});

test("an id comes over the wire as one segment that means the same, or not at all", async () => {
  const api = await startServer(() => ({}));
  const client = new Client({ ...KEY, apiUrl: api.url, authUrl: api.url, numbersUrl: api.url });
  for (const text of HOSTILE) {
    api.seen.length = 0;
    const send = async () =>
      await client.request({ method: "DELETE", path: path`/trunks/${text}/endpoints` });
    const isSent = await send().then(isObject, () => false);
    const segments = api.seen.map((request) => request.path.split("/").map(decodeURIComponent));
    expect(segments).toEqual(isSent ? [["", "v1", "projects", "project", "trunks", text, "endpoints"]] : []);
  }
});

test.each(["..", ".", "", "a/b", "a?b", "a#b", "a\n", "\ud800"])(
  "%j can be no id of a project",
  async (projectId) => {
    const api = await startServer(() => ({}));
    const client = new Client({ ...KEY, projectId, apiUrl: api.url, authUrl: api.url, numbersUrl: api.url });
    await expect(client.request({ method: "GET", path: "/trunks" })).rejects.toThrow("cannot be an id");
    expect(api.seen).toEqual([]);
  },
);
