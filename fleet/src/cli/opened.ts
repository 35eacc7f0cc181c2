/** What every command needs of a fleet: its configuration, its store, Temporal. */
import { resolve } from "node:path";
import { readFleet, type FleetConfig } from "../config";
import { Control } from "../control";
import { BadInputError } from "../errors";
import { Journal } from "../store/journal";
import { Store } from "../store/store";
import { temporalClient, temporalOptions } from "../temporal";

/** The address of the store, a PostgreSQL database; may hold a password, so no file has it. */
export const STORE_VARIABLE = "FLEET_DATABASE_URL";

export interface FolderFlags {
  /** The fleet's folder. @default the current one */
  readonly folder?: string;
}

export interface Opened {
  readonly folder: string;
  readonly config: FleetConfig;
  readonly store: Store;
  readonly journal: Journal;
}

/** @throws BadInputError */
export function storeUrl(env: NodeJS.ProcessEnv = process.env): string {
  const url = env[STORE_VARIABLE];
  if (url !== undefined && /^postgres(ql)?:\/\//.test(url)) return url;
  throw new BadInputError(
    `${STORE_VARIABLE} ${url === undefined ? "is missing" : "is no address of PostgreSQL"}: set it to where the fleet keeps its leases and records, such as postgres://fleet@db.example.com/fleet`,
  );
}

/** Opens the fleet of a folder for as long as the work takes. */
export async function withFleet<T>(
  { folder = "." }: FolderFlags,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const config = readFleet(resolve(folder));
  const url = storeUrl();
  const store = await reached("the store", STORE_VARIABLE, () => Store.open(url));
  const journal = await Journal.open(url);
  try {
    return await work({ folder: resolve(folder), config, store, journal });
  } finally {
    await Promise.all([store.close(), journal.close()]);
  }
}

/** Asks Temporal, for as long as the work takes. */
export async function withControl<T>(fleet: string, work: (control: Control) => Promise<T>): Promise<T> {
  const { connectionOptions } = temporalOptions();
  const where = `Temporal at ${connectionOptions.address ?? "localhost:7233"}`;
  const client = await reached(where, "TEMPORAL_ADDRESS", () => temporalClient());
  try {
    return await work(new Control(client, fleet));
  } finally {
    await client.connection.close();
  }
}

async function reached<T>(what: string, variable: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new BadInputError(`${what} cannot be reached: ${reason}. Is ${variable} right, and does it run?`);
  }
}
