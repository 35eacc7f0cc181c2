import { join } from "node:path";
import { Command, Option } from "commander";
import { ENTITIES } from "../provider/entities";
import { inventory, kindsToRead, type Held } from "../provider/inventory";
import { NODEJS_PACKAGE } from "../provider/version";
import { ACCOUNT_HELP, ACCOUNT_OPTION, accountClient, type AccountFlags } from "./account-options";
import { adoption, type Adopted, type Refused, type Selection } from "../account/adoption";
import { importEntry, type Front } from "../account/import-file";
import { inQuotes } from "./leftover-text";
import { programFiles } from "../account/program-files";
import { askWhatToAdopt, isTerminal } from "./adopt-choice";
import { importPrefix, PROGRAM_FILE, refuseExisting, refuseStale, writeAll } from "./adopt-files";
import { showProgress } from "./progress";
import { readStateFile } from "../stack/state";
import { KnownResources } from "../account/leftovers";
import { heldName } from "../stack/held";

const IMPORT_FILE = "import.json";

const KINDS = ENTITIES.map(({ name }) => name).filter((name) => name !== "Project");

const HELP = `${ACCOUNT_HELP}

Reads the whole project, changes nothing in it, and writes ${IMPORT_FILE} for \`pulumi import --file\` (CLI 3.254 or
later), and ${PROGRAM_FILE}, a program that fits it, with references in place of ids. More than 10 trunks get a file
each, or a table and a loop where they are alike. On a terminal it asks which kinds and trunks. Names of resources are
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
  pulumi-sinch adopt --json > account.json
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
  yes?: boolean;
}

/** The command that brings a running account under management. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("Read a whole project and write a Pulumi program for it, and the file that imports it.")
    .option(
      "--stack <name>",
      "take the configuration of a stack of this folder's Pulumi project (default: the selected one)",
    )
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
    .option("--yes", "take all of it: ask nothing where there is a terminal")
    .option("--json", "print what would be written as JSON, and write no file")
    .addHelpText("after", HELP)
    .action(run);
}

/** The same into this folder, with the configuration of a stack. */
export async function adoptHere(flags: { stack: string; overwrite: boolean; yes: boolean }): Promise<void> {
  await run({ for: "dynamic", out: ".", protect: true, ...flags });
}

async function run(flags: Flags): Promise<void> {
  const { account, out, kind, id, name, stackFile, allCountries, protect, overwrite, json } = flags;
  if (!json) refuseExisting([IMPORT_FILE, PROGRAM_FILE], { out, overwrite });
  const client = await accountClient(flags);
  const progress = showProgress("Reading the project");
  const held = await inventory(client, kindsToRead(kind), progress.update).finally(progress.end);
  const selection: Selection = {
    ...(kind && { kinds: kind }),
    ...(id && { ids: id }),
    ...(name && { names: name }),
    known: new KnownResources((stackFile ?? []).flatMap(readStateFile), client.projectId),
    ...(allCountries && { allCountries }),
  };
  const { adopted, refused } = await chosen(held, selection, flags);
  if (adopted.length === 0 && refused.length === 0) {
    throw new Error(`project ${client.projectId} holds nothing that was asked for`);
  }
  const resources = adopted.map((one) =>
    importEntry(one.held, { name: one.name, front: flags.for, account }),
  );
  const prefix = importPrefix(out);
  const program = programFiles(adopted, {
    projectId: client.projectId,
    packageName: flags.for === "plugin" ? NODEJS_PACKAGE : "pulumi-sinch",
    protect,
    ...(account !== undefined && { account }),
    ...(prefix !== undefined && { importPrefix: prefix }),
  });
  const files = new Map([[IMPORT_FILE, `${JSON.stringify({ resources }, undefined, 2)}\n`], ...program]);
  for (const { held: one, failures } of refused) {
    const reasons = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
    console.error(`warning: ${one.entity.name} ${one.id}${inQuotes(heldName(one))} is left out: ${reasons}`);
  }
  if (json) {
    console.log(JSON.stringify(summary(adopted, refused, files), undefined, 2));
    return;
  }
  refuseStale(program, { out, importPrefix: prefix });
  writeAll(files, { out, overwrite });
  console.log(whatNext(adopted, { out, programFiles: [...program.keys()], protect }));
}

/** All that was asked for; of that what somebody chooses who sits at a terminal and has not chosen by options. */
async function chosen(
  held: readonly Held[],
  selection: Selection,
  { kind, id, name, json, yes }: Flags,
): Promise<ReturnType<typeof adoption>> {
  const all = adoption(held, selection);
  const isAsked = isTerminal() && !json && !yes && [kind, id, name].every((one) => one === undefined);
  if (!isAsked || all.adopted.length === 0) return all;
  return adoption(held, { ...selection, ...(await askWhatToAdopt(all.adopted)) });
}

function summary(
  adopted: readonly Adopted[],
  refused: readonly Refused[],
  files: ReadonlyMap<string, string>,
): object {
  return {
    adopted: adopted.map(({ held, name }) => ({ kind: held.entity.name, id: held.id, name })),
    refused: refused.map(({ held, failures }) => ({ kind: held.entity.name, id: held.id, failures })),
    files: Object.fromEntries(files),
  };
}

function whatNext(
  adopted: readonly Adopted[],
  { out, programFiles: paths, protect }: { out: string; programFiles: readonly string[]; protect: boolean },
): string {
  const [importFile, programFile] = [join(out, IMPORT_FILE), join(out, PROGRAM_FILE)];
  const counts = KINDS.map(
    (kind) => [kind, adopted.filter(({ held }) => held.entity.name === kind).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const more = paths.length > 1 ? `, which imports ${paths.length - 1} files beside it` : "";
  return [
    `Wrote ${adopted.length} resources (${counts.join(", ")}) to ${importFile} and ${programFile}${more}.`,
    `Next, with ${programFile} as the stack's program:`,
    `  pulumi import --file ${importFile} --generate-code=false${protect ? "" : " --protect=false"}`,
    "  pulumi preview --expect-no-changes",
    "  pulumi up",
  ].join("\n");
}
