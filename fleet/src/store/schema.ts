/**
 * What a fleet keeps in PostgreSQL, beside Pulumi's own state: one database, or one schema named by the URL's
 * `search_path`, for each fleet. Nothing of it is secret but by reference, and all times are the database's.
 */
export const SCHEMA = `
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

-- Who alone may send requests or write the state for a shard. The holder's own machine ends it before ends_at;
-- a request that was on its way may be carried out until grace has passed as well.
create table if not exists pulumi_sinch_fleet.leases (
  shard text primary key,
  holder text not null,
  account text not null,
  ends_at timestamptz not null,
  grace interval not null
);

-- How much of an account's rate is handed out: less after each 429, growing back.
create table if not exists pulumi_sinch_fleet.accounts (
  name text primary key,
  limited_at timestamptz not null,
  share double precision not null
);
`;
