/** Programs of others that are built from their sources, once, and kept outside the checkout. */
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { withLock } from "./lock.mjs";
import { LOCAL } from "./setup.mjs";

/**
 * A program: the one on the PATH, else one that is built.
 *
 * @param {string} name of its file
 * @param {string} version
 * @param {(folder: string) => Promise<{ reason?: string, isInstalled?: boolean }>} build puts it into a folder; says why it
 *   cannot, and whether what builds it is installed
 * @returns {Promise<{ program: string } | { reason: string, isBuildable: boolean }>}
 */
export async function programBuiltOnce(name, version, build) {
  const found = process.env.PATH.split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  if (found) return { program: found };
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, "pulumi-sinch", `${name}-${version}`);
  const program = join(folder, name);
  return await withLock(join(LOCAL, "locks", name), async () => {
    if (existsSync(program)) return { program };
    mkdirSync(folder, { recursive: true });
    const { reason, isInstalled = false } = await build(folder);
    return reason === undefined ? { program } : { reason, isBuildable: isInstalled };
  });
}
