import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

const FLEET = join(__dirname, "..");
const EXAMPLE = join(FLEET, "..", "examples", "fleet");
const MODULES: Readonly<Record<string, string>> = { Deployment: "apps/v1", PodDisruptionBudget: "policy/v1" };

interface Manifest {
  readonly kind: string;
  readonly spec: { readonly template?: { readonly spec: Record<string, unknown> } };
}

const text = readFileSync(join(EXAMPLE, "kubernetes", "worker.yaml"), "utf8");
const manifests = parseAllDocuments(text).map((document) => document.toJS() as Manifest);

/** What the compiler says of manifests as values of the types of Kubernetes' API: a key that it does not know is an error. */
function mistakesOf(all: readonly Manifest[]): string {
  const folder = mkdtempSync(join(FLEET, ".kubernetes-"));
  try {
    const lines = all.map(({ kind, ...rest }, index) => {
      const type = `import("kubernetes-models/${MODULES[kind] ?? ""}/${kind}").I${kind}`;
      return `export const manifest${index}: ${type} = ${JSON.stringify({ kind, ...rest })};`;
    });
    writeFileSync(join(folder, "manifests.ts"), lines.join("\n"));
    const compiler = join(FLEET, "..", "node_modules", "typescript", "bin", "tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--module",
      "node16",
      "--pretty",
      "false",
      "--ignoreConfig",
    ];
    execFileSync(process.execPath, [compiler, ...options, "manifests.ts"], { cwd: folder, encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the manifests of the workers are what Kubernetes' API knows, and nothing else", () => {
  expect(manifests.map(({ kind }) => kind)).toEqual(Object.keys(MODULES));
  expect(mistakesOf(manifests)).toBe("");
});

test.each([
  ["a mistyped key", "terminationGracePeriod", 300],
  ["a value of another type", "automountServiceAccountToken", "false"],
])("%s would be found", (_what, key, value) => {
  const [deployment] = structuredClone(manifests);
  const pod = deployment?.spec.template?.spec;
  if (deployment === undefined || pod === undefined) throw new Error("there is no pod");
  pod[key] = value;
  expect(mistakesOf([deployment])).toContain("error TS");
});
