import { client, type Answer, type Client } from "./client";

const ID = "01JZ6Q8V3M7T2C9XK4R5B6N8PD";
const RANGE = { ipAddress: "198.51.100.16" };
const ENDPOINT = { name: "x", priority: 1, address: "203.0.113.21" };
const TRUNK = { name: "x", hostName: "other" };

interface Missing {
  method: string;
  path: string;
  body?: unknown;
  /** The code in the starter form. */
  code: string;
  /** The documented form has the name of the status, unless a real answer was seen to carry a code. */
  status?: string;
}

const MISSING: Missing[] = [
  { method: "GET", path: `/trunks/${ID}`, code: "SIP_TRUNK_NOT_FOUND" },
  { method: "PUT", path: `/trunks/${ID}`, body: TRUNK, code: "SIP_TRUNK_NOT_FOUND" },
  { method: "DELETE", path: `/trunks/${ID}`, code: "SIP_TRUNK_NOT_FOUND" },
  { method: "GET", path: `/trunks/${ID}/endpoints`, code: "SIP_TRUNK_NOT_FOUND" },
  { method: "POST", path: `/trunks/${ID}/endpoints`, body: ENDPOINT, code: "SIP_TRUNK_NOT_FOUND" },
  { method: "GET", path: `/trunks/known/endpoints/${ID}`, code: "SIP_ENDPOINT_NOT_FOUND" },
  { method: "PUT", path: `/trunks/known/endpoints/${ID}`, body: ENDPOINT, code: "SIP_ENDPOINT_NOT_FOUND" },
  { method: "DELETE", path: `/trunks/known/endpoints/${ID}`, code: "SIP_ENDPOINT_NOT_FOUND" },
  {
    method: "POST",
    path: "/trunks/known/endpoints",
    body: { name: "x", priority: 1, isRegistered: true, credentialUsername: "nobody" },
    code: "CREDENTIAL_NOT_FOUND",
    status: "CREDENTIAL_NOT_FOUND",
  },
  {
    method: "POST",
    path: "/trunks/known/accessControlLists",
    body: { accessControlListIds: [ID] },
    code: "ACCESS_CONTROL_LIST_NOT_FOUND",
  },
  {
    method: "DELETE",
    path: `/trunks/known/accessControlLists/${ID}`,
    code: "ACCESS_CONTROL_LIST_NOT_FOUND",
  },
  { method: "DELETE", path: `/trunks/known/credentialLists/${ID}`, code: "CREDENTIAL_LIST_NOT_FOUND" },
  { method: "GET", path: `/accessControlLists/${ID}`, code: "ACCESS_CONTROL_LIST_NOT_FOUND" },
  { method: "GET", path: `/accessControlLists/${ID}/trunks`, code: "ACCESS_CONTROL_LIST_NOT_FOUND" },
  { method: "DELETE", path: `/accessControlLists/list/ipRanges/${ID}`, code: "IP_RANGE_NOT_FOUND" },
  { method: "PUT", path: `/accessControlLists/list/ipRanges/${ID}`, body: RANGE, code: "IP_RANGE_NOT_FOUND" },
  { method: "GET", path: `/credentialLists/${ID}`, code: "CREDENTIAL_LIST_NOT_FOUND" },
  {
    method: "DELETE",
    path: "/credentialLists/users/credentials/nobody",
    code: "CREDENTIAL_NOT_FOUND",
    status: "CREDENTIAL_NOT_FOUND",
  },
  { method: "DELETE", path: `/callBlockingRules/${ID}`, code: "CALL_BLOCKING_RULE_NOT_FOUND" },
  { method: "GET", path: "/phoneNumbers/+12025550101", code: "PHONE_NUMBER_NOT_FOUND" },
  { method: "GET", path: "/countryPermissions/XX", code: "COUNTRY_PERMISSION_NOT_FOUND" },
  { method: "GET", path: `/calls/records/${ID}/pcap`, code: "PCAP_NOT_FOUND" },
];

const NO_SUCH_PATH = ["/nothing", "/trunks/x/phoneNumbers", "/trunks/x/y/z", "/numberOrders/x"];
const NO_SUCH_NUMBER = [
  ["GET", "/activeNumbers/+12025550999"],
  ["POST", "/activeNumbers/+12025550999:release"],
  ["POST", "/availableNumbers/+12025550999:rent"],
  ["GET", "/activeNumbers/x/y"],
] as const;

/** Asks for what is missing below entities that are there. */
async function askMissing({ ask, make }: Client, { method, path, body }: Missing): Promise<Answer> {
  const ids: Record<string, string> = {
    known: await make("/trunks", { name: "Main", hostName: "main" }),
    list: await make("/accessControlLists", { name: "Office", ipRanges: [RANGE] }),
    users: await make("/credentialLists", {
      name: "Phones",
      credentials: [{ username: "one", password: "Correct-horse-9" }],
    }),
  };
  return ask(
    method,
    path.replace(/known|list(?=\/)|users/, (name) => ids[name] ?? name),
    body,
  );
}

describe("an entity that is not there", () => {
  test.each(MISSING)("documented: $method $path has a status that ends in NOT_FOUND", async (missing) => {
    const answer = await askMissing(client(), missing);
    const { status = "NOT_FOUND" } = missing;
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 404, status })]);
  });

  test.each(MISSING)("starter: $method $path has the code $code", async (missing) => {
    const answer = await askMissing(client({ errors: "starter" }), missing);
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: missing.code })]);
  });

  test.each(["documented", "starter"] as const)(
    "of the Numbers API has the status NOT_FOUND inside of an error, in both forms: %s",
    async (errors) => {
      const { ask } = client({ errors });
      for (const [method, path] of NO_SUCH_NUMBER) {
        const answer = await ask(method, path);
        const error = { code: 404, status: "NOT_FOUND", message: expect.any(String) as string };
        expect([answer.status, answer.body]).toMatchObject([404, { error }]);
      }
    },
  );
});

describe("a path that is not there", () => {
  test("documented: has the status NO_RESOURCE_FOUND", async () => {
    const { ask } = client();
    for (const path of NO_SUCH_PATH) {
      const answer = await ask("GET", path);
      const body = { code: 404, status: "NO_RESOURCE_FOUND", details: [] };
      expect([path, answer.status, answer.body]).toEqual([path, 404, expect.objectContaining(body)]);
    }
  });

  test("starter: has the code NO_RESOURCE_FOUND", async () => {
    const { ask } = client({ errors: "starter" });
    for (const path of NO_SUCH_PATH) {
      const answer = await ask("GET", path);
      const body = { code: "NO_RESOURCE_FOUND" };
      expect([path, answer.status, answer.body]).toEqual([path, 404, expect.objectContaining(body)]);
    }
  });
});
