/** What concerns one or two shards: Retire, Move and Adopt, each by its shard's own workflow. */
import { Shards, type ShardJob } from "./asks";

export interface SingleInput {
  readonly fleet: string;
  readonly job: ShardJob;
}

export async function single({ fleet, job }: SingleInput): Promise<unknown> {
  return await new Shards(fleet).ask(job);
}
