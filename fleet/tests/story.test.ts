import { startTeam, until, type Team } from "./support/fleet";

const FLEET = `name: acme
customers: customers.csv
program: customer.ts
shardSize: 3
errorBudget: 0
lease: { seconds: 10 }
`;
const PROGRAM = `import { customerSchema, declareCustomer } from "pulumi-sinch-fleet";
export const schema = customerSchema;
export const customer = declareCustomer;
`;
const row = (id: string, gateway = "198.51.100.1"): string =>
  `${id},${id},acme-${id},${gateway},198.51.100.8/30`;
const table = (...rows: readonly string[]): string =>
  ["id,name,hostName,gateways,addresses", ...rows, ""].join("\n");
const IDS = ["a", "b", "c", "d", "e", "f", "g"];

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  team.write({
    "fleet.yaml": FLEET,
    "customer.ts": PROGRAM,
    "customers.csv": table(...IDS.map((id) => row(id))),
  });
});
afterAll(async () => {
  await team.close();
});

test("a fleet is rolled out", async () => {
  const plan = await team.fleet("plan", "--write");
  console.log(plan);
  await team.worker();
  const out = await team.fleet("roll-out", "--yes");
  console.log(out);
  const held = await team.held();
  console.log(
    Object.fromEntries(Object.entries(held).map(([k, v]) => [k, Array.isArray(v) ? v.length : typeof v])),
  );
  console.log((await team.fleet("status")).stdout);
  await until("x", async () => true);
});
