import type { Pool } from "pg";

/** Whose lease of which shard. */
export interface Lease {
  readonly shard: string;
  /** A text that no other process has. */
  readonly holder: string;
  readonly account?: string | undefined;
  /** From the moment of each renewal. */
  readonly leaseMs: number;
  /** For so long a request that was sent before the end may still be carried out: nobody gets the lease meanwhile. */
  readonly graceMs: number;
  /** Requests a second that the whole account allows; shared among those who hold leases of its shards and send. */
  readonly accountRate?: number | undefined;
}

/** What a holder is told when it renews. */
export interface Renewed {
  /** Its share of the account's rate; absent where there is no rate. */
  readonly requestsPerSecond?: number;
}

/** After a 429 the rest of the rate comes back over so many seconds; */
const RECOVERY_S = 30;
/** those that come within so many are one event, told by several; */
const SAME_EVENT_S = 2;
/** and so much of it is handed out however many there were. */
const LEAST_PART = 0.1;

const LEASES = "pulumi_sinch_fleet.leases";
const ACCOUNTS = "pulumi_sinch_fleet.accounts";
const PART = `least(1, a.part + (1 - a.part) * extract(epoch from clock_timestamp() - a.limited_at) / ${RECOVERY_S})`;

/** Leases of shards, each had by one holder at most at any time of the database's clock, which alone counts. */
export class Leases {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Takes a lease that nobody has, or that has ended and had its grace. Returns whether it did. */
  async acquire({ shard, holder, account, leaseMs, graceMs }: Lease): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `insert into ${LEASES} as held (shard, holder, account, ends_at, grace)
       values ($1, $2, $3, clock_timestamp() + $4 * interval '1 ms', $5 * interval '1 ms')
       on conflict (shard) do update
         set holder = excluded.holder, account = excluded.account, ends_at = excluded.ends_at, grace = excluded.grace
         where held.ends_at + held.grace < clock_timestamp()`,
      [shard, holder, account ?? "", leaseMs, graceMs],
    );
    return rowCount === 1;
  }

  /**
   * Whoever sends gets an equal share as soon as the others have come down to theirs; until then, and to begin with, the
   * share of one among all holders, since most of them are about to begin or about to end. A holder that cannot reach the
   * store keeps its share until its guard ends it, after half a lease.
   *
   * @param isSending whether the holder has sent requests lately
   * @returns nothing where the lease has ended, or is somebody else's by now
   */
  async renew(
    { shard, holder, account, leaseMs, accountRate = 0 }: Lease,
    { isSending }: { isSending: boolean },
  ): Promise<Renewed | undefined> {
    const { rows } = await this.#pool.query<{ share: number }>(
      `with others as (
         select max(granted) as granted from ${LEASES}
         where account = $4 and holder <> $2 and ends_at > clock_timestamp() group by holder
       ), whole as (
         select $5::float8 * coalesce((select ${PART} from ${ACCOUNTS} a where a.name = $4), 1) as rate
       ), share as (
         select rate / (count(granted) + 1) as least,
                least(rate / (count(*) filter (where granted > 0) + 1), rate - coalesce(sum(granted), 0)) as fair
         from whole left join others on true group by rate
       )
       update ${LEASES}
       set ends_at = clock_timestamp() + $3 * interval '1 ms',
           granted = case when $6 then greatest(least, fair) else 0 end
       from share
       where shard = $1 and holder = $2 and ends_at > clock_timestamp()
       returning case when $6 then granted else least end as share`,
      [shard, holder, leaseMs, account ?? "", accountRate, isSending],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    return row.share > 0 ? { requestsPerSecond: row.share } : {};
  }

  /** Gives a lease back: nothing of the holder's is under way any more. */
  async letGo({ shard, holder }: Lease): Promise<void> {
    await this.#pool.query(`delete from ${LEASES} where shard = $1 and holder = $2`, [shard, holder]);
  }

  /** Notes that the API has answered 429: the shares of all who use the account are halved, and grow back. */
  async limited(account: string | undefined): Promise<void> {
    await this.#pool.query(
      `insert into ${ACCOUNTS} as a (name, limited_at, part) values ($1, clock_timestamp(), 0.5)
       on conflict (name) do update
         set limited_at = clock_timestamp(), part = greatest(${LEAST_PART}, ${PART} / 2)
         where a.limited_at < clock_timestamp() - interval '${SAME_EVENT_S} s'`,
      [account ?? ""],
    );
  }

  /** How many hold leases of an account's shards at the moment. */
  async processes(account: string | undefined): Promise<number> {
    const { rows } = await this.#pool.query<{ processes: string }>(
      `select count(*) as processes from ${LEASES} where account = $1 and ends_at > clock_timestamp()`,
      [account ?? ""],
    );
    return Number(rows[0]?.processes ?? 0);
  }
}
