import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { fillAccount } from "../support/account-by-hand";
import { accountVariables } from "../support/pulumi-sinch-command";
import { skipUnless } from "../support/skip";
import { atTerminal, hasTerminal } from "../support/terminal";
import { environmentIn, packInto } from "./newcomer";

/** Packages are installed, and the CLI is started a dozen times. */
jest.setTimeout(600_000);

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);
const home = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-init-")));
const first = join(home, "trunks");

let archive: string;
let emulator: RunningEmulator;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  emulator = await startEmulator();
  env = { ...(await environmentIn(home)), PULUMI_CONFIG_PASSPHRASE: "correct-horse" };
  archive = await packInto(home);
});

afterAll(async () => {
  await emulator.close();
  rmSync(home, { recursive: true, force: true });
});

/** A folder that has the packages of the first one, and nothing else. */
function folderWithPackages(name: string): string {
  const folder = join(home, name);
  mkdirSync(folder);
  symlinkSync(join(first, "node_modules"), join(folder, "node_modules"));
  return folder;
}

const installed = join(first, "node_modules", "pulumi-sinch", "dist", "bin", "pulumi-sinch.js");

async function init(cwd: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run(process.execPath, [installed, "init", ...args, "--yes"], {
    cwd,
    env: { ...env, ...more },
  });
  return stdout;
}

async function pulumi(cwd: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run("pulumi", [...args, "--non-interactive"], { cwd, env: { ...env, ...more } });
  return stdout;
}

/** All files but the installed packages, with their text. */
function filesOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter(
    (name) => !name.startsWith("node_modules") && statSync(join(folder, name)).isFile(),
  );
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const FLAGS = (): string[] => ["--emulator", emulator.url, "--pipeline", "github", "--package", archive];

test("an empty folder comes to its first preview, with the archive alone", async () => {
  mkdirSync(first);
  const exec = ["exec", "--yes", `--package=${archive}`, "--", "pulumi-sinch", "init", ...FLAGS(), "--yes"];
  const { stdout } = await run("npm", exec, { cwd: first, env });
  for (const line of ["wrote index.ts", "wrote .gitignore", "made stack dev", "pulumi preview --stack dev"]) {
    expect(stdout).toContain(line);
  }
  const files = filesOf(first);
  expect(files.get("Pulumi.dev.yaml")).toContain("sinch:keySecret:\n    secure: ");
  expect(files.get(".github/workflows/deploy.yml")).toContain("steps/up.sh");
  expect(statSync(join(first, "steps", "up.sh")).mode & 0o111).toBe(0o111);
  const { dependencies } = JSON.parse(files.get("package.json") ?? "{}") as { dependencies: object };
  expect(Object.keys(dependencies)).toEqual(["@pulumi/pulumi", "pulumi", "pulumi-sinch"]);

  await run("npx", ["tsc", "--noEmit"], { cwd: first, env });
  const shown = await pulumi(first, ["preview", "--stack", "dev"]);
  expect(shown).toMatch(/sinch:SipTrunk +voice +create/);
  expect(shown).not.toContain("warning");
});

test("a second run changes nothing, and says what is there", async () => {
  const before = filesOf(first);
  const stdout = await init(first, FLAGS());
  expect(filesOf(first)).toEqual(before);
  expect(stdout).not.toMatch(/^(wrote|made|set|installed) /m);
  for (const line of [
    "index.ts is there already",
    "the packages are installed already",
    "stack dev is there already",
    "the configuration is there already",
  ]) {
    expect(stdout).toContain(line);
  }
});

test("the files for GitLab stand where GitLab looks for them", async () => {
  const stdout = await init(first, ["--emulator", "--pipeline", "gitlab"]);
  expect(stdout).toContain("wrote .gitlab-ci.yml");
  expect(existsSync(join(first, ".gitlab-ci.yml"))).toBe(true);
});

test("nobody is asked for a key where nobody is there: status 2, the variables' names, and no file", async () => {
  const folder = folderWithPackages("nobody");
  const failed = await init(folder, []).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET") as string,
  });
  expect(readdirSync(folder)).toEqual(["node_modules"]);
});

