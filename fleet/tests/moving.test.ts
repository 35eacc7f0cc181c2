import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startTeam, type Team } from "./support/fleet";

/* All of it by the command: an account that is there already becomes a fleet's, a shard is split, one customer goes. */

const FLEET = `name: acme
customers: customers.csv
program: customer.ts
shardSize: 4
lease: { seconds: 10 }
`;
const PROGRAM = `import { customerSchema, declareCustomer } from "pulumi-sinch-fleet";
export const schema = customerSchema;
export const customer = declareCustomer;
`;

let team: Team;
beforeAll(async () => {
  team = await startTeam({ env: { FLEET_PASSWORD_KEY: "a secret of the tests, long enough for it" } });
  team.write({ "fleet.yaml": FLEET, "customer.ts": PROGRAM });
  await team.worker();
});
afterAll(async () => {
  await team.close();
});

/** By the API, as somebody has made it before there was a fleet. */
async function post(path: string, body: unknown, method = "POST"): Promise<{ id: string }> {
  const { SINCH_KEY_ID, SINCH_KEY_SECRET } = team.env;
  const token = await fetch(`${team.url}/oauth2/token`, {
    method: "POST",
    headers: {
      Authorization: `Basic ${Buffer.from(`${SINCH_KEY_ID ?? ""}:${SINCH_KEY_SECRET ?? ""}`).toString("base64")}`,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  const { access_token: bearer } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${team.url}/v1/projects/emulator-project${path}`, {
    ...{ method, body: JSON.stringify(body) },
    headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/json" },
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json().catch(() => ({}))) as { id: string };
}

async function made(name: string, listName = name): Promise<void> {
  const trunk = await post("/trunks", { name, hostName: `acme-${name}` });
  const list = await post("/accessControlLists", {
    ...{ name: listName, ipRanges: [{ ipAddress: "198.51.100.8", range: 30 }] },
  });
  await post(`/trunks/${trunk.id}/accessControlLists`, { accessControlListIds: [list.id] });
  const endpoint = { name: `${name} 1`, address: "198.51.100.1", port: 5061, transport: "TLS", priority: 1 };
  await post(`/trunks/${trunk.id}/endpoints`, endpoint);
}

const changing = async (): Promise<unknown[]> =>
  (await team.requests()).filter(({ method, path }) => method !== "GET" && !path.includes("oauth2"));

test("an account becomes a fleet: its table is written, its customers are adopted, and nothing is to be changed", async () => {
  await made("ada");
  const alone = await team.fleet("adopt", "--table", "alone.csv");
  expect(alone).toMatchObject({ status: 0 });
  // What an account of one trunk opens is surely that customer's.
  expect(readFileSync(join(team.folder, "alone.csv"), "utf8")).toMatch(/,countries\n.*,CA;US\n$/);
  for (const name of ["bea", "cyd"]) await made(name);
  await made("dot", "Another name");
  const before = await team.held();
  await team.forgetRequests();
  const table = await team.fleet("adopt", "--table", "customers.csv");
  expect(table.stderr).toBe("");
  expect(table.stdout).toContain("3 customers are in customers.csv.");
  expect(table.stdout).toContain("acme-dot: its AccessControlList has another name than the trunk");
  expect(table.status).toBe(7);
  expect(readFileSync(join(team.folder, "customers.csv"), "utf8")).toBe(
    [
      "id,name,hostName,gateways,transport,port,addresses,usernames,numbers,callForwardNumber",
      ...["ada", "bea", "cyd"].map(
        (one) => `acme-${one},${one},acme-${one},198.51.100.1,TLS,5061,198.51.100.8/30,,,`,
      ),
      "",
    ].join("\n"),
  );

  const adopted = await team.fleet("adopt", "--write");
  expect(adopted).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("3 customers with 12 resources") as string,
  });
  const out = await team.fleet("roll-out", "--yes");
  expect(out.status).toBe(0);
  expect(await changing()).toEqual([]);
  expect(await team.held()).toEqual(before);
  expect(await team.fleet("plan")).toMatchObject({ status: 0 });
});

test("a shard is split, and a plan finds nothing to do; a customer is retired, and nobody else is touched", async () => {
  await team.forgetRequests();
  const split = await team.fleet("move", "main-002", "--from", "main-001", "--half");
  expect(split).toMatchObject({
    status: 0,
    stdout: "1 customers are in main-002 now: commit the file of shards.\n",
  });
  const assignment = JSON.parse(readFileSync(join(team.folder, "shards.json"), "utf8")) as {
    customers: unknown;
  };
  expect(assignment.customers).toEqual({
    "acme-ada": "main-001",
    "acme-bea": "main-001",
    "acme-cyd": "main-002",
  });
  const plan = await team.fleet("plan");
  expect(plan).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("0 shards are to be brought") as string,
  });
  expect(await changing()).toEqual([]);

  const file = join(team.folder, "customers.csv");
  const rows = readFileSync(file, "utf8").split("\n");
  team.write({ "customers.csv": rows.filter((row) => !row.startsWith("acme-bea,")).join("\n") });
  expect(await team.fleet("retire", "acme-bea", "--confirm", "acme-bea")).toMatchObject({ status: 0 });
  const { trunks = [] } = await team.held();
  expect(trunks.map(({ name }) => name).sort()).toEqual(["ada", "cyd", "dot"]);
  expect(await team.fleet("plan")).toMatchObject({ status: 0 });
});
