import type { World } from "./world";

/** One more than fit on a page. */
export const MANY = 3;

/** Enough for a second page. */
export async function many(make: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < MANY; n++) await make(n);
}

/** A trunk of that name. */
export async function trunk(world: World, name = "Main"): Promise<string> {
  return await world.make("/trunks", { name, hostName: name.toLowerCase() });
}

/** An access control list of that name. */
export async function accessControlList(world: World, name: string): Promise<string> {
  const ipRanges = [{ ipAddress: "198.51.100.16", range: 28 }];
  return await world.make("/accessControlLists", { name, enabled: true, ipRanges });
}

/** A credential list of that name, with one username. */
export async function credentialList(world: World, name: string, username: string): Promise<string> {
  return await world.make("/credentialLists", {
    name,
    credentials: [{ username, password: "Correct7Horse" }],
  });
}
