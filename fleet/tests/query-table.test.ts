import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTable } from "../src/table";

const folder = mkdtempSync(join(tmpdir(), "fleet-query-"));
let url = "";
let server: ChildProcess;

/** In a process of its own, since jest cannot import ES modules; it ends with its input. */
const SERVER = `
  const { startPostgres } = await import(${JSON.stringify(join(__dirname, "../../tools/fleet/servers.mjs"))});
  const { url, close } = await startPostgres({ folder: ${JSON.stringify(folder)} });
  console.log(url);
  process.stdin.resume().once("end", async () => { await close(); process.exit(); });`;

beforeAll(async () => {
  server = spawn(process.execPath, ["--input-type=module", "-e", SERVER], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(server.stdout ?? server, "data")) as [Buffer];
  url = line.toString().trim();
});

afterAll(async () => {
  const ended = once(server, "exit");
  server.stdin?.end();
  await ended;
  rmSync(folder, { recursive: true });
});

const read = (query: string) => readTable({ query }, folder, { FLEET_CUSTOMERS_URL: url });

describe("a table that is a query", () => {
  it("has a row for each of the answer, by its place, and no column that is null", async () => {
    const query =
      "select * from (values ('a', 1, array['x', 'y']), ('b!', 2, null), ('c', null, '{}')) t (id, port, gateways)";
    expect(await read(query)).toMatchObject({
      rows: [
        { line: 1, row: { id: "a", port: 1, gateways: ["x", "y"] } },
        { line: 3, row: { id: "c", gateways: [] } },
      ],
      problems: [{ line: 2 }],
    });
  });

  it.each([
    ["select 'a' as name", 'the query has no column "id"'],
    ["select 'a' as id, 'b' as id", 'the query has the column "id" twice'],
    ["select 'a' as id; select 'b' as id", "the query must be one statement"],
    ["select id from customers", 'the query of customers failed: relation "customers" does not exist'],
    ["create table t (id text)", "the query of customers failed: SQLSTATE 25006"],
    ["select 'secret'::int as id", "the query of customers failed: SQLSTATE 22P02"],
  ])("is refused as a whole: %s", async (query, reason) => {
    await expect(read(query)).rejects.toThrow(reason);
  });

  it("needs an address in FLEET_CUSTOMERS_URL, and does not tell it", async () => {
    await expect(readTable({ query: "select 1" }, folder, {})).rejects.toThrow("FLEET_CUSTOMERS_URL must be");
    const nobody = { FLEET_CUSTOMERS_URL: "postgres://u:hidden@127.0.0.1:1/none" };
    await expect(readTable({ query: "select 1" }, folder, nobody)).rejects.toThrow(
      "the database of customers cannot be reached (ECONNREFUSED)",
    );
  });
});
