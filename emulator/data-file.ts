import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { isObject } from "./json";
import { putProject, storeState, type Store } from "./store";
import type { ProjectState } from "./project";

/** A file that keeps a store across restarts. */
export interface DataFile {
  /** Resolves when all that the store has now is on the disk; calls at the same time share one writing. */
  save(): Promise<void>;
}

const VERSION = 1;

/** Fills the store from the file, if there is one; else sees to it that its folder is there. */
export function loadStore(path: string, store: Store): void {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) return;
  const content: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (!isSaved(content)) throw new Error(`${path} is not a data file of this emulator`);
  for (const [id, state] of Object.entries(content.projects)) putProject(store, id, state);
}

/** Writes the store to a file: completely to another one first, which then takes its place. */
export function dataFile(path: string, store: Store): DataFile {
  let writing: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    const temporary = `${path}.${process.pid}.tmp`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify({ version: VERSION, ...storeState(store) }));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  };
  const start = (): Promise<void> => {
    writing = write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  return {
    save() {
      if (!writing) return start();
      waiting ??= writing
        .catch(() => undefined)
        .then(() => {
          waiting = undefined;
          return start();
        });
      return waiting;
    },
  };
}

function isSaved(content: unknown): content is { projects: Record<string, Partial<ProjectState>> } {
  return isObject(content) && content.version === VERSION && isObject(content.projects);
}
