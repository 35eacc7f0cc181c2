import type { Release, ShardRecord } from "../model";

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
  /** Requests a second that the whole account allows; shared among all who hold leases of its shards. */
  readonly accountRate?: number | undefined;
}

/** What a holder is told when it renews. */
export interface Renewed {
  /** Its share of the account's rate; absent where there is no rate. */
  readonly requestsPerSecond?: number;
}

/** What a fleet keeps in PostgreSQL: texts by hash, releases, what each shard was brought to, leases. */
export class Store {
  /** Connects, and makes the tables where they are missing. */
  static async open(url: string): Promise<Store> {
    await Promise.resolve();
    throw new Error(`not yet: ${url}`);
  }
  private constructor() {}
  /** Keeps a text. Returns the hash by which it is referred to. */
  declare put: (text: string) => Promise<string>;
  /** @throws BadInputError if no such text was put */
  declare get: (hash: string) => Promise<string>;
  declare saveRelease: (release: Release) => Promise<void>;
  /** @throws BadInputError if there is none */
  declare release: (hash: string) => Promise<Release>;
  /** The hash of the release that was approved last. */
  declare approved: () => Promise<string | undefined>;
  declare approve: (hash: string) => Promise<void>;
  /** All shards that were ever brought to a release, by name. */
  declare shards: () => Promise<ShardRecord[]>;
  declare shard: (name: string) => Promise<ShardRecord | undefined>;
  declare record: (record: ShardRecord) => Promise<void>;
  declare forget: (name: string) => Promise<void>;
  /** Takes the lease of a shard that nobody has, or that has ended with its grace. Returns whether it did. */
  declare acquire: (lease: Lease) => Promise<boolean>;
  /** @returns nothing where the lease is somebody else's by now */
  declare renew: (lease: Lease) => Promise<Renewed | undefined>;
  /** Gives the lease back: nothing of the holder's is under way any more. */
  declare letGo: (lease: Lease) => Promise<void>;
  /** Notes that the API has answered 429: all shares of the account shrink for a while. */
  declare limited: (account: string | undefined) => Promise<void>;
  /** How many hold leases of an account's shards at the moment. */
  declare processes: (account: string | undefined) => Promise<number>;
  declare close: () => Promise<void>;
}
