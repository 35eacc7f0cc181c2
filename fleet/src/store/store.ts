import { createHash } from "node:crypto";
import { Pool } from "pg";
import { BadInputError, LeaseLostError } from "../errors";
import type { Release, ShardRecord } from "../model";
import { Leases, type Lease } from "./leases";
import { Moves } from "./moves";
import { Rehearsals } from "./rehearsals";
import { makeTables } from "./schema";

export type { Lease, Renewed } from "./leases";

const CONNECT_MS = 10_000;

/** What a fleet keeps in PostgreSQL: texts by hash, releases, what each shard was brought to, and `leases`. */
export class Store {
  readonly leases: Leases;
  readonly rehearsals: Rehearsals;
  readonly moves: Moves;
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
    this.leases = new Leases(pool);
    this.rehearsals = new Rehearsals(pool);
    this.moves = new Moves(pool);
  }

  /** Connects, and makes the tables where they are missing. */
  static async open(url: string): Promise<Store> {
    const pool = new Pool({
      ...{ connectionString: url, max: 2, connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS },
      application_name: "pulumi-sinch-fleet",
    });
    // A connection that breaks while nobody uses it is replaced by the next query.
    pool.on("error", () => undefined);
    await makeTables(pool);
    return new Store(pool);
  }

  /** Keeps a text. Returns the hash by which it is referred to. */
  async put(text: string): Promise<string> {
    const hash = createHash("sha256").update(text).digest("hex");
    await this.#pool.query(
      "insert into pulumi_sinch_fleet.blobs (hash, content) values ($1, $2) on conflict (hash) do nothing",
      [hash, text],
    );
    return hash;
  }

  /** @throws BadInputError if no such text was put */
  async get(hash: string): Promise<string> {
    return await this.#one<string>(
      "select content as value from pulumi_sinch_fleet.blobs where hash = $1",
      hash,
    );
  }

  /** Forgets texts that nothing refers to any more. */
  async drop(hashes: readonly string[]): Promise<void> {
    await this.#pool.query("delete from pulumi_sinch_fleet.blobs where hash = any($1)", [hashes]);
  }

  async saveRelease(release: Release): Promise<void> {
    await this.#pool.query(
      "insert into pulumi_sinch_fleet.releases (hash, content) values ($1, $2) on conflict (hash) do nothing",
      [release.hash, JSON.stringify(release)],
    );
  }

  /** @throws BadInputError if there is none */
  async release(hash: string): Promise<Release> {
    return await this.#one<Release>(
      "select content as value from pulumi_sinch_fleet.releases where hash = $1",
      hash,
    );
  }

  /** The hashes of the releases that were rolled out whole, the newest first. */
  async approved(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ hash: string }>(
      "select hash from pulumi_sinch_fleet.releases where approved_at is not null order by approved_at desc",
    );
    return rows.map(({ hash }) => hash);
  }

  /** @throws BadInputError if there is no such release */
  async approve(hash: string): Promise<void> {
    const { rowCount } = await this.#pool.query(
      "update pulumi_sinch_fleet.releases set approved_at = clock_timestamp() where hash = $1",
      [hash],
    );
    if (rowCount !== 1) throw missing(hash);
  }

  /** All shards that were ever brought to a release, by name. */
  async shards(): Promise<ShardRecord[]> {
    const { rows } = await this.#pool.query<{ content: ShardRecord }>(
      "select content from pulumi_sinch_fleet.shards order by name",
    );
    return rows.map(({ content }) => content);
  }

  async shard(name: string): Promise<ShardRecord | undefined> {
    const { rows } = await this.#pool.query<{ content: ShardRecord }>(
      "select content from pulumi_sinch_fleet.shards where name = $1",
      [name],
    );
    return rows[0]?.content;
  }

  /** Which of these customers other shards have, with the shard. */
  async elsewhere(
    shard: string,
    customers: readonly string[],
  ): Promise<{ customer: string; shard: string }[]> {
    const { rows } = await this.#pool.query<{ customer: string; shard: string }>(
      `select customer, name as shard
       from pulumi_sinch_fleet.shards, jsonb_array_elements_text(content->'customers') as customer
       where name <> $1 and customer = any($2) order by customer`,
      [shard, customers],
    );
    return rows;
  }

  /**
   * Keeps what a shard was brought to.
   *
   * @param lease whoever changes shards says by which lease, so that one who has lost it writes nothing
   * @throws LeaseLostError
   */
  async record(record: ShardRecord, lease?: Lease): Promise<void> {
    const { rowCount } = await this.#pool.query(
      `insert into pulumi_sinch_fleet.shards (name, content)
       select $1, $2 where $3::text is null or exists (
         select 1 from pulumi_sinch_fleet.leases
         where shard = $1 and holder = $3 and ends_at > clock_timestamp())
       on conflict (name) do update set content = excluded.content`,
      [record.name, JSON.stringify(record), lease?.holder ?? null],
    );
    if (rowCount !== 1) throw new LeaseLostError(`the lease of ${record.name} ended before the work did`);
  }

  /**
   * Notes that changes of a shard begin.
   *
   * @returns when earlier ones began that have not ended; undefined where there are none
   * @throws LeaseLostError
   */
  async begin(lease: Lease): Promise<Date | undefined> {
    const { rows } = await this.#pool.query<{ before: Date | null }>(
      `with held as (
         select 1 from pulumi_sinch_fleet.leases
         where shard = $1 and holder = $2 and ends_at > clock_timestamp()
       ), begun as (
         insert into pulumi_sinch_fleet.unfinished (shard, began_at)
         select $1, clock_timestamp() from held on conflict (shard) do nothing
       )
       select (select began_at from pulumi_sinch_fleet.unfinished where shard = $1) as before from held`,
      [lease.shard, lease.holder],
    );
    const [row] = rows;
    if (row === undefined)
      throw new LeaseLostError(`the lease of ${lease.shard} ended before the work began`);
    return row.before ?? undefined;
  }

  /** When changes of a shard began that have not ended. */
  async unfinished(shard: string): Promise<Date | undefined> {
    const { rows } = await this.#pool.query<{ began_at: Date }>(
      "select began_at from pulumi_sinch_fleet.unfinished where shard = $1",
      [shard],
    );
    return rows[0]?.began_at;
  }

  /** Notes that the state of a shard tells what the account holds. Whoever has lost the lease notes nothing. */
  async finish(lease: Lease): Promise<void> {
    await this.#pool.query(
      `delete from pulumi_sinch_fleet.unfinished where shard = $1 and exists (
         select 1 from pulumi_sinch_fleet.leases
         where shard = $1 and holder = $2 and ends_at > clock_timestamp())`,
      [lease.shard, lease.holder],
    );
  }

  /** Forgets a shard that has no customer any more. */
  async forget(name: string): Promise<void> {
    await this.#pool.query("delete from pulumi_sinch_fleet.shards where name = $1", [name]);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #one<Value>(query: string, hash: string): Promise<Value> {
    const { rows } = await this.#pool.query<{ value: Value }>(query, [hash]);
    const [row] = rows;
    if (row === undefined) throw missing(hash);
    return row.value;
  }
}

function missing(hash: string): BadInputError {
  return new BadInputError(`the store has nothing under ${hash}`);
}
