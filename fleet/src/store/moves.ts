import type { Pool } from "pg";
import { LeaseLostError } from "../errors";
import type { ShardRecord } from "../model";
import type { Lease } from "./leases";

/** Customers that go from one shard into another. */
export interface Move {
  readonly source: string;
  readonly target: string;
  /** Their ids, sorted. */
  readonly customers: readonly string[];
}

const MOVES = "pulumi_sinch_fleet.moves";
const SHARDS = "pulumi_sinch_fleet.shards";
const UNFINISHED = "pulumi_sinch_fleet.unfinished";

/** Moves that have begun to write states and have not ended: until then nothing else may be done in either shard. */
export class Moves {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The move that one of the shards takes part in. */
  async of(...shards: readonly string[]): Promise<Move | undefined> {
    const { rows } = await this.#pool.query<Move>(
      `select source, target, customers from ${MOVES} where source = any($1) or target = any($1) order by source`,
      [shards],
    );
    return rows[0];
  }

  async begin({ source, target, customers }: Move): Promise<void> {
    await this.#pool.query(
      `insert into ${MOVES} (source, target, customers) values ($1, $2, $3) on conflict do nothing`,
      [source, target, JSON.stringify(customers)],
    );
  }

  /**
   * Ends a move: all of it or nothing. What is unfinished in the source may concern who has been moved, so it is in the
   * target as well.
   *
   * @throws LeaseLostError if either lease has ended
   */
  async end(
    { source, target }: Move,
    { records, holder }: { readonly records: readonly ShardRecord[]; readonly holder: Lease["holder"] },
  ): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      const { rowCount } = await client.query(
        `select 1 from pulumi_sinch_fleet.leases
         where shard = any($1) and holder = $2 and ends_at > clock_timestamp() for update`,
        [[source, target], holder],
      );
      if (rowCount !== 2)
        throw new LeaseLostError(`a lease of ${source} or ${target} ended before the work did`);
      for (const record of records) {
        await client.query(
          record.customers.length === 0
            ? `delete from ${SHARDS} where name = $1 and $2::jsonb is not null`
            : `insert into ${SHARDS} (name, content) values ($1, $2)
               on conflict (name) do update set content = excluded.content`,
          [record.name, JSON.stringify(record)],
        );
      }
      await client.query(
        `insert into ${UNFINISHED} as known (shard, began_at) select $2, began_at from ${UNFINISHED} where shard = $1
         on conflict (shard) do update set began_at = least(known.began_at, excluded.began_at)`,
        [source, target],
      );
      await client.query(`delete from ${MOVES} where source = $1 and target = $2`, [source, target]);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  }
}
