import { createHash } from "node:crypto";
import type { Release } from "./model";

/** What a shard is brought to by a release: equal where there is nothing to do. */
export function shardDigest({ rows, program, version }: Release, shard: string): string {
  return createHash("sha256")
    .update(JSON.stringify([rows[shard], program, version]))
    .digest("hex");
}
