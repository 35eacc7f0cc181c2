import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { accountsOf, Client, clientOptions, inventory, STATUS } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import { customersOfAccount, tableText, type Found } from "../found-customers";
import type { Adopted, AdoptionReport } from "../job/jobs";
import { withControl, withFleet, type FolderFlags, type Opened } from "./opened";
import { planned, requireWritten, writeAssignment } from "./planned";
import type { Plan } from "../plan";

const HELP = `
Takes into states what the accounts have already: for each customer of the table that was never rolled out, what the
program declares is looked for in its account. Where all of it is there, and nothing differs, it gets into the shard's
state; a roll-out then changes nothing of it. Whoever lacks something, or has something else, is left out, and it is said
what; a roll-out would make that customer anew, so mend the table or the account first. No request changes an account.

--table writes the table, for the ready-made customer: a line for each trunk that its columns can tell. Of the others it
is said why they cannot be.

Examples:
  pulumi-sinch-fleet adopt --table customers.csv
  pulumi-sinch-fleet adopt --write
  pulumi-sinch-fleet adopt --json

Exit status: 0 done, 1 failed, 2 wrong usage, 7 customers or trunks were left out.`;

interface Flags extends FolderFlags {
  readonly table?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

export function adoptCommand(): Command {
  return new Command("adopt")
    .description("Take an existing account into shards, or write its table.")
    .option("--table <file>", "write a new CSV table of what the accounts have, and adopt nothing")
    .option("--write", "write new customers into the file of shards first")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: Flags) => {
      if (flags.table !== undefined) {
        await writeTable(flags.table, flags);
        return;
      }
      await withFleet(flags, async (opened) => {
        const plan = await planned(opened, {});
        if (flags.write) writeAssignment(opened, plan);
        requireWritten(opened, plan);
        const reports = await adopted(opened, plan);
        const refused = reports.flatMap((one) => one.refused);
        console.log(flags.json ? JSON.stringify(reports, undefined, 2) : reportText(reports, plan));
        process.exitCode = refused.length + plan.problems.length > 0 ? STATUS.found : STATUS.done;
      });
    });
}

type ShardReport = AdoptionReport & { readonly shard: string; readonly resources: number };

async function adopted({ config, store }: Opened, plan: Plan): Promise<ShardReport[]> {
  const known = new Set((await store.shards()).flatMap(({ customers }) => customers));
  const shards = plan.release.shards.filter(({ customers }) => customers.some((one) => !known.has(one)));
  for (const text of plan.texts.values()) await store.put(text);
  await store.saveRelease(plan.release);
  return await withControl(config.name, (control) =>
    Promise.all(
      shards.map(async ({ name: shard, account }) => {
        const job = { kind: "adopt" as const, shard, account, release: plan.release.hash };
        const { report, resources } = (await control.single("adopt", job, shard)) as Adopted;
        return { shard, resources, ...(JSON.parse(await store.get(report)) as AdoptionReport) };
      }),
    ),
  );
}

function reportText(reports: readonly ShardReport[], { problems }: Plan): string {
  const sum = (of: (one: ShardReport) => number) => reports.reduce((total, one) => total + of(one), 0);
  const refused = reports.flatMap((one) => one.refused);
  const passwords = sum((one) => one.passwords);
  return [
    `${sum((one) => one.adopted.length)} customers with ${sum((one) => one.resources)} resources are adopted.`,
    ...(passwords === 0
      ? []
      : [
          `The passwords of ${passwords} credential lists are taken to be those of the program: the API does not tell them. They stay as they are until the program has others.`,
        ]),
    ...(refused.length === 0
      ? []
      : [
          "",
          `Not adopted, ${refused.length} customers; a roll-out would make what they lack, and change what differs:`,
        ]),
    ...refused.flatMap(({ customer, texts }) => [`  ${customer}`, ...texts.map((text) => `    ${text}`)]),
    ...(problems.length === 0
      ? []
      : ["", `Not looked at, since the plan finds something wrong: ${problems.length}.`]),
  ].join("\n");
}

/** Needs neither Temporal nor the store: there may be no fleet yet. */
async function writeTable(file: string, { json = false }: Flags): Promise<void> {
  const found: Found[] = [];
  for (const account of accountsOf({}, process.env)) {
    const client = new Client(clientOptions({}, process.env, { account }));
    found.push(customersOfAccount(await inventory(client), account, new Set(found.flatMap(idsOf))));
  }
  const rows = found.flatMap((one) => one.rows);
  const refused = found.flatMap((one) => one.refused);
  try {
    writeFileSync(file, tableText(rows), { flag: "wx" });
  } catch (error) {
    if ((error as { code?: string }).code !== "EEXIST") throw error;
    throw new BadInputError(`${file} is there already: give a new file`);
  }
  const text = [
    `${rows.length} customers are in ${file}.`,
    ...(refused.length === 0
      ? []
      : [`The columns of the ready-made customer cannot tell ${refused.length} trunks:`]),
    ...refused.map(({ trunk, text: why }) => `  ${trunk}: ${why}`),
  ].join("\n");
  console.log(json ? JSON.stringify({ rows: rows.length, refused }, undefined, 2) : text);
  process.exitCode = refused.length > 0 ? STATUS.found : STATUS.done;
}

function idsOf({ rows }: Found): string[] {
  return rows.map(({ id }) => id);
}
