import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_VALUES, type ConfigKey, type ConfigValues } from "../provider/config";
import { isObject, textOf } from "../provider/json";
import { TEMPLATE } from "./init-files";
import { runProgram, tryProgram } from "./run-program";

/** The npm launcher of Pulumi's CLI, of a version that imports what `adopt` writes. */
const LAUNCHER = "pulumi@^3.254.0";

/** Installs what the template's program needs and the folder has not; returns what it did. */
export async function install(archive: string | undefined): Promise<string> {
  const needed = templatePackages();
  if (needed.every(({ name }) => existsSync(join("node_modules", name)))) {
    return "the packages are installed already";
  }
  const known = dependencies();
  const missing = needed.filter(({ name }) => !known.includes(name));
  const packages = (kind: Needed["kind"]): string[] =>
    missing.filter((one) => one.kind === kind).map(({ name, range }) => `${name}@${range}`);
  const mine = packages("dependencies").map((one) =>
    archive !== undefined && one.startsWith("pulumi-sinch@") ? archive : one,
  );
  // An archive takes the place of what package.json names.
  const programs = archive === undefined || mine.includes(archive) ? mine : [archive, ...mine];
  await runProgram("npm", ["install", "--no-audit", "--no-fund", ...programs]);
  const compilers = packages("devDependencies");
  if (compilers.length > 0) {
    await runProgram("npm", ["install", "--no-audit", "--no-fund", "--save-dev", ...compilers]);
  }
  return `installed ${["the packages of package.json", ...programs, ...compilers].join(", ")}`;
}

/**
 * Installs the CLI's launcher for pipelines. This comes last: npx puts it before the machine's own CLI, and it fetches
 * another one.
 */
export async function installLauncher(): Promise<string> {
  if (dependencies().includes("pulumi")) return "pulumi is in package.json already";
  await runProgram("npm", ["install", "--no-audit", "--no-fund", LAUNCHER]);
  return `installed ${LAUNCHER}`;
}

/** Makes the stack and selects it; returns what it did. */
export async function makeStack(stack: string, secretsProvider: string | undefined): Promise<string> {
  const listed: unknown = JSON.parse((await tryProgram("pulumi", ["stack", "ls", "--json"])) ?? "[]");
  const names = Array.isArray(listed) ? listed.map((one: { name?: unknown }) => one.name) : [];
  if (names.includes(stack)) return `stack ${stack} is there already`;
  const provider = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
  await runProgram("pulumi", ["stack", "init", stack, ...provider, "--non-interactive"]);
  return `made stack ${stack}`;
}

/** Names of the values that the stack has; none where there is no stack yet. */
export async function keysThatAreSet(stack: string): Promise<ReadonlySet<string>> {
  if (!existsSync("Pulumi.yaml")) return new Set();
  const text = await tryProgram("pulumi", ["config", "--json", "--stack", stack, "--non-interactive"]);
  const values: unknown = JSON.parse(text ?? "{}");
  return new Set(isObject(values) ? Object.keys(values) : []);
}

/** Sets values, secret ones encrypted: each is handed over where no list of processes shows it. */
export async function configure(stack: string, values: ConfigValues): Promise<string> {
  const keys = Object.keys(values) as ConfigKey[];
  for (const key of keys) {
    const isSecret = "secret" in CONFIG_VALUES[key];
    const form = isSecret ? "--secret" : "--plaintext";
    const args = ["config", "set", form, `sinch:${key}`, "--stack", stack, "--non-interactive"];
    await runProgram("pulumi", args, values[key]);
  }
  const names = keys.map((key) => `sinch:${key}`).join(", ");
  return keys.length === 0 ? "the configuration is there already" : `set ${names}`;
}

/** Where states are kept, if Pulumi is logged in somewhere. */
export async function backendUrl(): Promise<string | undefined> {
  const text = await tryProgram("pulumi", ["whoami", "--json", "--non-interactive"]);
  const answer: unknown = JSON.parse(text ?? "{}");
  return isObject(answer) && typeof answer.url === "string" ? answer.url : undefined;
}

/** Makes the folder of a backend that is one below this one. */
export function makeBackendFolder(url: string | undefined): void {
  const [, folder] = /^file:\/\/(\.\/.+)$/.exec(url ?? "") ?? [];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
}

function dependencies(): string[] {
  const { dependencies: some, devDependencies: more } = packageJson("package.json");
  return [some, more].flatMap((names) => (isObject(names) ? Object.keys(names) : []));
}

interface Needed {
  readonly kind: "dependencies" | "devDependencies";
  readonly name: string;
  readonly range: string;
}

/** What the template's package.json names. */
function templatePackages(): Needed[] {
  const template = packageJson(join(TEMPLATE, "package.json"));
  return (["dependencies", "devDependencies"] as const).flatMap((kind) => {
    const packages = template[kind];
    if (!isObject(packages)) return [];
    return Object.entries(packages).map(([name, range]) => ({ kind, name, range: textOf(range) }));
  });
}

function packageJson(file: string): Record<string, unknown> {
  const text: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isObject(text) ? text : {};
}
