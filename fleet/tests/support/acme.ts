/** The fleet that the tests roll out: seven customers of the ready-made kind, at most three in a shard. */
import { PLANTED } from "./planted";
import type { Held, SeenRequest, Team } from "./fleet";

export const FLEET = `name: acme
customers: customers.csv
program: customer.ts
shardSize: 3
errorBudget: 0
webhook: true
policy: policy.json
lease: { seconds: 10 }
`;
export const PROGRAM = `import { customerSchema, declareCustomer, type CustomerRow } from "pulumi-sinch-fleet";
export const schema = customerSchema;
export function customer(row: CustomerRow) {
  if (row.name === "${PLANTED.cell}") throw new Error(\`\${row.name} \${process.env.SINCH_KEY_SECRET}\`);
  declareCustomer({ ...row, name: row.name + suffix });
}
const suffix = "${PLANTED.program}".slice(0, 0);
`;
/** The same for everybody, but for a letter at the end of each name. */
export const programWith = (letter: string): string =>
  PROGRAM.replace(".slice(0, 0)", `.slice(0, 0) + "${letter}"`);

type Columns = "name" | "gateways" | "addresses" | "usernames" | "numbers";
const COLUMNS = ["id", "name", "hostName", "gateways", "addresses", "usernames", "numbers"] as const;
export type Change = Partial<Record<Columns, string>>;

/** Numbers and addresses of people; none of them may get into a history. */
export const PERSONAL = ["+12025550101", "198.51.100.77", "anna.andersson"] as const;

const OWN: Readonly<Record<string, Change>> = {
  a: { numbers: PERSONAL[0] },
  d: { usernames: PERSONAL[2], gateways: PERSONAL[1] },
};

/** A line of the table. */
export function line(id: string, change: Change = {}): string {
  const given = { gateways: "198.51.100.1", addresses: "198.51.100.8/30", ...OWN[id], ...change };
  const cells: Readonly<Record<string, string>> = { id, name: id, hostName: `acme-${id}`, ...given };
  return COLUMNS.map((column) => cells[column] ?? "").join(",");
}

/** The table's text. */
export function table(...lines: readonly string[]): string {
  return [COLUMNS.join(","), ...lines, ""].join("\n");
}

export const IDS = ["a", "b", "c", "d", "e", "f", "g"];

/** The table in which everybody is as at the beginning, but for these. */
export function tableWith(changes: Readonly<Record<string, Change>> = {}): string {
  return table(...IDS.map((id) => line(id, changes[id])));
}

/** All that a customer has. */
export function has(held: Held, id: string): unknown {
  const trunk = held.trunks?.find(({ hostName }) => hostName === `acme-${id}`);
  const of = (all: Held[string] = []) => all.filter((one) => one.sipTrunkId === trunk?.id);
  const named = (all: Held[string] = []) => all.filter(({ name }) => String(name).startsWith(id));
  const numbers = (held.activeNumbers ?? []).filter(
    ({ voice }) => (voice as { trunkId: string }).trunkId === trunk?.id,
  );
  return {
    trunk,
    ...{ endpoints: of(held.endpoints), numbers },
    ...{ accessControlLists: named(held.accessControlLists), credentialLists: named(held.credentialLists) },
  };
}

/** The requests that wanted to change something in the account. */
export async function changing(team: Team): Promise<SeenRequest[]> {
  return (await team.requests()).filter(({ method, path }) => method !== "GET" && !path.includes("/oauth2/"));
}
