import confirm from "@inquirer/confirm";
import { Command } from "commander";
import { STATUS } from "pulumi-sinch/internals";
import type { Control } from "../control";
import { BadInputError } from "../errors";
import type { Release, ShardRecord } from "../model";
import type { ShardRows } from "../plan";
import type { Store } from "../store/store";
import { fleetStatus } from "../status";
import type { RolledOut } from "../workflows/roll-out";
import { withControl, withFleet, type FolderFlags, type Opened } from "./opened";
import { planned, planText, requireWritten, writeAssignment, type PlanFlags } from "./planned";
import { previewText } from "./findings";
import { watch } from "./status";
import { wholeNumber } from "./worker";

const ENDS = `
Exit status: 0 done, 1 failed, stopped or aborted, 2 wrong usage, 7 customers were left as they are.`;

const HELP = `
Brings every shard whose rows, program or version have changed to what the folder says: first previews of all of them
with the rules of the policy pack, told as one; then, once somebody has agreed, one shard, a tenth, the rest. Others are
not touched. It runs on Temporal: Ctrl-C leaves it running, \`status --watch\` looks on, \`pause\`, \`resume\` and \`abort\`
steer it. More failed shards than errorBudget in fleet.yaml stop it; \`resume\` then tries them again and goes on.

--put-back takes shards as they were recorded, too, and sets back what somebody has changed by hand in them.

Examples:
  pulumi-sinch-fleet roll-out
  pulumi-sinch-fleet roll-out --yes --write
  pulumi-sinch-fleet roll-out --yes --put-back main-003 main-007
  pulumi-sinch-fleet roll-out --yes --detach
${ENDS}`;

const BACK_HELP = `
Takes the shards that a later roll-out has changed back to the table and program that were rolled out whole before it,
by the same previews and waves. Customers whom that release had left as they were stay as they are now: they are told.

Examples:
  pulumi-sinch-fleet roll-back
  pulumi-sinch-fleet roll-back --yes
${ENDS}`;

interface RollOutFlags extends FolderFlags, PlanFlags {
  readonly yes?: boolean;
  readonly detach?: boolean;
  readonly json?: boolean;
  readonly putBack?: readonly string[];
}

export function rollOutCommand(): Command {
  return withCommon(new Command("roll-out").description("Bring the fleet to what its folder says."))
    .option("--write", "write new customers into the file of shards first")
    .option(
      "--accept-missing <number>",
      "exactly so many recorded customers are missing, and stay",
      wholeNumber,
    )
    .option("--put-back <shard...>", "also set back what was changed by hand in these shards")
    .addHelpText("after", HELP)
    .action(async (flags: RollOutFlags) => {
      await withFleet(flags, async (opened) => {
        const { store } = opened;
        const plan = await planned(opened, flags);
        if (flags.write) writeAssignment(opened, plan);
        requireWritten(opened, plan);
        console.error(planText(plan));
        const names = new Set([...plan.changed, ...(flags.putBack ?? [])]);
        requireShards(plan.release, flags.putBack ?? []);
        for (const text of plan.texts.values()) await store.put(text);
        await store.saveRelease(plan.release);
        await bring(opened, { release: plan.release, names, putBack: flags.putBack ?? [] }, flags);
        if (plan.problems.length > 0 && process.exitCode === STATUS.done) process.exitCode = STATUS.found;
      });
    });
}

export function rollBackCommand(): Command {
  return withCommon(new Command("roll-back").description("Take changed shards back to the release before."))
    .addHelpText("after", BACK_HELP)
    .action(async (flags: RollOutFlags) => {
      await withFleet(flags, async (opened) => {
        const { store, journal } = opened;
        const records = await store.shards();
        const before = await earlier(opened, await journal.lastRelease());
        const release = await store.release(before);
        const changed = [];
        for (const record of records) {
          if (record.name in release.rows && (await isOther(store, record, release))) changed.push(record);
        }
        const since = records.filter(({ name }) => !(name in release.rows)).map(({ name }) => name);
        if (since.length > 0)
          console.error(`Newer than that release, and left as they are: ${since.join(", ")}`);
        console.error(`Back to release ${before.slice(0, 12)}: ${changed.length} shards.`);
        const names = new Set(changed.map(({ name }) => name));
        const left = await leftBy(store, release, names);
        if (left.length > 0)
          console.error(`Left as they are, since that release left them: ${left.join(", ")}`);
        await bring(opened, { release, names, putBack: [] }, flags);
        if (left.length + since.length > 0 && process.exitCode === STATUS.done)
          process.exitCode = STATUS.found;
      });
    });
}

