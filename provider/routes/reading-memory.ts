import type { Client } from "../api/client";
import type { JsonObject } from "../json";
import type { Listing, Snapshots } from "./snapshots";

/** A collection whose entities are read one by one, in whatever order Pulumi asks. */
export interface Collection extends Listing {
  /** What all collections of this kind of entity have in common: their lists have the same fields. */
  readonly kind: string;
  /** Reads one entity by its own id; absent where the API has no such call. */
  readonly get?: (id: string) => Promise<JsonObject>;
}

/** What is known of a kind's lists. */
export interface Kind {
  reads: number;
  /** The first single answers: what a list is held against. */
  readonly samples: Map<string, Promise<JsonObject | undefined>>;
  /** Whether a listed item had all of its own answer; absent while none was held against it. */
  comparison?: Promise<boolean> | undefined;
  /** A listed item lacked something: the kind is read singly from then on. */
  isPartial: boolean;
  pages: number;
  answered: number;
}

/** What a process has read so far, and changed. */
export interface Memory {
  readonly kinds: Map<string, Kind>;
  readonly snapshots: Snapshots;
  /** What this process has changed, by the paths of the collections: pages read before do not show it. */
  readonly written: Map<string, Set<string>>;
}

const memories = new WeakMap<Client, Memory>();

/** The memory of a client, which is that of a process and an account. */
export function memoryOf(client: Client): Memory {
  const memory = memories.get(client) ?? {
    kinds: new Map<string, Kind>(),
    snapshots: new Map(),
    written: new Map<string, Set<string>>(),
  };
  memories.set(client, memory);
  return memory;
}

/** What is known of a collection's kind. */
export function kindOf(kinds: Map<string, Kind>, { kind: name }: Collection): Kind {
  const kind = kinds.get(name) ?? { reads: 0, samples: new Map(), isPartial: false, pages: 0, answered: 0 };
  kinds.set(name, kind);
  return kind;
}