test("a package.json whose main is another program is told with the command that helps", async () => {
  const folder = folderWithPackages("main");
  const told =
    'package.json has "main": "app.js": Pulumi runs that, and not index.ts, until `npm pkg set main=index.ts`';
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "main", main: "app.js" }));
  writeFileSync(join(folder, "app.js"), "exports.program = 'app';\n");
  expect(await init(folder, ["--emulator", emulator.url])).toContain(`\n${told}\n`);
  const ofApp = await pulumi(folder, ["preview", "--stack", "dev"]);
  expect(ofApp).not.toContain("sinch:SipTrunk");

  await run("npm", ["pkg", "set", "main=index.ts"], { cwd: folder, env });
  expect(await init(folder, ["--emulator", emulator.url])).not.toContain('"main"');
  expect(await pulumi(folder, ["preview", "--stack", "dev"])).toMatch(/sinch:SipTrunk +voice +create/);
});

test("in a folder that `npm init` has made, the first preview works as well", async () => {
  const folder = join(home, "npm-init");
  mkdirSync(folder);
  await run("npm", ["init", "--yes"], { cwd: folder, env });
  const told = await init(folder, ["--emulator", emulator.url, "--package", archive]);
  expect(told).toContain("\nset main=index.ts in package.json: there is no index.js\n");
  expect(await pulumi(folder, ["preview", "--stack", "dev"])).toMatch(/sinch:SipTrunk +voice +create/);
});

test("what an account has is adopted as a folder: the next preview is empty", async () => {
  const folder = folderWithPackages("account");
  const size = { trunks: 12, endpoints: 1, accessControlLists: 2, credentialLists: 1, rules: 1 };
  await fillAccount(emulator, { ...size, countries: [] });
  const { SINCH_KEY_SECRET, SINCH_KEY_ID, SINCH_PROJECT_ID } = accountVariables(emulator);
  const addresses = {
    SINCH_API_URL: emulator.url,
    SINCH_AUTH_URL: emulator.url,
    SINCH_NUMBERS_URL: emulator.url,
  };
  const access = { SINCH_KEY_SECRET, SINCH_KEY_ID, SINCH_PROJECT_ID };
  const stdout = await init(folder, ["--adopt", "--stack", "production"], { ...access, ...addresses });
  expect(stdout).toContain("12 SipTrunk");
  expect(readFileSync(join(folder, "index.ts"), "utf8")).toContain('import "#each-customer";');
  expect(filesOf(folder).get("Pulumi.production.yaml")).not.toContain(emulator.keySecret);

  const file = ["--file", "import.json", "--generate-code=false", "--yes", "--skip-preview"];
  await pulumi(folder, ["import", ...file, "--stack", "production"], addresses);
  await pulumi(folder, ["preview", "--expect-no-changes", "--stack", "production"], addresses);
  expect(await init(folder, ["--adopt", "--stack", "production"], addresses)).toContain(
    "import.json is there already",
  );
});

skipUnless(hasTerminal, "there is no `script` that makes a terminal here")(
  "somebody at a terminal is asked, and the secret is not shown",
  async () => {
    const folder = folderWithPackages("asked");
    const shown = await atTerminal(`'${process.execPath}' '${installed}' init`, {
      cwd: folder,
      env,
      answers: [
        ["What is deployed to?", "\u001b[B\r"],
        ["Adopt what the project has already?", "n\r"],
        ["Files for a pipeline?", "\r"],
        ["Id of the project", "my-project\r"],
        ["Id of an access key", "my-key\r"],
        ["Secret of the access key", "Battery-Staple-22\r"],
      ],
    });
    expect(shown).not.toContain("Battery-Staple-22");
    const configuration = JSON.parse(await pulumi(folder, ["config", "--json", "--show-secrets"])) as object;
    expect(configuration).toMatchObject({
      "sinch:keyId": { value: "my-key" },
      "sinch:projectId": { value: "my-project" },
      "sinch:keySecret": { value: "Battery-Staple-22", secret: true },
    });
  },
);

test("`pulumi new` takes the same template", async () => {
  const folder = folderWithPackages("new");
  const template = join(REPOSITORY, "templates", "typescript");
  await pulumi(folder, ["login", `file://${home}`]);
  const args = ["--name", "trunks", "--stack", "dev", "--generate-only", "--force", "--yes", "--offline"];
  await run("pulumi", ["new", template, ...args], { cwd: folder, env });
  const [ofInit, ofNew] = [filesOf(first), filesOf(folder)];
  for (const name of ["index.ts", "tsconfig.json", ".gitignore"]) {
    expect(ofNew.get(name)).toBe(ofInit.get(name));
  }
  expect(ofNew.get("Pulumi.yaml")).toContain("name: trunks\n");
  await pulumi(folder, ["stack", "init", "dev"]);
  const shown = await pulumi(folder, ["preview", "--stack", "dev"], accountVariables(emulator));
  expect(shown).toMatch(/sinch:SipTrunk +voice +create/);
});
