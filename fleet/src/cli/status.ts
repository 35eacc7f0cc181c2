import { Command } from "commander";
import { setTimeout as sleep } from "node:timers/promises";
import { fleetStatus, type FleetStatus } from "../status";
import { servePage } from "../page/server";
import { withControl, withFleet, type FolderFlags } from "./opened";
import { port } from "./worker";

const HELP = `
Tells what a roll-out does and what it waits for, how many requests a second each account allows and who shares them,
what each shard was brought to, the last incidents and runs. --watch goes on until the roll-out has ended or waits for
somebody. --serve shows the same as a page that only reads, on this machine alone.

Examples:
  pulumi-sinch-fleet status
  pulumi-sinch-fleet status --watch
  pulumi-sinch-fleet status --json
  pulumi-sinch-fleet status --serve 4020 --temporal-page http://localhost:8233

Exit status: 0 done, 1 failed, 2 wrong usage.`;

interface Flags extends FolderFlags {
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly serve?: number;
  readonly temporalPage?: string;
}

const WATCH_MS = 1_000;

export function statusCommand(): Command {
  return new Command("status")
    .description("Tell how the fleet is, once, live, or as a page.")
    .option("--watch", "go on until the roll-out ends or waits for somebody")
    .option("--serve <port>", "serve a page on 127.0.0.1; 0 takes a free port", port)
    .option("--temporal-page <url>", "the address of Temporal's own pages, for links")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: Flags) => {
      await withFleet(flags, (opened) =>
        withControl(opened.config.name, async (control) => {
          const status = (): Promise<FleetStatus> => fleetStatus(opened, control);
          if (flags.serve !== undefined) {
            await servePage(status, { port: flags.serve, temporalPage: flags.temporalPage });
          } else if (flags.watch) {
            await watch(status, process.stderr);
          }
          const last = await status();
          console.log(flags.json ? JSON.stringify(last, undefined, 2) : statusText(last));
        }),
      );
    });
}

/** Shows a bar until the roll-out has ended or waits for somebody. */
export async function watch(
  status: () => Promise<FleetStatus>,
  output: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
): Promise<FleetStatus> {
  let shown = "";
  for (;;) {
    const now = await status();
    const line = lineOf(now);
    if (output.isTTY) output.write(`\r${line.slice(0, (output.columns ?? 80) - 1)}\u001b[K`);
    // A log gets a line for each step, not for each second.
    const { rollOut, unanswered } = now;
    const step = JSON.stringify([rollOut?.states, unanswered]);
    if (!output.isTTY && step !== shown) output.write(`${line}\n`);
    shown = step;
    const isOver = rollOut === undefined || rollOut.phase === "ended" || rollOut.waitsFor !== undefined;
    if (isOver && unanswered === undefined) {
      if (output.isTTY) output.write("\r\u001b[K");
      return now;
    }
    await sleep(WATCH_MS);
  }
}

const BAR = 24;

/** The roll-out in a line: a bar, how many shards, how long still. */
export function lineOf({ rollOut, unanswered }: FleetStatus): string {
  if (unanswered !== undefined) return `How far the roll-out is, ${unanswered}`;
  if (rollOut === undefined) return "No roll-out.";
  const { states, phase, leftMs } = rollOut;
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  const passed = phase === "preview" ? total - states.waiting : states.done;
  const bar = "=".repeat(Math.floor((BAR * passed) / Math.max(total, 1))).padEnd(BAR);
  return [
    `${phase === "preview" ? "Previews" : "Updates"} [${bar}] ${passed}/${total} shards`,
    ...(states.updating > 0 ? [`${states.updating} at work`] : []),
    ...(states.failed > 0 ? [`${states.failed} failed`] : []),
    ...(leftMs === undefined ? [] : [`about ${minutes(leftMs)} left`]),
  ].join(", ");
}

function minutes(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.ceil(ms / 60_000)} min`;
}

export function statusText(status: FleetStatus): string {
  const { fleet, rollOut, unanswered, shards, accounts, incidents, runs } = status;
  return [
    `Fleet ${fleet}: ${shards.length} shards, ${shards.reduce((sum, { customers }) => sum + customers, 0)} customers.`,
    ...(unanswered === undefined && (rollOut === undefined || rollOut.phase === "ended")
      ? ["No roll-out is under way."]
      : [lineOf(status)]),
    ...(rollOut?.waitsFor === undefined ? [] : [`It waits: ${rollOut.waitsFor}.`]),
    ...Object.entries(rollOut?.failures ?? {}).map(([shard, text]) => `  ${shard} failed: ${text}`),
    ...accounts.map(
      ({ account, processes, requestsPerSecond: rate }) =>
        `Account ${account}: ${processes} processes at work${rate === undefined ? "" : `, ${rate} requests a second together`}.`,
    ),
    ...shards
      .filter(({ outcome }) => outcome === "failed")
      .map(({ name, at }) => `  ${name} failed at ${at}`),
    ...shards
      .filter(({ left }) => left.length > 0)
      .map(({ name, left }) => `  ${name}: left as they are: ${left.join(", ")}`),
    ...(incidents.length === 0 ? ["No incidents."] : ["Incidents:"]),
    ...incidents.map(
      ({ id, urgency, account, begun, findings }) =>
        `  ${id}: ${urgency} in account ${account} since ${begun}: ${findings} findings`,
    ),
    "Last runs:",
    ...(runs.length === 0 ? ["  none"] : runs.map(({ kind, outcome, at }) => `  ${at} ${kind}: ${outcome}`)),
  ].join("\n");
}
