import { Client, DatabaseError } from "pg";
import { BadInputError, FleetError } from "../errors";
import { type Line, refused } from "./lines";

/** The variable with the address of the database that customers are read from. */
export const CUSTOMERS_URL = "FLEET_CUSTOMERS_URL";

const CONNECT_MS = 10_000;
const QUERY_MS = 60_000;

/** Rows of a query, in a transaction that can only read. A row's line is its place in the answer. */
export async function postgresLines(query: string, env: NodeJS.ProcessEnv): Promise<Line[]> {
  const url = env[CUSTOMERS_URL];
  if (!url)
    throw new BadInputError(`the customers are a query, so ${CUSTOMERS_URL} must be the database's address`);
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    statement_timeout: QUERY_MS,
  });
  // What comes between two queries ends the next one, which tells it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("begin transaction read only");
    const answer = await client.query<Record<string, unknown>>(query);
    await client.query("commit");
    return linesOf(answer);
  } catch (error) {
    throw failure(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function linesOf(answer: { fields?: readonly { name: string }[]; rows?: Record<string, unknown>[] }): Line[] {
  const names = answer.fields?.map(({ name }) => name);
  if (names === undefined || answer.rows === undefined) throw refused("the query must be one statement");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw refused(`the query has the column "${twice}" twice`);
  if (!names.includes("id")) throw refused('the query has no column "id"');
  return answer.rows.map((row, index) => ({
    line: index + 1,
    cells: Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== null)),
  }));
}

/** The database's own words only where they name tables and columns: others have values in them. */
function failure(error: unknown): Error {
  if (error instanceof FleetError) return error;
  if (!(error instanceof DatabaseError)) {
    const { code } = error as { code?: string };
    return new FleetError(
      `the database of customers cannot be reached${code === undefined ? "" : ` (${code})`}`,
    );
  }
  const words = error.code?.startsWith("42") ? error.message : `SQLSTATE ${error.code ?? "unknown"}`;
  return new BadInputError(`the query of customers failed: ${words}`);
}
