import { Client } from "./api/client";
import { clientOptions, type ConfigValues } from "./config";
import { dynamicProvider } from "./adapters/dynamic";
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

/** The client for a configuration; the same for the same, so that token and pace are shared. */
export function clientFor(values: ConfigValues): Client {
  const options = clientOptions(values);
  const key = JSON.stringify(options);
  const client = clients.get(key) ?? new Client(options);
  clients.set(key, client);
  return client;
}

/** Runs a function that reads, in the program's own process. */
export async function read(name: string, values: ConfigValues, args: JsonObject): Promise<JsonObject> {
  const run = FUNCTIONS[name];
  if (run === undefined) {
    throw new Error(`pulumi-sinch ${VERSION} has no function ${name}`);
  }
  return await run(clientFor(values), args);
}
