/** The words of a fleet, as every part of it has them. */

/** A customer as the table has it: checked, but for what the program's own schema says. */
export interface Row {
  /** Small letters, digits and hyphens, at most 40; never changes, since resources are named after it. */
  readonly id: string;
  /** A name in `sinch:accounts` (`SINCH_ACCOUNTS`). @default the account without a name */
  readonly account?: string | undefined;
  readonly [column: string]: unknown;
}

/** Why a customer is left exactly as it is, or why a table is not taken at all. */
export interface Problem {
  /** The customer; absent where the line does not even have an id, or the whole table is meant. */
  readonly customer?: string | undefined;
  /** Of the table's text, from 1; of a query's answer, the row. */
  readonly line?: number | undefined;
  readonly text: string;
}

/** A stack of about 50 customers of one account. */
export interface Shard {
  /** The stack's name, `ACCOUNT-001`; `main-001` for the account without a name. */
  readonly name: string;
  readonly account?: string | undefined;
  /** Their ids, sorted. */
  readonly customers: readonly string[];
}

/** What a roll-out brings: a table and a program, both by the hash under which the store has them. */
export interface Release {
  /** Of all that follows. */
  readonly hash: string;
  /** Rows by shard: the hash of each shard's own rows as JSON. */
  readonly rows: Readonly<Record<string, string>>;
  /** The compiled function, one CommonJS file. */
  readonly program: string;
  /** Of pulumi-sinch. */
  readonly version: string;
  /** All shards as they were assigned. */
  readonly shards: readonly Shard[];
}

/** What a shard's stack was brought to last. */
export interface ShardRecord {
  readonly name: string;
  readonly account?: string | undefined;
  /** Of its rows, the program and the version: equal where there is nothing to do. */
  readonly digest: string;
  readonly release: string;
  readonly customers: readonly string[];
  /** Left as they were, since their row was refused or missing or the function threw: tried again next time. */
  readonly left: readonly string[];
  readonly outcome: "done" | "failed";
  /** ISO 8601. */
  readonly at: string;
}

/** What the account without a name is called. */
export function accountName(account: string | undefined): string {
  return account ?? "main";
}
