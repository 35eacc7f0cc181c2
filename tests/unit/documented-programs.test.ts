import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/*
 * The TypeScript of the pages that are written by hand compiles, with what the text around it takes for granted. The
 * reference's examples are files of their own.
 */

const REPOSITORY = join(__dirname, "..", "..");
const PAGES = [
  "README.md",
  ...readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md") && !/^docs\/(resources\/|functions\.md)/.test(name)),
].sort();

const IMPORTS = { pulumi: "@pulumi/pulumi", sinch: "pulumi-sinch" };
/** What a page has declared before its block, or takes from the reader; and a package that only its page takes. */
const GIVEN = `
type Pulumi = typeof import("@pulumi/pulumi");
declare const projectId: string, keyId: string, keySecret: string;
declare const config: InstanceType<Pulumi["Config"]>;
declare const adopted: import("@pulumi/pulumi").CustomResourceOptions;
declare const voiceSipTrunk: import("pulumi-sinch").SipTrunk;
declare const ourOwn: import("@pulumi/policy").Policies;
declare const Branch: new (name: string, options: import("@pulumi/pulumi").ComponentResourceOptions) => object;
declare module "@pulumi/random" {
  import type { Output } from "@pulumi/pulumi";
  type Args = Record<"length" | "minUpper" | "minLower" | "minNumeric", number> & { special: boolean; keepers: object };
  class RandomPassword { constructor(name: string, args: Args); readonly result: Output<string> }
}`;

interface Block {
  readonly place: string;
  readonly program: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(REPOSITORY, page), "utf8");
  const found = text.matchAll(/^( *)```(?:ts|typescript)\n([^]*?)^ *```$/gm);
  return [...found].map(({ index, 1: indent = "", 2: body = "" }) => ({
    place: `${page}:${text.slice(0, index).split("\n").length + 1}`,
    program: whole(body.replaceAll(new RegExp(`^${indent}`, "gm"), "")),
  }));
}

/** A program out of a block. An input alone is one of a resource. */
function whole(body: string): string {
  const own = /^\w+: /.test(body)
    ? `export const inputs: Partial<sinch.CredentialListArgs> = {\n${body}};\n`
    : body;
  const imports = Object.entries(IMPORTS)
    .filter(([name]) => !own.includes(`* as ${name} from`))
    .map(([name, from]) => `import * as ${name} from "${from}";\n`);
  return `${imports.join("")}${own}\nexport {};\n`;
}

const blocks = PAGES.flatMap(blocksOf);

test("there are blocks to look at", () => {
  expect(blocks.length).toBeGreaterThan(10);
});

test("each block compiles", () => {
  const options: ts.CompilerOptions = {
    ...{ target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, skipLibCheck: true, types: ["node"] },
    ...{ module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
    paths: {
      "pulumi-sinch": [join(REPOSITORY, "sdk", "index.ts")],
      // The generated SDK has the same classes.
      "@pulumi-sinch/sinch": [join(REPOSITORY, "sdk", "index.ts")],
      "pulumi-sinch-fleet": [join(REPOSITORY, "fleet", "src", "index.ts")],
      "pulumi-sinch/internals": [join(REPOSITORY, "bin", "internals.ts")],
      "pulumi-sinch/policy": [join(REPOSITORY, "policy", "policies.ts")],
    },
  };
  const texts = [GIVEN, ...blocks.map(({ program }) => program)];
  const names = texts.map((_, index) => join(REPOSITORY, index === 0 ? "given.d.ts" : `block-${index}.ts`));
  const textOf = (name: string): string | undefined => texts[names.indexOf(name)];
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => names.includes(name) || disk.fileExists(name),
    readFile: (name) => textOf(name) ?? disk.readFile(name),
    getSourceFile: (name, version, ...more) => {
      const text = textOf(name);
      return text === undefined
        ? disk.getSourceFile(name, version, ...more)
        : ts.createSourceFile(name, text, version);
    },
  };
  const program = ts.createProgram(names, options, host);
  const problems = names.flatMap((name, index) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(name))
      .map(({ messageText }) => [
        blocks[index - 1]?.place ?? "what is given",
        ts.flattenDiagnosticMessageText(messageText, " "),
      ]),
  );
  expect(problems).toEqual([]);
});
