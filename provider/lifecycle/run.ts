import type { Client } from "../api/client";
import { Failed } from "./failed";
import { Foresight } from "./foresight";
import { Handover } from "./handover";
import { Ownership } from "./ownership";
import { Replacements } from "./replacements";
import { Outage } from "./outage";
import { Unfinished } from "./unfinished";

/**
 * What one process has seen of a run of Pulumi, apart for each account: the engine asks about one resource at a
 * time, and some answers depend on the others. Nothing of it outlives the process.
 */
export interface Run {
  readonly ownership: Ownership;
  readonly handover: Handover;
  readonly replacements: Replacements;
  readonly outage: Outage;
  readonly unfinished: Unfinished;
  readonly failed: Failed;
  readonly foresight: Foresight;
  /** Ids that were read without a state: what is changed after that was imported in the same update. */
  readonly imported: Set<string>;
}

const runs = new WeakMap<Client, Run>();

/** The run of a client's account. */
export function runOf(client: Client): Run {
  const known = runs.get(client);
  if (known !== undefined) {
    return known;
  }
  const handover = new Handover(client);
  const run: Run = {
    ownership: new Ownership(),
    handover,
    replacements: new Replacements(client, handover),
    outage: new Outage(),
    unfinished: new Unfinished(),
    failed: new Failed(),
    foresight: new Foresight(),
    imported: new Set(),
  };
  runs.set(client, run);
  return run;
}
