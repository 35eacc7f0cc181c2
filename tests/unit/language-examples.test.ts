import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { ENTITIES } from "../../provider/entities";
import { evaluate } from "../support/tool";

/* The examples in other languages than TypeScript, which `npm run docs` converts from those in YAML. */

const EXAMPLES = join(__dirname, "..", "..", "examples", "resources");
const NAMES = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
  .map(({ name }) => name);
const LANGUAGES = ["Main.yaml", "__main__.py", "main.go", "Program.cs", "App.java"];
/** How each language reads configuration, with what is of a secret in it. */
const READS = /\b(?:config|cfg)\.(?!New\b)(\w+)\(/g;

interface Source {
  configuration?: Record<string, { secret?: boolean }>;
  resources: Record<string, { type: string }>;
}

const read = (...path: string[]): string => readFileSync(join(EXAMPLES, ...path), "utf8");
const source = (name: string): Source => load(read(name, "Main.yaml")) as Source;

test("there is one for each resource, in each language", () => {
  const expected = ENTITIES.map(({ name }) => name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase());
  expect(NAMES).toEqual(expect.arrayContaining([...expected, "functions"]));
  for (const name of NAMES) expect(readdirSync(join(EXAMPLES, name)).sort()).toEqual([...LANGUAGES].sort());
});

test.each(NAMES)("%s makes the same resources under the same names in all languages", (name) => {
  const wanted = Object.entries(source(name).resources).map(
    ([resource, { type }]) => `${type.replace("sinch:", "")}("${resource}"`,
  );
  const typescript = [...read(`${name}.ts`).matchAll(/new sinch\.(\w+)\(\s*"([^"]+)"/g)];
  expect(typescript.map(([, type, resource]) => `${type}("${resource}"`).sort()).toEqual(wanted.sort());
  for (const language of LANGUAGES.slice(1)) {
    const program = read(name, language).replaceAll("(ctx, ", "(");
    for (const resource of wanted) expect(program).toContain(resource);
  }
});

test.each(NAMES)(
  "%s takes all configuration as a secret, so that no password is in clear in a state",
  (name) => {
    const keys = Object.keys(source(name).configuration ?? {});
    for (const { secret } of Object.values(source(name).configuration ?? {})) expect(secret).toBe(true);
    for (const language of LANGUAGES.slice(1)) {
      const reads = [...read(name, language).matchAll(READS)].map(([, method = ""]) => method);
      expect(reads.map((method) => method.toLowerCase().replace("_", ""))).toEqual(
        keys.map(() => "requiresecret"),
      );
    }
  },
);

/** The value of an expression, or the message of what it throws. */
function attempt(expression: string): unknown {
  return evaluate(
    "examples.mjs",
    `(async () => { try { return await ${expression}; } catch ({ message }) { return message; } })()`,
  );
}

function repaired(program: string, language: string, configuration: Source["configuration"]): unknown {
  const args = [program, language, { configuration, resources: {} }].map((arg) => JSON.stringify(arg));
  return attempt(`tool.repaired(${args.join(", ")})`);
}
const SECRET = { pin: { secret: true } };

test.each([
  ["python", 'pin = config.require("pin")', 'pin = config.require_secret("pin")\n'],
  ["typescript", 'const pin = config.require("pin");', 'const pin = config.requireSecret("pin");\n'],
  ["csharp", 'var pin = config.Require("pin");', 'var pin = config.RequireSecret("pin");\n'],
  ["java", 'var pin = config.get("pin");', 'var pin = config.requireSecret("pin");\n'],
  [
    "go",
    'pin := cfg.Require("pin")\nPassword: pulumi.String(pin),',
    'pin := cfg.RequireSecret("pin")\nPassword: pin,\n',
  ],
])("a conversion to %s that takes a secret in clear is put right", (language, written, right) => {
  expect(repaired(written, language, SECRET)).toBe(right);
});

test.each([
  ["python", 'pin = config.require_int("pin")', SECRET],
  ["go", 'pin := config.Get(ctx, "pin")', SECRET],
  ["java", 'var pin = ctx.config().get("pin");', SECRET],
  ["python", 'pin = config.require("pin")', { pin: {} }],
])("a conversion to %s that cannot be put right is refused: %s", (language, written, configuration) => {
  expect(repaired(written, language, configuration)).toContain("takes configuration in clear");
});

test("examples with something of the same name, which would not fit into one program, are refused", () => {
  const two = { a: { resources: { voice: {} } }, b: { resources: { voice: {} } } };
  expect(attempt(`tool.together(${JSON.stringify(two)})`)).toContain("Two examples have voice");
  expect(attempt("tool.sources().then((all) => tool.together(all).outputs.domain)")).toBe("${voice.domain}");
});
