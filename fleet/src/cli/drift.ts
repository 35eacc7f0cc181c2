import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { STATUS } from "pulumi-sinch/internals";
import type { DriftReport } from "../activities";
import { UnansweredError, type Control } from "../control";
import { incidentText, TOLD } from "../incidents";
import { withControl, withFleet, type FolderFlags } from "./opened";

const HELP = `
Looks at every shard as \`pulumi-sinch drift\` looks at a stack, and at each account for what no shard knows; changes
nothing. Workers do the same by themselves as often as fleet.yaml says (drift.every). What is alike, in one account and
within an hour is one incident; --incidents writes a Markdown and a JSON file for each that has something new.

Examples:
  pulumi-sinch-fleet drift
  pulumi-sinch-fleet drift --incidents incidents
  pulumi-sinch-fleet drift --json

Exit status: 0 nothing found, 1 failed or not all was looked at, 2 wrong usage, 7 found.`;

interface Flags extends FolderFlags {
  readonly incidents?: string;
  readonly json?: boolean;
}

const EVERY_MS = 1_000;

export function driftCommand(): Command {
  return new Command("drift")
    .description("Find what somebody changed by hand, in the whole fleet.")
    .option("--incidents <folder>", "write a file for each incident that has something new")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: Flags) => {
      await withFleet(flags, async ({ config, journal, store }) => {
        const report = await withControl(config.name, async (control) => {
          await control.startDrift();
          await progress(control);
          return await control.driftFound();
        });
        const fresh = (await journal.incidents(1_000)).filter(({ id }) => report.incidents.includes(id));
        const incidents = fresh
          .map((one) => ({ fleet: config.name, ...one }))
          .sort((one, other) => TOLD.indexOf(one.urgency) - TOLD.indexOf(other.urgency));
        if (flags.incidents !== undefined) {
          mkdirSync(flags.incidents, { recursive: true });
          for (const incident of incidents) {
            const file = join(flags.incidents, `incident-${incident.id}`);
            writeFileSync(`${file}.md`, incidentText(incident), { mode: 0o600 });
            writeFileSync(`${file}.json`, JSON.stringify(incident, undefined, 2), { mode: 0o600 });
          }
        }
        const details: unknown = JSON.parse(await store.get(report.report));
        console.log(
          flags.json
            ? JSON.stringify({ ...report, details, incidents }, undefined, 2)
            : [driftLine(report), ...incidents.map(incidentText)].join("\n\n"),
        );
        process.exitCode = statusOf(report);
      });
    });
}

async function progress(control: Control): Promise<void> {
  for (let shown = ""; ;) {
    const [line, isEnded] = await progressLine(control);
    if (line !== shown) process.stderr.write(`${line}\n`);
    shown = line;
    if (isEnded) return;
    await sleep(EVERY_MS);
  }
}

async function progressLine(control: Control): Promise<[line: string, isEnded: boolean]> {
  try {
    const { looked = 0, shards = 0, isEnded = true } = (await control.driftProgress()) ?? {};
    return [`Looked at ${looked} of ${shards} shards.`, isEnded];
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return [`How far it is, ${error.message}`, false];
  }
}

const URGENT = ["alarm", "drift", "policy"];

export function statusOf({ found, notLookedAt }: DriftReport): number {
  if (URGENT.some((urgency) => (found[urgency] ?? 0) > 0)) return STATUS.found;
  return notLookedAt > 0 || (found["not looked at"] ?? 0) > 0 ? STATUS.failed : STATUS.done;
}

function driftLine({ found, notLookedAt }: DriftReport): string {
  const counts = Object.entries(found).map(([urgency, count]) => `${count} ${urgency}`);
  return [
    counts.length === 0 ? "All is as the fleet says." : `Found: ${counts.join(", ")}.`,
    ...(notLookedAt === 0 ? [] : [`${notLookedAt} shards or accounts could not be looked at.`]),
  ].join(" ");
}
