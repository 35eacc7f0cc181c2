import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { ENTITIES } from "../provider/entities";
import { inventory, kindsToRead } from "../provider/inventory";
import { NODEJS_PACKAGE } from "../provider/version";
import { ACCOUNT_HELP, ACCOUNT_OPTION, accountClient, type AccountFlags } from "./account-options";
import { adoption, type Adopted, type Refused } from "../account/adoption";
import { importEntry, type Front } from "../account/import-file";
import { inQuotes } from "./leftover-text";
import { programText } from "../account/program";
import { showProgress } from "./progress";
import { readStateFile } from "../stack/state";
import { KnownResources, nameOf } from "../account/leftovers";

const IMPORT_FILE = "import.json";
const PROGRAM_FILE = "index.ts";

const KINDS = ENTITIES.map(({ name }) => name).filter((name) => name !== "Project");

const HELP = `${ACCOUNT_HELP}

Reads the whole project, changes nothing in it, and writes two files: ${IMPORT_FILE} for \`pulumi import --file\` (CLI
3.254 or later), and ${PROGRAM_FILE}, a program that fits it, with references in place of ids. Names of resources are
made from the entities' names. Passwords cannot be read: they are not managed until the program names them. Countries
are adopted where calls to them are open, with --all-countries the closed ones too, or with --kind CountryPermissions
as one resource that has all that are open and keeps the others closed. In an account that stacks manage
in part, give their states with --stack-file: no entity may be in two. What the provider would refuse as it is, is
told and left out.

Examples:
  pulumi-sinch adopt
  pulumi-sinch adopt --stack dev --out adopted
  pulumi-sinch adopt --stack dev --account acme --out adopted-acme
  pulumi-sinch adopt --for plugin
  pulumi stack export --file dev.json && pulumi-sinch adopt --stack-file dev.json --out adopted
  pulumi-sinch adopt --name 'acme-*'
  pulumi-sinch adopt --id 01JZ6Q8V3M7T2C9XK4R5B6N8PD --out adopted
  pulumi-sinch adopt --kind CallBlockingRule CountryPermission --all-countries
  pulumi-sinch adopt --kind CountryPermissions --out countries
  pulumi import --file import.json --generate-code=false && pulumi preview --expect-no-changes

Exit status: 0 done, 1 failed, 2 wrong usage.`;

interface Flags extends AccountFlags {
  for: Front;
  out: string;
  kind?: readonly string[];
  id?: readonly string[];
  name?: readonly string[];
  stackFile?: readonly string[];
  allCountries?: boolean;
  protect: boolean;
  overwrite?: boolean;
  json?: boolean;
}

/** The command that brings a running account under management. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("Read a whole project and write a Pulumi program for it, and the file that imports it.")
    .option("--stack <name>", "take the configuration of a stack of this folder's Pulumi project")
    .option(...ACCOUNT_OPTION)
    .addOption(
      new Option("--for <front>", "the Node.js classes (dynamic), or the plugin's SDK")
        .choices(["dynamic", "plugin"])
        .default("dynamic"),
    )
    .option("--out <folder>", "where to write the files", ".")
    .addOption(new Option("--kind <kind...>", "only these kinds").choices(KINDS))
    .option("--id <id...>", "only what has one of these ids, in the form that `pulumi import` takes")
    .option(
      "--name <pattern...>",
      "only what has such a name, and what lives under such a trunk; * is any text",
    )
    .option("--stack-file <file...>", "leave out what the states in these files know")
    .option("--all-countries", "country permissions that are closed, too")
    .option("--no-protect", "do not protect the resources from deletion")
    .option("--overwrite", "replace files that exist")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const { account, out, kind, id, name, stackFile, allCountries, protect, json } = flags;
  const [importFile, programFile] = [join(out, IMPORT_FILE), join(out, PROGRAM_FILE)];
  const existing = [importFile, programFile].find((path) => existsSync(path));
  if (existing !== undefined && !flags.overwrite) {
    throw new Error(`${existing} exists: give another folder with --out, or --overwrite`);
  }
  const client = await accountClient(flags);
  const progress = showProgress("Reading the project");
  const held = await inventory(client, kindsToRead(kind), progress.update).finally(progress.end);
  const { adopted, refused } = adoption(held, {
    ...(kind && { kinds: kind }),
    ...(id && { ids: id }),
    ...(name && { names: name }),
    known: new KnownResources((stackFile ?? []).flatMap(readStateFile), client.projectId),
    ...(allCountries && { allCountries }),
  });
  if (adopted.length === 0 && refused.length === 0) {
    throw new Error(`project ${client.projectId} holds nothing that was asked for`);
  }
  mkdirSync(out, { recursive: true });
  const resources = adopted.map((one) =>
    importEntry(one.held, { name: one.name, front: flags.for, account }),
  );
  writeFileSync(importFile, `${JSON.stringify({ resources }, undefined, 2)}\n`);
  const options = {
    projectId: client.projectId,
    packageName: flags.for === "plugin" ? NODEJS_PACKAGE : "pulumi-sinch",
    protect,
    ...(account !== undefined && { account }),
  };
  writeFileSync(programFile, `${programText(adopted, options)}\n`);
  for (const { held: one, failures } of refused) {
    const reasons = failures.map(({ property, reason }) => `${property} ${reason}`).join("; ");
    console.error(`warning: ${one.entity.name} ${one.id}${inQuotes(nameOf(one))} is left out: ${reasons}`);
  }
  console.log(
    json
      ? JSON.stringify(summary(adopted, refused, { importFile, programFile }), undefined, 2)
      : whatNext(adopted, { importFile, programFile, protect }),
  );
}

function summary(
  adopted: readonly Adopted[],
  refused: readonly Refused[],
  files: { importFile: string; programFile: string },
): object {
  return {
    ...files,
    adopted: adopted.map(({ held, name }) => ({ kind: held.entity.name, id: held.id, name })),
    refused: refused.map(({ held, failures }) => ({ kind: held.entity.name, id: held.id, failures })),
  };
}

function whatNext(
  adopted: readonly Adopted[],
  { importFile, programFile, protect }: { importFile: string; programFile: string; protect: boolean },
): string {
  const counts = KINDS.map(
    (kind) => [kind, adopted.filter(({ held }) => held.entity.name === kind).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  return [
    `Wrote ${adopted.length} resources (${counts.join(", ")}) to ${importFile} and ${programFile}.`,
    `Next, with ${programFile} as the stack's program:`,
    `  pulumi import --file ${importFile} --generate-code=false${protect ? "" : " --protect=false"}`,
    "  pulumi preview --expect-no-changes",
    "  pulumi up",
  ].join("\n");
}
