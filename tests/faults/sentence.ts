import type { Client } from "../../provider/api/client";
import type { JsonObject } from "../../provider/json";
import { lifecycle } from "./operations";
import { World } from "./world";

/** The test of a sentence of docs/reliability.md, in its exact words. */
export function holds(sentence: string, body: () => Promise<void>): void {
  test(sentence, body);
}

/** A world for each test. */
export function useWorld(): () => World {
  let world: World | undefined;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world?.stop());
  return () => {
    if (world === undefined) throw new Error("the world is there in tests only");
    return world;
  };
}

/** An access control list, of which the API takes a second one. */
export const OFFICE = {
  name: "Office",
  enabled: true,
  ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
};

/** Makes that list. */
export function createList(client: Client): Promise<{ id: string }> {
  return lifecycle("AccessControlList", client).create(OFFICE);
}

/** Makes a trunk, of which the API takes one of a host name. */
export function createTrunk(client: Client): Promise<{ id: string; state: JsonObject }> {
  const defaults = { enableCallerName: false, enableCallForward: false };
  return lifecycle("SipTrunk", client).create({ name: "Main", hostName: "main", ...defaults });
}

/** The message with which something fails. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it did not fail");
}

/** Method and path of the requests so far, those for tokens left out. */
export function sent(world: World): string[] {
  return world.emulator
    .requests()
    .filter(({ path }) => path !== "/oauth2/token")
    .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/projects\/[^/]+/, "")}`);
}

/** How long something takes on the clock of the world. */
export async function tookMs(world: World, work: Promise<unknown>): Promise<number> {
  const beganMs = world.clock.now();
  await work;
  return world.clock.now() - beganMs;
}
