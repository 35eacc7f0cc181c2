/** What the table and the program come to, as commands tell it. */
import { readFileSync, writeFileSync } from "node:fs";
import { accountsOf, VERSION } from "pulumi-sinch/internals";
import { assignmentText } from "../assignment";
import { BadInputError } from "../errors";
import { planOf, type Plan } from "../plan";
import { capped, MOST_SHOWN } from "./findings";
import type { Opened } from "./opened";

export interface PlanFlags {
  readonly acceptMissing?: number;
  readonly write?: boolean;
}

/** @throws BadInputError where nothing may be rolled out */
export async function planned(
  { config, store }: Opened,
  { acceptMissing }: Pick<PlanFlags, "acceptMissing">,
): Promise<Plan> {
  return await planOf(config, {
    records: await store.shards(),
    version: VERSION,
    accounts: accountsOf({}, process.env),
    acceptMissing,
    memory: store.rehearsals,
  });
}

/** Writes the file of shards where it lacks something. Returns whether it did. */
export function writeAssignment({ config }: Opened, plan: Plan): boolean {
  if (isWritten(config.assignment, plan)) return false;
  writeFileSync(config.assignment, assignmentText(plan.assignment));
  return true;
}

/** @throws BadInputError where the file of shards is not what the plan needs: it is reviewed before it is rolled out */
export function requireWritten({ config }: Opened, plan: Plan): void {
  if (isWritten(config.assignment, plan)) return;
  throw new BadInputError(
    `the file of shards lacks ${plan.added.length} customers: run \`pulumi-sinch-fleet plan --write\`, and commit what it writes; or give --write to do both`,
  );
}

function isWritten(file: string, plan: Plan): boolean {
  try {
    return readFileSync(file, "utf8") === assignmentText(plan.assignment);
  } catch {
    return false;
  }
}

export function planText(plan: Plan): string {
  const { changed, added, left, problems, release, missing } = plan;
  const customers = release.shards.reduce((sum, shard) => sum + shard.customers.length, 0);
  return [
    `${customers} customers in ${release.shards.length} shards; ${changed.length} shards are to be brought to release ${release.hash.slice(0, 12)}.`,
    ...(added.length === 0 ? [] : [`New: ${shortened(added)}.`]),
    ...(missing.length === 0 ? [] : [`Missing in the table, and left as they are: ${shortened(missing)}.`]),
    ...(changed.length === 0 ? [] : [`Shards: ${shortened(changed)}.`]),
    ...(problems.length === 0 ? [] : ["", `Left as they are, ${left.length} customers; what is wrong:`]),
    ...capped(
      problems.map(
        ({ customer, line, text }) =>
          `${line === undefined ? "" : `line ${line}: `}${customer === undefined ? "" : `${customer} `}${text}`,
      ),
    ),
  ].join("\n");
}

export function planJson({ release, changed, added, missing, left, problems }: Plan): unknown {
  return { release: release.hash, shards: release.shards.length, changed, added, missing, left, problems };
}

function shortened(names: readonly string[]): string {
  const rest = names.length - MOST_SHOWN;
  return `${names.slice(0, MOST_SHOWN).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
