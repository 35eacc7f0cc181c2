import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFleet } from "../src/config";

const folder = mkdtempSync(join(tmpdir(), "fleet-config-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (text: string, env: NodeJS.ProcessEnv = {}) => {
  writeFileSync(join(folder, "fleet.yaml"), text);
  return readFleet(folder, env);
};

describe("fleet.yaml", () => {
  it("needs a name and a table, and has defaults for the rest", () => {
    expect(read("name: acme\ncustomers: customers.csv\n", { PULUMI_BACKEND_URL: "file:///states" })).toEqual({
      folder,
      name: "acme",
      customers: { file: "customers.csv" },
      program: join(folder, "customer.ts"),
      assignment: join(folder, "shards.json"),
      shardSize: 50,
      state: "file:///states",
      errorBudget: 1,
      drift: { every: "24h", jitter: "1h" },
      webhook: false,
      lease: { seconds: 30, graceSeconds: 30 },
    });
  });

  it("takes a query, rates of accounts and a policy", () => {
    const text =
      "name: acme\ncustomers: {query: select 1}\nrequestsPerSecond: {main: 10, north: 2.5}\npolicy: p.json\n" +
      "drift: {baseline: known.json}\nstate: s3://states\n";
    expect(read(text, { PULUMI_BACKEND_URL: "file:///states" })).toMatchObject({
      customers: { query: "select 1" },
      requestsPerSecond: { main: 10, north: 2.5 },
      policy: join(folder, "p.json"),
      drift: { every: "24h", baseline: join(folder, "known.json") },
      state: "s3://states",
    });
  });

  it("tells each wrong key with its line, and what was meant", () => {
    const text = "name: Acme!\ncustomers: customers.txt\nshardsize: 5\ndrift:\n  evry: 1h\npassword: x\n";
    expect(() => read(text)).toThrow(
      [
        "fleet.yaml:1: name must be small letters, digits and hyphens, at most 50",
        'fleet.yaml:2: customers must be a file such as "customers.csv" (.yaml, .csv or .jsonl), or a map with a query of a PostgreSQL database',
        "fleet.yaml:5: drift.evry is not known: did you mean every?",
        "fleet.yaml:3: shardsize is not known: did you mean shardSize?",
        "fleet.yaml:6: password is not known: secrets and addresses with passwords go into variables",
      ].join("\n"),
    );
  });

  it("is refused where it is no YAML, or not there", () => {
    expect(() => read("name: [\n")).toThrow("fleet.yaml is no YAML");
    expect(() => readFleet(join(folder, "none"))).toThrow("there is no fleet.yaml in this folder");
  });
});
