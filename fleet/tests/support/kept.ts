/** What a team's fleet has stored: the states and the tables of its database, as text. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Team } from "./fleet";

/** All files below a folder. */
export function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}

/** The states and their history. */
export function states({ env }: Team): string {
  return filesBelow(String(env.PULUMI_BACKEND_URL).replace("file://", ""));
}

/** Each table of the store with all its rows. */
export async function tables({ storeUrl }: Team): Promise<Record<string, string>> {
  const client = new Client({ connectionString: storeUrl });
  await client.connect();
  try {
    const { rows: names } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'pulumi_sinch_fleet'",
    );
    const found: Record<string, string> = {};
    for (const { name } of names) {
      const { rows } = await client.query<{ row: unknown }>(
        `select row_to_json(one) as row from pulumi_sinch_fleet.${name} one`,
      );
      found[name] = JSON.stringify(rows);
    }
    return found;
  } finally {
    await client.end();
  }
}
