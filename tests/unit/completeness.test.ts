import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OPERATIONS } from "../../emulator";
import { ENTITIES } from "../../provider/entities";
import type { CollectionRoute, Entity, Route } from "../../provider/entity";
import { FUNCTIONS, NOT_LISTED } from "../../provider/functions";
import * as sinch from "../../sdk";
import { COLLECTIONS, SAMPLES, fileOf } from "../entities";
import { OPERATIONS as FAULT_OPERATIONS } from "../faults/operations";
import { SUBJECTS } from "../faults/resources";
import { pageLines } from "../faults/page";
import { entityOf } from "./account";

const REPOSITORY = join(__dirname, "..", "..");

/** Programs with every entity but those that cannot be there; `tests/up/collections.test.ts` has the collections. */
const PROGRAMS: readonly [file: string, without: Readonly<Record<string, string>>][] = [
  ["tests/up/every-resource.ts", {}],
  ["tests/up/drift-program.ts", { Project: "it cannot be read" }],
  ["tests/up/whole-project.test.ts", { IpRange: "the program has its list, which would remove it" }],
];

/** Has an account with one of each, to be imported. */
const IMPORTED = "tests/up/plugin-import.test.ts";

const SOME_ENTITY = entityOf("CallBlockingRule");

/** What is not there, as the file and what to add to it. */
type Part = [isThere: boolean, missing: string];

function read(file: string): string {
  const path = join(REPOSITORY, file);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** A path with nothing in its parameters, as the API's table or a template of JavaScript writes them. */
function plain(path: string): string {
  return path.replaceAll(/\$?\{[^{}]*\}/g, "{}");
}

function missingFor(entity: Entity): string[] {
  const { name, route } = entity;
  const parts = [
    ...inTests(entity),
    ...inSdk(name),
    ...(route.form === "collection" ? inEmulator(entity, route) : []),
    [read("CHANGELOG.md").includes(`\`${name}\``), `CHANGELOG.md: a line on \`${name}\``] satisfies Part,
  ];
  return parts.filter(([isThere]) => !isThere).map(([, missing]) => missing);
}

function inTests({ name, replaceOn, route }: Entity): Part[] {
  const file = `tests/entities/${fileOf(name)}`;
  const isCollection = route.form === "collection" && route.parent === undefined;
  const collection = COLLECTIONS.find(({ entity }) => entity.name === name);
  const rows = FAULT_OPERATIONS.map(({ row }) => row).filter((row) => row.startsWith(`${name} `));
  const onPage = pageLines("reliability-figures").map((line) => line.split(" | ")[0]?.replace("| ", ""));
  const isChanged = collection === undefined || Object.keys(collection.changed).length > 0;
  return [
    [name in SAMPLES, `${file}: export const sample: Sample = { inputs, changed, refusals }`],
    [isChanged, `${file}: changed, with other values of what changes in place`],
    [
      collection === undefined || replaceOn.every((key) => key in collection.replacing),
      `${file}: replacing, with other values of ${replaceOn.join(", ")}`,
    ],
    [
      isCollection || SUBJECTS.some((subject) => subject.name === name),
      `${file}: faults, how the fault matrix makes it`,
    ],
    [
      rows.every((row) => onPage.includes(row)),
      `docs/reliability-figures.md: ${name} (npm run docs:reliability)`,
    ],
    [
      isCollection || name === "Project" || read(IMPORTED).includes(`${name}: [`),
      `${IMPORTED}: ${name} in the account, with its ids`,
    ],
    ...PROGRAMS.map(([program, without]): Part => {
      const isThere = isCollection || name in without || read(program).includes(`sinch.${name}(`);
      return [isThere, `${program}: new sinch.${name}(…)`];
    }),
  ];
}

function inSdk(name: string): Part[] {
  const lister = `get${name}s`;
  const sdk = read("sdk/index.ts");
  return [
    [Object.values(sinch).some((value) => value.name === name), `sdk/index.ts: class ${name} (npm run docs)`],
    [sdk.includes(`export type ${name}Args = `), `sdk/index.ts: type ${name}Args (npm run docs)`],
    [
      name in NOT_LISTED || (lister in sinch && `${lister}Output` in sinch),
      `sdk/lists.ts: export const [${lister}, ${lister}Output] = reader(…), ` +
        `or why there is none in NOT_LISTED of provider/functions.ts`,
    ],
  ];
}

/** What an entity that is made by POST needs of the emulator, which knows nothing of definitions. */
function inEmulator({ title }: Entity, { path, parent, listKey, readBy }: CollectionRoute): Part[] {
  const collection = parent === undefined ? path : `${parent.path}/{}${path}`;
  const wanted = [
    `POST ${collection}`,
    `GET ${collection}`,
    `PUT ${collection}/{}`,
    `DELETE ${collection}/{}`,
    ...(readBy === "id" ? [`GET ${collection}/{}`] : []),
  ];
  const served = OPERATIONS.map((operation) => `${operation.method} ${plain(operation.path)}`);
  const console = read("emulator/console/kinds.js");
  const page = read("docs/emulator.md");
  const rules = page.slice(page.indexOf("### Rules"));
  const words = title
    .replace(/^(SIP|IP) /, "")
    .split(" ")
    .slice(-2)
    .join(" ");
  return [
    ...wanted.map((one): Part => [served.includes(one), `emulator/operations.ts: a row for ${one}`]),
    [
      plain(console).includes(`\`${collection}/{}\``),
      `emulator/console/kinds.js: a kind with the path ${collection}`,
    ],
    [
      console.includes(`\n  ${listKey}: {`),
      `emulator/console/kinds.js: a kind with the name ${listKey}, as its rows in emulator/account-rows.ts`,
    ],
    [rules.includes(words), `docs/emulator.md: a row on "${words}" in the table of rules, with its evidence`],
  ];
}

test.each(ENTITIES)("a $name has all that belongs to an entity", (entity) => {
  expect(missingFor(entity)).toEqual([]);
});

/** Where an entity that is nowhere but in the list is missing. */
function filesWithout(route: Route): string[] {
  const nowhere: Entity = { ...SOME_ENTITY, name: "NoSuchEntity", title: "no such entity", route };
  return [...new Set(missingFor(nowhere).map((missing) => missing.split(":")[0] ?? ""))].sort();
}

const EVERYWHERE = ["CHANGELOG.md", "sdk/index.ts", "sdk/lists.ts", "tests/entities/no-such-entity.ts"];

test("of a collection that has only its definition, each file is named", () => {
  const route = { form: "collection", path: "/noSuch", listKey: "noSuch", readBy: "id" } as const;
  const ofEmulator = ["docs/emulator.md", "emulator/console/kinds.js", "emulator/operations.ts"];
  expect(filesWithout(route)).toEqual([...EVERYWHERE, ...ofEmulator].sort());
});

test("of an entity of another form that has only its definition, the programs of the tests are named too", () => {
  const programs = [
    "drift-program.ts",
    "every-resource.ts",
    "plugin-import.test.ts",
    "whole-project.test.ts",
  ];
  expect(filesWithout({ form: "numberBinding" })).toEqual([
    ...EVERYWHERE,
    ...programs.map((program) => `tests/up/${program}`),
  ]);
});

test("every function is exported in both forms", () => {
  const wanted = Object.keys(FUNCTIONS).flatMap((name) => [name, `${name}Output`]);
  expect(wanted.filter((name) => !(name in sinch))).toEqual([]);
});
