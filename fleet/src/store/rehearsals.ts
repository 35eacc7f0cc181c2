import type { Pool } from "pg";
import type { Claim } from "../program/claims";

/** What the rehearsals of rows with which nothing was wrong have found, by what decides it: program, version and row. */
export class Rehearsals {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The claims of those of the keys that are known. */
  async recall(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Claim[]>> {
    const { rows } = await this.#pool.query<{ key: string; claims: Claim[] }>(
      "select key, claims from pulumi_sinch_fleet.rehearsals where key = any($1)",
      [keys],
    );
    return new Map(rows.map(({ key, claims }) => [key, claims]));
  }

  /** Keeps some for a month; then the row is rehearsed again. */
  async keep(found: ReadonlyMap<string, readonly Claim[]>): Promise<void> {
    await this.#pool.query(
      "delete from pulumi_sinch_fleet.rehearsals where kept_at < clock_timestamp() - interval '30 days'",
    );
    await this.#pool.query(
      `insert into pulumi_sinch_fleet.rehearsals (key, claims)
       select key, value from jsonb_each($1) on conflict (key) do nothing`,
      [JSON.stringify(Object.fromEntries(found))],
    );
  }
}
