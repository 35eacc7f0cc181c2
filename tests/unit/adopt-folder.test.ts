import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { adoption } from "../../account/adoption";
import { programText } from "../../account/program";
import { programFiles } from "../../account/program-files";
import { startEmulator, type RunningEmulator } from "../../emulator";
import { Client } from "../../provider/api/client";
import { clientOptions } from "../../provider/config";
import { inventory, type Held } from "../../provider/inventory";
import { fillAccount } from "../support/account-by-hand";
import { ByHand } from "../support/by-hand";
import { accountVariables, runCommand } from "../support/pulumi-sinch-command";

/** Filling and reading an account are hundreds of requests, and a busy machine is slow. */
jest.setTimeout(60_000);

const COMMONJS = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
const OPTIONS = { projectId: "a-project", packageName: "pulumi-sinch", protect: true };

let held: Held[];
beforeAll(async () => {
  const emulator = await startEmulator();
  try {
    const size = { trunks: 40, endpoints: 2, accessControlLists: 40, credentialLists: 3, rules: 2 };
    await fillAccount(emulator, { ...size, countries: ["SE"] });
    held = await inventory(new Client(clientOptions({}, accountVariables(emulator))));
  } finally {
    await emulator.close();
  }
});

function files(options = {}): Map<string, string> {
  return programFiles(adoption(held, {}).adopted, { ...OPTIONS, ...options });
}

/** Resources as a program's files declare them when they run: kind, name and inputs, in any order. */
function declared(program: Map<string, string>): string[] {
  const resources: string[] = [];
  const classes = new Proxy(
    {},
    {
      get: (_target, kind: string) =>
        function (this: Record<string, unknown>, name: string, args: object) {
          const given = Object.entries(args).filter(([, value]) => value !== undefined);
          this.id = `the id of ${kind} ${name}`;
          this.username = (username: string) => `${username} of ${kind} ${name}`;
          resources.push(`${kind} ${name} ${JSON.stringify(given.sort())}`);
        },
    },
  );
  const loaded = new Map<string, object>();
  const load = (path: string): object => {
    if (path === "pulumi-sinch") return classes;
    const file = `${path.replace(/^(\.{1,2}\/|#)+/, "")}.ts`;
    const exports = loaded.get(file) ?? {};
    if (!loaded.has(file)) {
      loaded.set(file, exports);
      const text = program.get(file);
      if (text === undefined) throw new Error(`there is no ${file}`);
      const { outputText } = transpileModule(text, { compilerOptions: COMMONJS });
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is the program that is tested
      (new Function("require", "exports", outputText) as (...all: unknown[]) => void)(load, exports);
    }
    return exports;
  };
  load("./index");
  return resources.sort();
}

test("a folder declares what one file would: the same names, the same inputs", () => {
  const { adopted } = adoption(held, {});
  const whole = new Map([["index.ts", programText(adopted, OPTIONS)]]);
  expect(files().size).toBeGreaterThan(5);
  expect(declared(files())).toEqual(declared(whole));
});

test("trunks that are alike are rows of a table; the others have a file each", () => {
  const program = files();
  const rows = ["customers.ts", "customers-2.ts"].map(
    (path) => program.get(path)?.match(/^ {2}\{ key: /gm)?.length ?? 0,
  );
  const trunks = [...program.keys()].filter((path) => path.startsWith("trunks/"));
  expect(trunks.length + rows.reduce((sum, count) => sum + count)).toBe(40);
  expect(trunks.length).toBeLessThan(5);
  // Names that are made from those of both ends are no columns.
  expect(program.get("each-customer.ts")).toContain("`${customer.key}-${customer.accessControlListKey}`");
});

test("no file is long", () => {
  for (const text of files().values()) {
    expect(text.split("\n").length).toBeLessThan(200);
  }
});

test("files name each other by the package's own imports where it has them", () => {
  const program = files({ importPrefix: "#adopted/" });
  expect(program.get("index.ts")).toContain('import "#adopted/each-customer";');
  expect([...program.values()].join("\n")).not.toMatch(/(from|import) "\./);
});

test("a few trunks stay in one file", () => {
  const few = adoption(held, { names: ["Site 1?"] }).adopted;
  expect([...programFiles(few, OPTIONS).keys()]).toEqual(["index.ts"]);
});

test("of trunks that were chosen by id, what lives under the others stays out", () => {
  const [trunk] = held.filter(({ entity }) => entity.name === "SipTrunk");
  const { adopted } = adoption(held, { trunkIds: [trunk?.id ?? ""] });
  const kinds = adopted.map(({ held: { entity } }) => entity.name);
  expect(kinds.filter((kind) => kind === "SipTrunk" || kind === "SipEndpoint")).toEqual([
    "SipTrunk",
    "SipEndpoint",
    "SipEndpoint",
  ]);
});

describe("the folder of an earlier, larger adoption", () => {
  let emulator: RunningEmulator;
  let folder: string;
  beforeAll(async () => {
    emulator = await startEmulator();
    for (let index = 0; index < 11; index++) {
      const { id } = await new ByHand(emulator).post("/trunks", {
        name: `Site ${index}`,
        hostName: `site-${index}`,
      });
      for (let priority = 1; priority <= index; priority++) {
        const endpoint = { name: `SBC ${priority}`, address: "198.51.100.1", priority };
        await new ByHand(emulator).post(`/trunks/${String(id)}/endpoints`, endpoint);
      }
    }
  });
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "adopted-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  afterAll(() => emulator.close());

  /** Runs `adopt` in the folder. */
  const adopt = (...args: string[]) => runCommand(["adopt", ...args], { cwd: folder, emulator });
  const filesThere = (): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

  test.each([
    ["relative paths", {}],
    ["paths of package.json", { imports: { "#*": "./*.ts" } }],
  ])("is refused while its files are there, and none is touched, with %s", async (_paths, description) => {
    writeFileSync(join(folder, "package.json"), JSON.stringify(description));
    expect(await adopt()).toMatchObject({ status: 0 });
    // Somebody's own file, which their own line loads.
    writeFileSync(join(folder, "own.ts"), "export {};\n");
    appendFileSync(join(folder, "index.ts"), 'import "./own";\n');
    expect(await adopt("--overwrite")).toMatchObject({ status: 0 });
    appendFileSync(join(folder, "index.ts"), 'import "./own";\n');
    const [before, index] = [filesThere(), readFileSync(join(folder, "index.ts"), "utf8")];

    const smaller = ["--overwrite", "--name", "Site 1", "Site 2"];
    const { status, stderr } = await adopt(...smaller);
    expect(status).toBe(1);
    expect(stderr).toContain(`${join("trunks", "site-3.ts")}, `);
    expect(stderr).toContain("country-permissions.ts");
    expect(stderr).toContain(
      "are of an earlier adoption and not of the new program: delete them, or give another",
    );
    expect(stderr).not.toContain("own.ts");
    expect([filesThere(), readFileSync(join(folder, "index.ts"), "utf8")]).toEqual([before, index]);

    const stale = ["trunks", "country-permissions.ts"];
    for (const name of stale) rmSync(join(folder, name), { recursive: true });
    expect(await adopt(...smaller)).toMatchObject({ status: 0 });
    expect(filesThere()).toEqual(before.filter((name) => !stale.some((one) => name.startsWith(one))));
  });
});
