import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../emulator";
import { Client, type Surroundings } from "../../provider/api/client";
import type { ClientOptions } from "../../provider/config";
import { ENTITIES } from "../../provider/entities";
import type { Entity } from "../../provider/entity";
import type { Lifecycle } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { VirtualClock } from "../support/virtual-clock";

/** An emulator over real HTTP and the provider's way to it, both on a clock that does not wait. */
export interface Account {
  readonly emulator: RunningEmulator;
  readonly clock: VirtualClock;
  readonly options: ClientOptions;
  /** A client of its own, as another process would have. */
  client(options?: Partial<ClientOptions>, surroundings?: Surroundings): Client;
  lifecycle(name: string, client?: Client): Lifecycle;
  /** Method and path below the project of the requests so far, those for tokens left out. */
  requests(): string[];
  /** How often a token was asked for. */
  tokenRequests(): number;
}

/** An account for the tests of a file; what it has is emptied after each. */
export function useAccount(emulatorOptions: EmulatorOptions = {}): () => Account {
  let account: Account | undefined;
  beforeAll(async () => {
    account = await startAccount(emulatorOptions);
  });
  afterEach(() => account?.emulator.reset());
  afterAll(async () => {
    await account?.emulator.close();
  });
  return () => {
    if (account === undefined) throw new Error("the account is there once the tests run");
    return account;
  };
}

async function startAccount(emulatorOptions: EmulatorOptions): Promise<Account> {
  const clock = new VirtualClock();
  const emulator = await startEmulator({ clock, tokenLimit: null, ...emulatorOptions });
  const { url, keyId, keySecret, projectId } = emulator;
  const urls = { apiUrl: url, authUrl: url, numbersUrl: url };
  const options: ClientOptions = { keyId, keySecret, projectId, ...urls, authMethod: "oauth2" };
  const client: Account["client"] = (own, surroundings) =>
    new Client({ ...options, ...own }, { clock, dice: () => 0.5, say: () => undefined, ...surroundings });
  const paths = () => emulator.requests().map(({ method, path }) => `${method} ${path}`);
  return {
    emulator,
    clock,
    options,
    client,
    lifecycle: (name, own = client()) => lifecycleOf(entityOf(name), () => own),
    requests: () =>
      paths()
        .filter((one) => !one.endsWith("/oauth2/token"))
        .map((one) => one.replace(`/v1/projects/${projectId}`, "")),
    tokenRequests: () => paths().filter((one) => one === "POST /oauth2/token").length,
  };
}

/** The definition with a name. */
export function entityOf(name: string): Entity {
  const entity = ENTITIES.find((one) => one.name === name);
  if (entity === undefined) throw new Error(`there is no entity ${name}`);
  return entity;
}

/** What a promise is rejected with; a promise that is kept fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const result = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (result instanceof Error) return result;
  throw new Error("no error was thrown");
}
