import { Command, Option } from "commander";
import type { Client } from "../provider/api/client";
import type { Held } from "../provider/inventory";
import type { JsonObject } from "../provider/json";
import {
  ACCOUNT_HELP,
  ACCOUNT_OPTION,
  accountClient,
  stackOrSelected,
  stackState,
  type AccountFlags,
} from "./account-options";
import { importEntry, type Front } from "../account/import-file";
import { STATUS } from "./exit-status";
import { describeLeftover, frontOf, headline, inQuotes, leftoverText } from "./leftover-text";
import { showProgress } from "./progress";
import { readUnknown, removeHeld, type Named } from "../account/remove-leftovers";
import { resourceNames } from "../account/resource-names";
import { readStateFile, resourcesOfState, type KnownResource } from "../stack/state";
import { secondOf, timeOf } from "./time";
import { KnownResources, entityNamed, findLeftovers } from "../account/leftovers";
import { heldName } from "../stack/held";

const HELP = `${ACCOUNT_HELP}

A state is what \`pulumi stack export\` prints or a checkpoint of the file backend, of the dynamic classes or of the
plugin; no passphrase is needed, since ids are not encrypted. Give the states of all stacks that use the project:
whatever none of them knows is a leftover. A range is listed by itself where its list is known. A country
is listed where calls to it are open, but for US, CA, PR and VI, which a new project may have open; a number
where it is bound to a trunk.

Nothing is removed but what --remove names, and nothing at all that a given state knows.

Examples:
  pulumi-sinch leftovers --stack dev
  pulumi stack export --file dev.json && pulumi-sinch leftovers --stack-file dev.json
  pulumi-sinch leftovers --stack-file dev.json prod.json --since 2026-11-24T12:00:00Z --json
  pulumi-sinch leftovers --stack-file dev.json --remove SipEndpoint 01JZ6Q8V3M7T2C9XK4R5B6N8PD/01JZ6QB1A4D8E0F2G6H9J3K5MN
  pulumi-sinch leftovers --stack-file dev.json --import CallBlockingRule 01JZ6QM3N5P7R9S1T4V6W8X0YZ > import.json
  pulumi import --file import.json --generate-code=false

Exit status: 0 done, 1 failed, 2 wrong usage, 7 leftovers were found, with --expect-none.`;

interface Flags extends AccountFlags {
  stackFile?: readonly string[];
  since?: Date;
  json?: boolean;
  expectNone?: boolean;
  import?: readonly string[];
  remove?: readonly string[];
}

/** The command that lists what no stack knows, and imports or removes what it is told to. */
export function leftoversCommand(): Command {
  const command = new Command("leftovers")
    .description("List what the project holds and no given state knows; remove or import some of it.")
    .option(
      "--stack <name>",
      "a stack of this folder's Pulumi project: its state and its configuration (default: the selected one)",
    )
    .option(...ACCOUNT_OPTION)
    .option("--stack-file <file...>", "files with states")
    .addOption(
      new Option(
        "--since <time>",
        "only what was made then or later, in ISO 8601; UTC without a zone",
      ).argParser(timeOf),
    )
    .option("--expect-none", "exit with status 7 if there are any")
    .option("--import <kind-and-id...>", "print the file for `pulumi import --file` of these")
    .addOption(
      new Option("--remove <kind-and-id...>", "remove these from the account").conflicts(["import", "since"]),
    )
    .option("--json", "print JSON")
    .addHelpText("after", HELP);
  return command.action(async (given: Flags) => {
    const stack = given.stackFile === undefined ? await stackOrSelected(given.stack) : given.stack;
    const flags = { ...given, ...(stack !== undefined && { stack }) };
    if (flags.stack === undefined && flags.stackFile === undefined) {
      command.error(
        "error: give at least one state, with --stack or --stack-file: what no state knows is listed",
      );
    }
    const [toRemove, toImport] = [pairs(command, flags.remove), pairs(command, flags.import)];
    const client = await accountClient(flags);
    const resources = await knownResources(flags);
    const known = new KnownResources(resources, client.projectId);
    if (toRemove.length > 0) {
      await remove(client, known, { named: toRemove, isJson: flags.json === true });
    } else if (toImport.length > 0) {
      const front = frontOf(resources);
      const held = await readUnknown(client, known, toImport);
      const names = resourceNames(held);
      print({
        resources: held.map((one) =>
          importEntry(one, { name: names.get(one) ?? one.id, front, account: flags.account }),
        ),
      });
    } else {
      await list(client, known, { flags, front: frontOf(resources) });
    }
  });
}

async function list(
  client: Client,
  known: KnownResources,
  { flags, front }: { flags: Flags; front: Front },
): Promise<void> {
  const progress = showProgress("Reading the project");
  const all = await findLeftovers(client, known, progress.update).finally(progress.end);
  const since = flags.since === undefined ? "" : secondOf(flags.since);
  // What has no time may be new: it stays.
  const leftovers = all.filter(({ held }) => (held.createTime ?? since) >= since);
  const leftOut = all.length - leftovers.length;
  const names = resourceNames(all.map(({ held }) => held));
  const shown = leftovers.map((one) =>
    describeLeftover(one, names.get(one.held) ?? one.held.id, { ...flags, front }),
  );
  if (flags.json) {
    print({ projectId: client.projectId, leftovers: shown, ...(since !== "" && { since, leftOut }) });
  } else {
    console.log(headline(client.projectId, { shown: shown.length, leftOut, since }));
    for (const one of shown) {
      console.log(leftoverText(one));
    }
  }
  if (flags.expectNone && shown.length > 0) {
    process.exitCode = STATUS.found;
  }
}

async function remove(
  client: Client,
  known: KnownResources,
  { named, isJson }: { named: readonly Named[]; isJson: boolean },
): Promise<void> {
  const removed: JsonObject[] = [];
  const tell = (one: Held): void => {
    const { entity, id } = one;
    removed.push({ kind: entity.name, id, name: heldName(one) });
    if (!isJson) {
      console.log(`removed ${entity.name} ${id}${inQuotes(heldName(one))}`);
    }
  };
  try {
    await removeHeld(client, await readUnknown(client, known, named), tell);
  } finally {
    if (isJson) {
      print({ removed });
    }
  }
}

async function knownResources({ stack, stackFile }: Flags): Promise<KnownResource[]> {
  const ofStack = stack === undefined ? [] : resourcesOfState(await stackState(stack), { stack });
  return [...ofStack, ...(stackFile ?? []).flatMap(readStateFile)];
}

function pairs(command: Command, words: readonly string[] = []): Named[] {
  const kinds = words.filter((_, index) => index % 2 === 0);
  return kinds.map((kind, index) => {
    const id = words[2 * index + 1];
    try {
      const entity = entityNamed(kind);
      if (id === undefined) {
        throw new Error(`an id must follow ${kind}, of the form ${entity.idForm}`);
      }
      return { entity, id };
    } catch (error) {
      return command.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function print(value: JsonObject): void {
  console.log(JSON.stringify(value, undefined, 2));
}
