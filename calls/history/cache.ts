import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/*
 * What was read of a history is kept in files until the command is done with it, so that a reading that failed goes on
 * where it was. Numbers of people stand in them: only their owner may read them, and they are removed.
 */

/** The folder of all histories of this user. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME } = environment;
  return join(XDG_CACHE_HOME ? XDG_CACHE_HOME : join(homedir(), ".cache"), "pulumi-sinch", "calls");
}

/** Removes all that is kept of histories, of whatever account. */
export async function forgetHistories(folder = cacheFolder()): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** The files of one history. */
export class HistoryCache {
  readonly folder: string;

  /** @param key what tells this history from others */
  constructor(key: string, folder = cacheFolder()) {
    this.folder = join(folder, createHash("sha256").update(key).digest("hex").slice(0, 32));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** A file's text; undefined where it is not there. */
  async read(name: string): Promise<string | undefined> {
    return this.has(name) ? await readFile(this.path(name), "utf8") : undefined;
  }

  /** Writes a file so that it is there whole or not at all. */
  async write(name: string, text: string): Promise<void> {
    await this.fill(name, async (path) => {
      await writeFile(path, text, { mode: 0o600 });
    });
  }

  /** The same for a file that something else fills, at the path that it is given. */
  async fill(name: string, fill: (path: string) => Promise<void>): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // A folder that was there before may be open to others.
    await chmod(this.folder, 0o700);
    const part = this.path(`${name}.part`);
    await rm(part, { force: true });
    await fill(part);
    await rename(part, this.path(name));
  }

  async forget(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
