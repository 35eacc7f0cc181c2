import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { withBesides, type Seen } from "../account/besides";
import { KnownResources, lookInto, mayBeUntouched } from "../account/leftovers";
import { resourceNames } from "../account/resource-names";
import { systemClock } from "../provider/api/clock";
import { accountsOf, type ConfigValues } from "../provider/config";
import { driftJunit, driftOf, driftText, readBaseline, type Drift, type Stray } from "../review";
import type { Review } from "../stack/change";
import { readReview } from "../stack/document";
import { heldUrn } from "../stack/held";
import { readStateFile, readText, resourcesOfState, type KnownResource } from "../stack/state";
import {
  allStacks,
  clientOf,
  refreshed,
  selectedStack,
  stackConfiguration,
  stackState,
} from "./account-options";
import { STATUS } from "./exit-status";
import { describeLeftover, frontOf } from "./leftover-text";
import { readPolicyConfig } from "./policy-config";
import { showProgress } from "./progress";

const HELP = `
Looks three ways, and changes nothing: \`pulumi refresh --preview-only --run-program\` tells what differs from the stack;
the account tells what no state knows, which countries are open, and what \`ignoreChanges\` hides; the rules of the policy
pack judge all of that. Prints Markdown for a ticket: new findings first, the alarms on top; what a baseline has
accepted last. What could not be looked at is a finding too.

Where other stacks use the project, name their states, or all that they made is listed.

A baseline: {"accepted": [{"finding": "…", "reason": "…", "until": "2027-03-31"}]}, each finding as it is printed.

Examples:
  pulumi-sinch drift
  pulumi-sinch drift --stack prod --all-stacks --baseline drift-baseline.json > drift.md
  pulumi-sinch drift --stack prod --stack-file numbers.json --json
  pulumi-sinch drift --stack prod --junit drift.xml

Exit status: 0 nothing new, 1 failed or not all was looked at, 2 wrong usage, 7 something new was found.`;

interface Flags {
  stack?: string;
  stackFile?: readonly string[];
  allStacks?: boolean;
  baseline?: string;
  policyPackConfig?: string;
  junit?: string;
  json?: boolean;
}

/** The one command of a scheduled job. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("Find what somebody changed by hand: in the stack, beside it, and against the rules.")
    .option("--stack <name>", "a stack of this folder's Pulumi project (default: the selected one)")
    .option("--stack-file <file...>", "files with states of other stacks that use the project")
    .option("--all-stacks", "take what all stacks of the backend made as known")
    .option("--baseline <file>", "findings that were accepted, each with a reason and a day")
    .option(
      "--policy-pack-config <file>",
      "levels and parameters of rules, as Pulumi's option of this name takes",
    )
    .option("--junit <file>", "also write JUnit's XML there")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: Flags) => {
      const drift = await look(flags);
      console.log(flags.json ? JSON.stringify(drift, undefined, 2) : driftText(drift));
      if (flags.junit !== undefined) writeFileSync(flags.junit, driftJunit(drift));
      process.exitCode = statusOf(drift);
    });
}

function statusOf({ found }: Drift): number {
  const urgencies = new Set(found.map(({ urgency }) => urgency));
  if (urgencies.has("alarm") || urgencies.has("drift") || urgencies.has("policy")) return STATUS.found;
  return urgencies.has("not looked at") ? STATUS.failed : STATUS.done;
}

async function look(flags: Flags): Promise<Drift> {
  const accepted = flags.baseline === undefined ? [] : readBaseline(readText(flags.baseline), flags.baseline);
  const config = readPolicyConfig(flags.policyPackConfig);
  const stack = flags.stack ?? (await selectedStack());
  const resources = await knownResources(stack, flags);
  const review = readReview(await refreshed(stack), `the refresh of stack ${stack}`, true);
  const { accounts, blind } = await seeAccounts(stack, resources);
  const whole = withBesides(review, accounts);
  return driftOf(
    { ...whole, notLookedAt: [...whole.notLookedAt, ...blind, ...blindProviders(review)] },
    {
      strays: straysOf(accounts, { stack, stackFile: flags.stackFile, resources }),
      config,
      accepted,
      today: new Date(systemClock.now()).toISOString().slice(0, 10),
    },
  );
}

async function knownResources(
  stack: string,
  { stackFile, allStacks: isAll }: Flags,
): Promise<KnownResource[]> {
  const stacks = isAll ? [...new Set([stack, ...(await allStacks())])] : [stack];
  const known: KnownResource[] = [];
  // One after the other: each is a process of Pulumi's, and a backend may have hundreds.
  for (const one of stacks) known.push(...resourcesOfState(await stackState(one), { stack: one }));
  return [...known, ...(stackFile ?? []).flatMap(readStateFile)];
}

type Blind = Review["notLookedAt"][number];

/** What each account of the stack's configuration holds. */
async function seeAccounts(
  stack: string,
  resources: readonly KnownResource[],
): Promise<{ accounts: Seen[]; blind: Blind[] }> {
  const [accounts, blind]: [Seen[], Blind[]] = [[], []];
  const unseen = (what: string, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    blind.push({ urn: "", key: "", text: `${what}: ${reason}` });
  };
  let values: ConfigValues = {};
  let names: (string | undefined)[] = [];
  try {
    values = await stackConfiguration(stack);
    names = accountsOf(values);
  } catch (error) {
    unseen("what no state knows", error);
  }
  for (const account of names) {
    const progress = showProgress(
      account === undefined ? "Reading the project" : `Reading account ${account}`,
    );
    try {
      const client = clientOf(values, account);
      const known = new KnownResources(resources, client.projectId);
      accounts.push({ account, ...(await lookInto(client, known, progress.update)) });
    } catch (error) {
      unseen(`what no state knows${account === undefined ? "" : ` of account ${account}`}`, error);
    } finally {
      progress.end();
    }
  }
  return { accounts, blind };
}

/** An explicit provider's access key is in the state alone, and encrypted there. */
function blindProviders({ changes }: Review): Blind[] {
  const providers = new Set(changes.flatMap(({ resource }) => resource.provider ?? []));
  return [...providers].map((name) => ({
    urn: "",
    key: "",
    text: `what no state knows of the account of the explicit provider "${name}": name it in sinch:accounts, or accept this`,
  }));
}

function straysOf(
  accounts: readonly Seen[],
  {
    stack,
    stackFile,
    resources,
  }: Pick<Flags, "stackFile"> & { stack: string; resources: readonly KnownResource[] },
): Map<string, Stray> {
  const front = frontOf(resources);
  return new Map(
    accounts.flatMap(({ account, held, leftovers }) => {
      const names = resourceNames([...held, ...leftovers.map((one) => one.held)]);
      return leftovers.map((leftover): [string, Stray] => {
        const one = leftover.held;
        const shown = describeLeftover(leftover, names.get(one) ?? one.id, {
          stack,
          front,
          ...(account !== undefined && { account }),
          ...(stackFile && { stackFile }),
        });
        const made = shown.createTime === null ? [] : [`made ${shown.createTime}`];
        return [
          heldUrn(account, one),
          { isUsual: mayBeUntouched(one), commands: [...made, shown.remove, shown.import] },
        ];
      });
    }),
  );
}
