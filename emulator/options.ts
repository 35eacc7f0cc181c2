import { SYSTEM_CLOCK, type Clock } from "./clock";
import type { Traffic } from "./call-traffic";
import type { ErrorStyle } from "./errors";
import type { ListShape } from "./paging";
import type { AvailableNumber } from "./entities";

/** An access key and the projects that it opens. */
export interface Account {
  keyId: string;
  keySecret: string;
  /** At least one. */
  projectIds: readonly string[];
}

/** A token bucket: so many requests at once, and then so many a second. */
export interface Limit {
  burst: number;
  perSecond: number;
}

/** A number that a project rents from the start. */
export interface SeedNumber extends AvailableNumber {
  /** @default the first project */
  projectId?: string;
}

/** Behaviours that can be changed while the emulator runs. */
export interface Switches {
  /** @default "documented" */
  errors: ErrorStyle;
  /** Spelling of the list answers where the public sources differ. @default "sdk" */
  listShape: ListShape;
  /** Whether `ipRanges` in the PUT of an access control list replaces the set. @default "replace" */
  putAclRanges: "replace" | "ignore";
  /** Whether the creation of an access control list must say `enabled`. @default false */
  strictAclEnabled: boolean;
  /** Whether a trunk with linked lists cannot be deleted. @default true */
  linksBlockTrunkDelete: boolean;
  /** Whether `POST /credentialLists/{id}/credentials` exists. @default false */
  addCredentialRoute: boolean;
  /** Whether the entities have one more writable field, `label`, which no document names. @default false */
  extraField: boolean;
  /** What a field of a body does that the API does not know. @default "ignore" */
  unknownFields: "ignore" | "refuse";
  /** What becomes of a change while another one of the same parent is not answered yet. @default "allow" */
  concurrentChanges: "allow" | "refuse";
  /** ISO codes of the countries to which calls are open in a new project. @default ["US", "CA"] */
  openCountries: readonly string[];
  /** How long a host name cannot be taken again after its trunk gave it up. @default 0 */
  hostNameHoldMs: number;
  /** How long a username cannot be taken again after its credential list gave it up. @default 0 */
  usernameHoldMs: number;
  /** Whether lists are answered without their entities, which still can be read one by one. @default false */
  emptyLists: boolean;
  /** How long binding a number to a trunk takes. @default 0: done at the next request */
  provisioningDelayMs: number;
  /** Whether binding a number fails. @default false */
  provisioningFail: boolean;
  /** Added to every answer. @default 0 */
  latencyMs: number;
}

/** What an emulator can be told; everything has a default. */
export interface EmulatorOptions extends Partial<Switches> {
  accounts?: readonly Account[];
  /** Life of a token in seconds. @default 3600 */
  tokenTtlS?: number;
  /** Limit of the token endpoint, or null for none. @default 30 at once, 10 a second */
  tokenLimit?: Limit | null;
  /** Limit of the APIs, or null for none. @default null */
  apiLimit?: Limit | null;
  /** Active numbers besides the built-in ones. */
  numbers?: readonly SeedNumber[];
  /** File that keeps the entities across restarts. */
  dataFile?: string;
  /** Calls to be made at the start, for each project that can have some. @default none */
  traffic?: Traffic;
  /** Told of each API request, token requests included; the answer waits for it. */
  onRequest?: (request: Request) => void | Promise<void>;
  clock?: Clock;
}

/** Options with every default filled in. */
export interface Settings {
  accounts: readonly [Account, ...Account[]];
  tokenTtlS: number;
  tokenLimit: Limit | null;
  apiLimit: Limit | null;
  numbers: readonly SeedNumber[];
  dataFile: string | undefined;
  traffic: Traffic | undefined;
  onRequest: EmulatorOptions["onRequest"] | undefined;
  clock: Clock;
  switches: Switches;
}

/** The account that the emulator has unless told otherwise; obviously not a real one. */
export const DEFAULT_ACCOUNT = {
  keyId: "emulator-key-id",
  keySecret: "emulator-key-secret",
  projectIds: ["emulator-project"],
} as const satisfies Account;

const DEFAULT_TOKEN_LIMIT: Limit = { burst: 30, perSecond: 10 };

/** Fills the defaults in. */
export function settingsOf(options: EmulatorOptions): Settings {
  const [first = DEFAULT_ACCOUNT, ...others] = options.accounts ?? [];
  return {
    accounts: [{ ...first }, ...others.map((account) => ({ ...account }))],
    tokenTtlS: options.tokenTtlS ?? 3_600,
    tokenLimit: options.tokenLimit === undefined ? DEFAULT_TOKEN_LIMIT : options.tokenLimit,
    apiLimit: options.apiLimit ?? null,
    numbers: options.numbers ?? [],
    dataFile: options.dataFile,
    traffic: options.traffic,
    onRequest: options.onRequest,
    clock: options.clock ?? SYSTEM_CLOCK,
    switches: {
      errors: options.errors ?? "documented",
      listShape: options.listShape ?? "sdk",
      putAclRanges: options.putAclRanges ?? "replace",
      strictAclEnabled: options.strictAclEnabled ?? false,
      linksBlockTrunkDelete: options.linksBlockTrunkDelete ?? true,
      addCredentialRoute: options.addCredentialRoute ?? false,
      extraField: options.extraField ?? false,
      unknownFields: options.unknownFields ?? "ignore",
      concurrentChanges: options.concurrentChanges ?? "allow",
      openCountries: options.openCountries ?? ["US", "CA"],
      hostNameHoldMs: options.hostNameHoldMs ?? 0,
      usernameHoldMs: options.usernameHoldMs ?? 0,
      emptyLists: options.emptyLists ?? false,
      provisioningDelayMs: options.provisioningDelayMs ?? 0,
      provisioningFail: options.provisioningFail ?? false,
      latencyMs: options.latencyMs ?? 0,
    },
  };
}
