import { randomUUID } from "node:crypto";
import type { Row } from "./account-rows";

/** What is different from an earlier look, as JSON. */
export interface Changes {
  /** Names the present look; with it one asks for what has changed since. */
  seen: string;
  /** Whether `changed` is all that there is, and what one had before is to be forgotten. */
  isWhole: boolean;
  /** New and changed entities by collection, each already written as JSON. */
  changed: ReadonlyMap<string, readonly string[]>;
  /** Ids of those that are gone, by collection. */
  gone: ReadonlyMap<string, readonly string[]>;
}

/** Compares what a project holds from look to look. */
export interface Feed {
  /** The rows may have changed: look at them again before the next answer. */
  touch(): void;
  since(seen: string): Changes;
}

interface Known {
  collection: string;
  id: string;
  /** Undefined when it is gone. */
  text: string | undefined;
  version: number;
}

/** So many entities that are gone are remembered; after that everybody gets all of it once. */
const MAX_GONE = 20_000;

/** A feed that has looked at nothing yet. */
export function createFeed(rows: () => Iterable<Row>): Feed {
  let name = randomUUID().slice(0, 8);
  let version = 0;
  let isStale = true;
  let known = new Map<string, Known>();
  const look = (): void => {
    isStale = false;
    version += 1;
    const left = new Set(known.keys());
    for (const { collection, entity } of rows()) {
      const key = `${collection}/${entity.id}`;
      const text = JSON.stringify(entity);
      left.delete(key);
      if (known.get(key)?.text === text) continue;
      known.set(key, { collection, id: entity.id, text, version });
    }
    for (const key of left) forget(known.get(key));
    if (left.size > MAX_GONE) restart();
  };
  const forget = (one: Known | undefined): void => {
    if (one?.text === undefined) return;
    Object.assign(one, { text: undefined, version });
  };
  const restart = (): void => {
    name = randomUUID().slice(0, 8);
    known = new Map([...known].filter(([, { text }]) => text !== undefined));
  };
  return {
    touch() {
      isStale = true;
    },
    since(seen) {
      if (isStale) look();
      const [feed, text] = seen.split(".");
      const isWhole = feed !== name;
      const from = isWhole ? 0 : Number(text);
      const changed = new Map<string, string[]>();
      const gone = new Map<string, string[]>();
      for (const one of known.values()) {
        if (one.version <= from) continue;
        if (one.text !== undefined) push(changed, one.collection, one.text);
        else if (!isWhole) push(gone, one.collection, one.id);
      }
      return { seen: `${name}.${version}`, isWhole, changed, gone };
    },
  };
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