function withCommon(command: Command): Command {
  return command
    .option("--yes", "agree to the previews beforehand")
    .option("--detach", "do not wait for the end")
    .option("--json", "print JSON");
}

/** The release that was rolled out whole before the one that was begun last. */
async function earlier({ store }: Opened, begun: string | undefined): Promise<string> {
  const before = (await store.approved()).find((hash) => hash !== begun);
  if (before !== undefined) return before;
  throw new BadInputError(
    "no release was rolled out whole before the last one: there is nothing to go back to",
  );
}

/** Whether a shard was brought to something else than a release has for it. */
async function isOther(
  store: Store,
  { name, release: hash, outcome }: ShardRecord,
  wanted: Release,
): Promise<boolean> {
  const own = await store.release(hash);
  const isSame = own.rows[name] === wanted.rows[name] && own.program === wanted.program;
  return outcome === "failed" || !isSame || own.version !== wanted.version;
}

/** Customers whom a release does not declare in these shards: what they had before is not in it. */
async function leftBy(store: Store, { rows }: Release, names: ReadonlySet<string>): Promise<string[]> {
  const texts = await Promise.all([...names].map((name) => store.get(rows[name] ?? "")));
  return texts.flatMap((text) => (JSON.parse(text) as ShardRows).left.map(({ customer }) => customer)).sort();
}

function requireShards({ shards }: Release, names: readonly string[]): void {
  const unknown = names.filter((name) => shards.every((shard) => shard.name !== name));
  if (unknown.length > 0) throw new BadInputError(`there is no shard ${unknown.join(", ")}`);
}

async function bring(
  opened: Opened,
  what: {
    readonly release: Release;
    readonly names: ReadonlySet<string>;
    readonly putBack: readonly string[];
  },
  flags: RollOutFlags,
): Promise<void> {
  const { config, journal } = opened;
  const { release, names, putBack } = what;
  const shards = release.shards
    .filter(({ name }) => names.has(name))
    .map(({ name, account }) => ({ name, account, ...(putBack.includes(name) && { isPutBack: true }) }));
  if (shards.length === 0) {
    console.log(flags.json ? JSON.stringify({ outcome: "nothing to do" }) : "Nothing to do.");
    return;
  }
  await withControl(config.name, async (control) => {
    await control.startRollOut({
      ...{ release: release.hash, shards, errorBudget: config.errorBudget },
      isApproved: flags.yes ?? false,
    });
    await journal.ran({ kind: "roll-out", outcome: "begun", detail: { release: release.hash } });
    if (flags.detach) {
      console.log(
        flags.json ? JSON.stringify({ outcome: "begun" }) : "It runs: `pulumi-sinch-fleet status --watch`.",
      );
      return;
    }
    await follow(opened, control, flags);
  });
}

/** Looks on until the end, and asks once the previews are there. */
async function follow(opened: Opened, control: Control, flags: RollOutFlags): Promise<void> {
  const status = () => fleetStatus(opened, control);
  for (;;) {
    const now = await watch(status, process.stderr);
    const { rollOut } = now;
    const isRefused = rollOut?.phase === "ended" && (rollOut.summary?.mandatory ?? 0) > 0;
    if (rollOut?.summary !== undefined && (rollOut.phase === "approval" || isRefused)) {
      console.error(await previewText(rollOut.summary, opened.store));
    }
    if (rollOut?.phase === "approval" && process.stdin.isTTY && !flags.json) {
      await control.signalRollOut(
        (await confirm({ message: "Roll it out?", default: false })) ? "resume" : "abort",
      );
    } else if (rollOut?.waitsFor !== undefined) {
      console.error(`It waits: ${rollOut.waitsFor}.`);
      for (const [shard, text] of Object.entries(rollOut.failures)) console.error(`  ${shard}: ${text}`);
      process.exitCode = STATUS.failed;
      if (flags.json) console.log(JSON.stringify({ outcome: "waits", ...rollOut }));
      return;
    } else {
      break;
    }
  }
  const ended: RolledOut = await control.rolledOut();
  console.log(flags.json ? JSON.stringify(ended) : endText(ended));
  process.exitCode = ended.outcome === "done" && ended.failed === 0 ? STATUS.done : STATUS.failed;
}

function endText({ outcome, shards, failed, counts }: RolledOut): string {
  const what = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([operation, count]) => `${count} ${operation}`);
  return `${outcome === "done" ? "Rolled out" : "Aborted"}: ${shards} shards done, ${failed} failed; resources: ${what.join(", ") || "none"}.`;
}
