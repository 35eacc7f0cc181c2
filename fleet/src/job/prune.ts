import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";

/** Of each shard so many old states are kept. */
export const KEPT = 20;

/** In names of files of the history and of backups: nanoseconds, of which all have as many digits. */
const TIME = /-(\d{19})\.(history|checkpoint)\.json/;
const BACKUP = /\.(\d{19})\.json/;

/**
 * Removes old states of a shard, of which each update leaves one more: all but the last 20. Pulumi has no command for
 * it, and reads them for `pulumi stack history` alone. In files and in PostgreSQL; an object store has rules of its own
 * for what is to be removed when.
 */
export async function prune(project: string, shard: string, backend: string | undefined): Promise<void> {
  if (backend?.startsWith("file://")) {
    const root = join(folderOf(backend), ".pulumi");
    for (const kind of ["history", "backups"]) {
      const folder = join(root, kind, project, shard);
      for (const name of old(namesIn(folder))) rmSync(join(folder, name), { force: true });
    }
  }
  if (backend !== undefined && /^postgres(ql)?:/.test(backend)) await pruneTable(project, shard, backend);
}

async function pruneTable(project: string, shard: string, backend: string): Promise<void> {
  const url = new URL(backend);
  const table = url.searchParams.get("table") ?? "pulumi_state";
  url.searchParams.delete("table");
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    for (const kind of ["history", "backups"]) {
      const { rows } = await client.query<{ key: string }>(
        `select key from ${client.escapeIdentifier(table)} where position($1 in key) > 0`,
        [`.pulumi/${kind}/${project}/${shard}/`],
      );
      const keys = old(rows.map(({ key }) => key));
      await client.query(`delete from ${client.escapeIdentifier(table)} where key = any($1)`, [keys]);
    }
  } finally {
    await client.end();
  }
}

/** All but those of the last times; what has no time is left. */
function old(names: readonly string[]): string[] {
  const timeOf = (name: string): string => (TIME.exec(name) ?? BACKUP.exec(name))?.[1] ?? "";
  const times = [...new Set(names.map(timeOf))].filter((time) => time !== "").sort();
  const gone = new Set(times.slice(0, -KEPT));
  return names.filter((name) => gone.has(timeOf(name)));
}

/** `~` and relative paths are Pulumi's as well. */
function folderOf(backend: string): string {
  const path = backend.slice("file://".length);
  if (path.startsWith("~")) return join(process.env.HOME ?? "", path.slice(1));
  return path.startsWith("/") ? fileURLToPath(backend.split("?")[0] ?? backend) : path;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
