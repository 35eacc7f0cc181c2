import type { Pool } from "pg";

/**
 * What a fleet keeps in PostgreSQL, beside Pulumi's own state: a database for each fleet. It holds the rows of the table
 * and reports, as they are; no access key, no password but those that a table has. All times are the database's.
 */
const SCHEMA = `
create schema if not exists pulumi_sinch_fleet;

-- Texts that are referred to by their SHA-256: rows, programs, reports.
create table if not exists pulumi_sinch_fleet.blobs (
  hash text primary key,
  content text not null,
  put_at timestamptz not null default clock_timestamp()
);

create table if not exists pulumi_sinch_fleet.releases (
  hash text primary key,
  content jsonb not null,
  saved_at timestamptz not null default clock_timestamp(),
  approved_at timestamptz
);

create table if not exists pulumi_sinch_fleet.shards (
  name text primary key,
  content jsonb not null
);

-- Who alone may send requests for a shard, or write its state. The holder's own machine ends it by ends_at;
-- a request that was on its way by then may be carried out until grace has passed as well.
create table if not exists pulumi_sinch_fleet.leases (
  shard text primary key,
  holder text not null,
  account text not null,
  ends_at timestamptz not null,
  grace interval not null
);
-- Requests a second that the holder may send; 0 while it sends none.
alter table pulumi_sinch_fleet.leases add column if not exists granted double precision not null default 0;

-- Shards of which an update began, and did not end so that the state is sure to tell what the account holds.
create table if not exists pulumi_sinch_fleet.unfinished (
  shard text primary key,
  began_at timestamptz not null
);

-- Moves of customers that have begun to write states, and have not ended.
create table if not exists pulumi_sinch_fleet.moves (
  source text not null,
  target text not null,
  customers jsonb not null,
  primary key (source, target)
);

-- What part of an account's rate is handed out: smaller after each 429, and growing back.
create table if not exists pulumi_sinch_fleet.accounts (
  name text primary key,
  limited_at timestamptz not null,
  part double precision not null
);

-- What a fleet has done and found, for people.
create table if not exists pulumi_sinch_fleet.runs (
  id bigint generated always as identity primary key,
  kind text not null,
  outcome text not null,
  detail jsonb not null,
  at timestamptz not null default clock_timestamp()
);

create table if not exists pulumi_sinch_fleet.incidents (
  id bigint generated always as identity primary key,
  urgency text not null,
  account text not null,
  begun_at timestamptz not null default clock_timestamp(),
  grown_at timestamptz not null default clock_timestamp(),
  findings jsonb not null
);

-- What a program has declared for a row with which nothing was wrong, so that a plan calls it for the other rows alone.
create table if not exists pulumi_sinch_fleet.rehearsals (
  key text primary key,
  claims jsonb not null,
  kept_at timestamptz not null default clock_timestamp()
);
`;

/** What came last, so whoever finds it finds all. */
const NEWEST = `select 1 from pg_attribute
  where attrelid = to_regclass('pulumi_sinch_fleet.leases') and attname = 'granted'`;

/** Of the advisory locks of PostgreSQL. */
export const MAKING = 5_160_311;

/** Makes what is missing of the tables. Whoever starts at the same time waits: "if not exists" alone fails there. */
export async function makeTables(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query(NEWEST);
  if (rowCount === 1) return;
  await pool.query(`begin; select pg_advisory_xact_lock(${MAKING}); ${SCHEMA}; commit`);
}
