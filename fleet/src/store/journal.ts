/** What a fleet has done and found, for people: runs and incidents, in the store's own database. */
import { Pool } from "pg";
import type { FleetFinding } from "../incidents";
import { makeTables, MAKING } from "./schema";

/** A roll-out, a look for drift, …, that has ended. */
export interface Run {
  readonly kind: string;
  readonly outcome: string;
  readonly detail: unknown;
  /** ISO 8601. */
  readonly at: string;
}

/** An incident as the store has it. */
export interface KeptIncident {
  readonly id: string;
  readonly urgency: string;
  readonly account: string;
  readonly begun: string;
  readonly findings: readonly FleetFinding[];
}

/** The journal of a fleet. */
export class Journal {
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Connects, and makes the tables where they are missing. */
  static async open(url: string): Promise<Journal> {
    const pool = new Pool({ connectionString: url, max: 2 });
    // A connection that breaks while nobody uses it is made anew with the next question.
    pool.on("error", () => undefined);
    await makeTables(pool);
    return new Journal(pool);
  }

  async ran({ kind, outcome, detail }: Omit<Run, "at">): Promise<void> {
    await this.#pool.query(
      "insert into pulumi_sinch_fleet.runs (kind, outcome, detail) values ($1, $2, $3)",
      [...[kind, outcome, JSON.stringify(detail)]],
    );
  }

  /** The last runs, the newest first. */
  async runs(limit = 20): Promise<Run[]> {
    const { rows } = await this.#pool.query<Omit<Run, "at"> & { at: Date }>(
      "select kind, outcome, detail, at from pulumi_sinch_fleet.runs order by id desc limit $1",
      [limit],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** The release of the roll-out that was begun last. */
  async lastRelease(): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ release: string }>(
      "select detail->>'release' as release from pulumi_sinch_fleet.runs where kind = 'roll-out' and outcome = 'begun' order by id desc limit 1",
    );
    return rows[0]?.release;
  }

  /**
   * Puts findings into the incident of that kind that has grown within the last hour, or begins one.
   *
   * @param change gets what the open incident has, and returns all of it with what is new; nothing if nothing is
   */
  async changeIncident(
    { urgency, account }: { readonly urgency: string; readonly account: string },
    change: (open: readonly FleetFinding[]) => readonly FleetFinding[] | undefined,
  ): Promise<KeptIncident | undefined> {
    const client = await this.#pool.connect();
    try {
      await client.query("begin");
      await client.query("select pg_advisory_xact_lock($1)", [MAKING]);
      const open = await client.query<{ id: string; findings: FleetFinding[] }>(
        `select id, findings from pulumi_sinch_fleet.incidents
         where urgency = $1 and account = $2 and grown_at > clock_timestamp() - interval '1 hour'
         order by id desc limit 1`,
        [urgency, account],
      );
      const [known] = open.rows;
      const findings = change(known?.findings ?? []);
      if (findings === undefined) {
        await client.query("commit");
        return undefined;
      }
      const { rows } = await client.query<KeptRow>(
        known === undefined
          ? `insert into pulumi_sinch_fleet.incidents (urgency, account, findings) values ($1, $2, $3)
             returning id, urgency, account, begun_at, findings`
          : `update pulumi_sinch_fleet.incidents set findings = $3, grown_at = clock_timestamp()
             where id = $4 and urgency = $1 and account = $2 returning id, urgency, account, begun_at, findings`,
        [urgency, account, JSON.stringify(findings), ...(known === undefined ? [] : [known.id])],
      );
      await client.query("commit");
      return rows.map(kept)[0];
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  }

  /** The last incidents, the newest first. */
  async incidents(limit = 20): Promise<KeptIncident[]> {
    const { rows } = await this.#pool.query<KeptRow>(
      "select id, urgency, account, begun_at, findings from pulumi_sinch_fleet.incidents order by grown_at desc limit $1",
      [limit],
    );
    return rows.map(kept);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

type KeptRow = Omit<KeptIncident, "begun"> & { readonly begun_at: Date };

function kept({ id, urgency, account, begun_at: begun, findings }: KeptRow): KeptIncident {
  return { id, urgency, account, begun: begun.toISOString(), findings };
}
