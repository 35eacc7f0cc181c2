import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isObject, textOf } from "../provider/json";

/** The package's own folder, as it was installed. */
const PACKAGE = resolve(__dirname, "..", "..");
/** The program of a new folder. */
export const TEMPLATE = join(PACKAGE, "templates", "typescript");
const PIPELINE = join(PACKAGE, "examples", "pipeline");

/** Platforms whose pipelines there are files for. */
export const PLATFORMS = ["github", "gitlab"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What became of a file. */
export interface Outcome {
  readonly path: string;
  readonly isNew: boolean;
}

/** What is put into the template's places. */
export interface Project {
  readonly name: string;
  /** Where states are kept, if not where Pulumi is logged in. */
  readonly backend: string | undefined;
}

/** Writes the template's files into this folder, but for those that are there. */
export function writeTemplate(project: Project): Outcome[] {
  // npm leaves a file of this name out of archives: the build keeps it under another one.
  const ignore = readFileSync(join(PACKAGE, "dist", "template.gitignore"), "utf8");
  const names = readdirSync(TEMPLATE).filter((name) => name !== ".gitignore" && name !== "node_modules");
  return [
    ...names.map((name) => writeNew(name, filledIn(readFileSync(join(TEMPLATE, name), "utf8"), project))),
    writeNew(".gitignore", ignore),
  ];
}

/** Whether the program in this folder is the template's own, which nobody has changed. */
export function isTemplateProgram(): boolean {
  return (
    existsSync("index.ts") &&
    readFileSync("index.ts", "utf8") === readFileSync(join(TEMPLATE, "index.ts"), "utf8")
  );
}

/** What Pulumi runs in this folder instead of `index.ts`, as the `main` of a package.json that was there already says. */
export function otherMain(): string | undefined {
  const description: unknown = JSON.parse(readFileSync("package.json", "utf8"));
  const main = isObject(description) ? textOf(description.main) : "";
  const isOurs = main === "" || resolve(main.replace(/\.ts$/, "")) === resolve("index");
  // A `main` of Pulumi.yaml names the folder of the program, whose package.json is another one.
  return isOurs || /^main:/m.test(readFileSync("Pulumi.yaml", "utf8")) ? undefined : main;
}

/** Writes the pipeline's files to where a platform looks for them, but for those that are there. */
export function writePipeline(platform: Platform): Outcome[] {
  const target = platform === "github" ? join(".github", "workflows") : ".";
  return [...copied("steps", "steps"), ...copied(platform, target)];
}

/** What Pulumi takes as a project's name, made from the folder's. */
export function projectName(): string {
  return (
    basename(process.cwd())
      .replace(/[^A-Za-z0-9_.-]+/g, "-")
      .replace(/^-+|-+$/g, "") || "trunks"
  );
}

function copied(from: string, to: string): Outcome[] {
  return readdirSync(join(PIPELINE, from)).map((name) => {
    const outcome = writeNew(join(to, name), readFileSync(join(PIPELINE, from, name), "utf8"));
    if (outcome.isNew && name.endsWith(".sh")) chmodSync(outcome.path, 0o755);
    return outcome;
  });
}

/** `pulumi new` fills these in, too, and leaves out what is for itself. */
function filledIn(text: string, { name, backend }: Project): string {
  return text
    .replaceAll("${PROJECT}", name)
    .replaceAll("${DESCRIPTION}", "Sinch Elastic SIP trunks")
    .replace(/^template:\n(?: .*\n)*/m, backend === undefined ? "" : `backend:\n  url: ${backend}\n`);
}

function writeNew(path: string, text: string): Outcome {
  const isNew = !existsSync(path);
  if (isNew) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return { path, isNew };
}
