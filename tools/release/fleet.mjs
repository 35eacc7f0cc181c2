/** `pulumi-sinch-fleet`: the archive of fleet/, with the example that a fleet begins with. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { buildFleet } from "../fleet/build.mjs";
import { FLEET } from "../fleet/servers.mjs";
import { ROOT } from "../setup.mjs";
import { npmPack } from "./common.mjs";

/** Builds it and packs it into a folder; returns the archive's path. */
export async function makeFleet(target) {
  await buildFleet({ say: console.error });
  return await packFleet(target);
}

/** Packs what is built. In a folder of its own, since the licence and the example are the repository's. */
export async function packFleet(target) {
  const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-fleet-archive-"));
  try {
    for (const name of ["package.json", "README.md", "dist"]) {
      cpSync(join(FLEET, name), join(work, name), { recursive: true });
    }
    cpSync(join(ROOT, "LICENSE"), join(work, "LICENSE"));
    const filter = (path) => basename(path) !== "node_modules";
    cpSync(join(ROOT, "examples", "fleet"), join(work, "example"), { recursive: true, filter });
    return await npmPack(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
