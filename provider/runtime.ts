import type { Client } from "./api/client";
import { Clients } from "./clients";
import { clientOptions, type ConfigValues, type Whose } from "./config";
import { keepCompiledApart } from "./adapters/compile-cache";
import { dynamicProvider } from "./adapters/dynamic";
import { Engine } from "./adapters/plugin/engine";
import { ENTITIES } from "./entities";
import { functionNamed } from "./functions";
import type { JsonObject } from "./json";
import { VERSION } from "./version";

/*
 * What the text in every state loads: require("pulumi-sinch/runtime").provider("SipTrunk"). The path and the names
 * are a contract with all states ever written: add, never rename.
 */

const clients = new Clients();
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
    keepCompiledApart();
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

/** The client for an account of a configuration; the same for the same, so that token and pace are shared. */
export function clientFor(values: ConfigValues, whose: Whose = {}): Client {
  return clients.of(clientOptions(values, process.env, whose));
}

/** Runs a function that reads, in the program's own process. */
export async function read(
  name: string,
  values: ConfigValues,
  args: JsonObject,
  provider?: string,
): Promise<JsonObject> {
  const run = functionNamed(name);
  return await run((account) => clientFor(values, { provider, account }), args);
}
