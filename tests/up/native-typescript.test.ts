import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { load } from "js-yaml";
import { ByHand } from "../support/by-hand";
import { nodeVersion } from "../support/node-version";
import { skipUnless } from "../support/skip";
import type { CommandOptions } from "../support/command";
import { useProject } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
/** Of several files, with types in one of them. */
const EXAMPLE = join(REPOSITORY, "examples", "secure-trunk");
const NODE_24: { path?: string; reason?: string } =
  "typescript" in process.features && process.features.typescript
    ? { path: dirname(process.execPath) }
    : nodeVersion("24");
const node24Test = skipUnless(NODE_24.path !== undefined, NODE_24.reason ?? "");

const project = useProject("", { language: "typescript" });

/** The example as it is: its files, and its `Pulumi.yaml` but for the name, to which the stack belongs. */
beforeEach(() => {
  const { directory } = project();
  for (const file of readdirSync(EXAMPLE)) cpSync(join(EXAMPLE, file), join(directory, file));
  const { runtime } = load(readFileSync(join(EXAMPLE, "Pulumi.yaml"), "utf8")) as { runtime: object };
  writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "acme", runtime }));
});

function withNode24(): CommandOptions {
  return {
    env: {
      PATH: `${NODE_24.path ?? ""}${delimiter}${process.env.PATH ?? ""}`,
      NODE_COMPILE_CACHE: join(project().directory, "compiled"),
    },
  };
}

function append(text: string): void {
  const file = join(project().directory, "index.ts");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n${text}`);
}

/** The files of the compile cache with the time of their last change, and the folders in which they are. */
function compiled(): { folders: string[]; files: Map<string, number> } {
  const root = join(project().directory, "compiled");
  const folders = readdirSync(root);
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  return { folders, files: new Map(files.map((file) => [file, statSync(join(root, file)).mtimeMs])) };
}

test("an example runs as it is on the Node.js that runs the tests", async () => {
  const { stdout } = await project().up();
  expect(stdout).not.toContain("arning");
  expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(1);
});

node24Test(
  "a Node.js that knows TypeScript runs it without a check of types, and changes nothing",
  async () => {
    append(`const port: number = "wrong";`);
    const { stdout } = await project().preview(["--expect-no-changes"], withNode24());
    expect(stdout).not.toContain("arning");
  },
);

node24Test(
  "what program and provider have compiled serves the next command: neither writes it again",
  async () => {
    await project().preview([], withNode24());
    const before = compiled();
    expect(before.folders).toHaveLength(2);
    expect(before.files.size).toBeGreaterThan(500);
    await project().preview([], withNode24());
    const after = compiled();
    const written = [...after.files].filter(([file, time]) => before.files.get(file) !== time);
    // Before each of the two, Pulumi asks where its own script is, by a `node -e` that Node.js always writes.
    expect(written.length).toBeLessThanOrEqual(2);
  },
);

node24Test(
  "functions are serialised and Automation API runs, though what they take is loaded only then",
  async () => {
    append(`import { createRequire } from "node:module";
    import { automation, runtime } from "@pulumi/pulumi";
    const isLoaded = (name: RegExp) => Object.keys(createRequire(import.meta.url).cache).some((file) => name.test(file));
    export const before = isLoaded(/(lib.typescript|pulumi.automation.index)\\.js$/);
    const { LocalWorkspace } = automation;
    export const projectName = LocalWorkspace.create({ workDir: "." })
      .then((workspace) => workspace.projectSettings())
      .then(({ name }) => isLoaded(/pulumi.automation.index\\.js$/) && name);
    export const after = runtime.serializeFunction(() => 42)
      .then(({ text }) => isLoaded(/lib.typescript\\.js$/) && text.includes("42"));`);
    const { env } = withNode24();
    await project().up([], { env: { ...env, NODE_OPTIONS: "" } });
    expect(await project().outputs()).toMatchObject({ before: false, projectName: "acme", after: true });
  },
);

node24Test("syntax that cannot be erased is refused before anything is made", async () => {
  append("enum Sites { Berlin }");
  const { stdout } = await project().preview([], { ...withNode24(), status: "any" });
  expect(stdout).toContain("enum is not supported in strip-only mode");
});
