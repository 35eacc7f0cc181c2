import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { accountVariables } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

/* The functions that docs/programs.md shows for the Automation API, run as they stand there. */

const REPOSITORY = join(__dirname, "..", "..");
const MODULES = join(REPOSITORY, "node_modules");
const PROGRAM = `exports.domain = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }).domain;`;

const project = useProject(PROGRAM);
const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-automation-")));

const trunks = (): Promise<unknown[]> => new ByHand(project().emulator).list("/trunks");

/** The page's functions as a script that calls one of them in a folder, and prints what it returns. */
async function call(expression: string, folder: string, status: number | "any" = 0): Promise<string> {
  const page = readFileSync(join(REPOSITORY, "docs", "programs.md"), "utf8");
  const blocks = [...page.matchAll(/```js\n([^]*?)```/g)].map(([, block = ""]) => block);
  const script = join(project().directory, "automation.js");
  const main = `process.chdir(${JSON.stringify(folder)});\n${expression}.then((value) => console.log("value:", value));`;
  writeFileSync(script, [...blocks, main].join("\n"));
  const options = { env: accountVariables(project().emulator), status };
  const { stdout, stderr } = await project().runProgram(process.execPath, [script], options);
  return stdout + stderr;
}

beforeAll(() => {
  for (const folder of ["with", "without"]) mkdirSync(join(elsewhere, folder));
  symlinkSync(MODULES, join(elsewhere, "with", "node_modules"));
});
afterAll(() => {
  rmSync(elsewhere, { recursive: true, force: true });
});

test("an inline program is deployed in one folder and destroyed in another one, but not where the package is not", async () => {
  expect(await call("inline()", project().directory)).toContain("value: acme-voice.pstn.sinch.com");
  expect(await trunks()).toHaveLength(1);
  const requests = project().emulator.requests().length;

  expect(await call("destroy()", join(elsewhere, "without"), "any")).toContain("Cannot find module");
  expect(project().emulator.requests()).toHaveLength(requests);
  expect(await trunks()).toHaveLength(1);

  await call("destroy()", join(elsewhere, "with"));
  expect(await trunks()).toEqual([]);
});

test("a local workspace is deployed and destroyed from a folder that has nothing", async () => {
  const before = project().emulator.requests().length;
  const workDir = JSON.stringify(project().directory);
  expect(await call(`local(${workDir})`, join(elsewhere, "without"))).toContain(
    "value: acme-voice.pstn.sinch.com",
  );
  const made = project().emulator.requests().slice(before);
  expect(made.map(({ method }) => method)).toEqual(expect.arrayContaining(["POST", "DELETE"]));
  expect(await trunks()).toEqual([]);
});
