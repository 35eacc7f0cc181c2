import { Client } from "./api/client";
import { clientOptions, type ConfigValues } from "./config";
import { keepCompiled } from "./adapters/compile-cache";
import { dynamicProvider } from "./adapters/dynamic";
import { Engine } from "./adapters/plugin/engine";
import { ENTITIES } from "./entities";
import { FUNCTIONS } from "./functions";
import type { JsonObject } from "./json";
import { VERSION } from "./version";

/*
 * What the text in every state loads: require("pulumi-sinch/runtime").provider("SipTrunk"). The path and the names
 * are a contract with all states ever written: add, never rename.
 */

const clients = new Map<string, Client>();
const providers = new Map<string, ReturnType<typeof dynamicProvider>>();

/** The dynamic provider of an entity, by its name; one for each process. */
export function provider(name: string): ReturnType<typeof dynamicProvider> {
  const entity = ENTITIES.find((one) => one.name === name);
  if (entity === undefined) {
    throw new Error(
      `pulumi-sinch ${VERSION} has no ${name}: install the version that made this stack, or a later one`,
    );
  }
  if (providers.size === 0) {
    endWithTheCli();
    endWithTheEngine(process.argv[2]);
    keepCompiled();
  }
  const known = providers.get(name) ?? dynamicProvider(entity, clientFor);
  providers.set(name, known);
  return known;
}

/**
 * Ends the process when nobody reads its output any more: the CLI was killed, and no state will know what would be
 * made from now on. Pulumi's host would report the failed write by another one, and that one too, for ever.
 */
function endWithTheCli(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.once("error", () => process.exit(1));
  }
}

/**
 * Ends the process once the engine that has started it is gone: a killed engine ends nobody, and a request that only
 * waits for its turn would still be sent after that. Pulumi's host has the engine's address as its first argument.
 */
function endWithTheEngine(address: string | undefined): void {
  if (address !== undefined && /^127\.0\.0\.1:\d+$/.test(address)) {
    const engine = new Engine();
    engine.connect(address);
    engine.whenGone(() => process.exit(1));
  }
}

/** The client for a configuration; the same for the same, so that token and pace are shared. */
export function clientFor(values: ConfigValues, provider?: string): Client {
  const options = clientOptions(values, process.env, provider);
  const key = JSON.stringify(options);
  const client = clients.get(key) ?? new Client(options);
  clients.set(key, client);
  return client;
}

/** Runs a function that reads, in the program's own process. */
export async function read(
  name: string,
  values: ConfigValues,
  args: JsonObject,
  provider?: string,
): Promise<JsonObject> {
  const run = FUNCTIONS[name];
  if (run === undefined) {
    throw new Error(`pulumi-sinch ${VERSION} has no function ${name}`);
  }
  return await run(clientFor(values, provider), args);
}
