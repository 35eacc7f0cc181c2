import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { killTree } from "../../tools/process-tree.cjs";
import { type Body, ByHand } from "../support/by-hand";
import { accountVariables, runCommand } from "../support/pulumi-sinch-command";
import { skipUnless } from "../support/skip";
import { Project } from "../support/harness";

/*
 * Every shell line of the docs. A page is a project of its own, in which its blocks are run one after the other, as
 * somebody would who reads it; only the names of things that the reader has are put in: ids, project, access key.
 */

const REPOSITORY = join(__dirname, "..", "..");

/** Lines that another test runs: the file of it. */
const ELSEWHERE: readonly (readonly [page: string, line: RegExp, test: string])[] = [
  ["README.md", /^npm start/, "up/start.test.ts"],
  [
    "README.md",
    /^(?!npm (start|test)|pulumi-sinch (drift|calls)|pulumi preview --json|pulumi up --refresh)/,
    "up/readme.test.ts",
  ],
  ["docs/tutorial.md", /^/, "up/tutorial.test.ts"],
  ["docs/plugin.md", /^npm install pulumi-sinch/, "up/package.test.ts"],
  ["docs/plugin.md", /^pulumi package/, "up/plugin-install.test.ts"],
  ["docs/plugin.md", /^pulumi plugin install/, "languages/languages.test.ts"],
  ["docs/programs.md", /^npm install --save-dev typescript/, "up/readme.test.ts"],
  ["docs/start-up.md", /^(npm install|npx tsc|export NODE_COMPILE_CACHE)/, "up/native-typescript.test.ts"],
  ["docs/how-to/teams.md", /^pulumi state move|^ {2}'urn:/, "field/sharing.test.ts"],
  ["docs/how-to/policy-server.md", /^npm install/, "up/package.test.ts"],
  ["docs/how-to/upgrade.md", /^npm install pulumi-sinch@latest/, "up/package.test.ts"],
  ["docs/how-to/upgrade.md", /^pulumi package/, "up/plugin-install.test.ts"],
  ["docs/drift.md", /^npm ci/, "up/package.test.ts"],
  ["docs/commands.md", /^pulumi-sinch init/, "up/init.test.ts"],
  ["docs/calls.md", /^npm install pulumi-sinch/, "up/package.test.ts"],
  ["docs/calls.md", /^(export PULUMI_CONFIG_PASSPHRASE|npx pulumi-sinch init)/, "up/init.test.ts"],
  ["docs/fleet.md", /^/, "../fleet/tests/documented.test.ts"],
];

/** Lines of somebody who works on this package: this test is part of such a run, so that their names are looked up. */
const OF_DEVELOPERS = /^npm (test|run (docs|build|format|screenshots|site))|^npx (tsc|jest) /;

/** Lines that no test runs: why. */
const NOT_RUN: readonly (readonly [line: RegExp, reason: string])[] = [
  [/^npm install --global/, "it changes the machine"],
  [/^export PULUMI_BACKEND_URL=s3:|awskms:/, "it needs an account of a cloud"],
  [/--server github:/, "it needs a release on GitHub"],
  [/^pulumi policy (publish|enable)/, "it needs an organisation of Pulumi Cloud"],
];

/** What a reader puts in. */
function filledIn(line: string, { url, projectId, keyId }: Project["emulator"], ids: Ids): string {
  return (
    line
      .replaceAll(/<(your )?project( id)?>/g, projectId)
      .replaceAll(/<(your )?access key( id)?>/g, keyId)
      .replaceAll("http://127.0.0.1:4010", url)
      .replaceAll(
        /\b01[A-Z0-9]{24}(\/01[A-Z0-9]{23,24})?\b|01JKT0V6EXAMPLE0TRUNK00001/g,
        (_id, child?: string) => {
          if (child !== undefined) return `${ids.trunk}/${ids.endpoint}`;
          return /AccessControlList/.test(line)
            ? ids.list
            : /CallBlockingRule/.test(line)
              ? ids.rule
              : ids.trunk;
        },
      )
      .replaceAll(/ (--trunk voice|--username desk01|--down sbc1)\b/g, (flag) =>
        flag === " --trunk voice" ? " --trunk acme-found" : "",
      )
      .replaceAll("PROJECT/STACK", "acme/dev")
      .replaceAll(" .pulumi/stacks", " state/.pulumi/stacks")
      // Nobody is asked here.
      .replace(/^((.* )?pulumi (?:up|destroy|refresh(?!.* --preview-only)|import)\b)/, "$1 --yes")
      .replaceAll(/ --stack (prod|test)\b/g, " --stack dev")
      .replaceAll("stack select prod", "stack select dev")
  );
}

/** What the account has beside the stack, for the lines that name something by its id. */
interface Ids {
  readonly trunk: string;
  readonly endpoint: string;
  readonly list: string;
  readonly rule: string;
}

async function makeByHand(api: ByHand): Promise<Ids> {
  const make = async (path: string, body: Body): Promise<string> => String((await api.post(path, body)).id);
  const trunk = await make("/trunks", { name: "acme-found", hostName: "acme-found" });
  const endpoint = await make(`/trunks/${trunk}/endpoints`, {
    name: "Found",
    address: "203.0.113.30",
    priority: 1,
  });
  const list = await make("/accessControlLists", {
    name: "Found",
    ipRanges: [{ ipAddress: "203.0.113.40" }],
  });
  const rule = await make("/callBlockingRules", {
    name: "Found",
    direction: "OUTBOUND",
    calleeMatch: "1900",
  });
  return { trunk, endpoint, list, rule };
}

const PROGRAM = `
  const trunk = new sinch.SipTrunk("main", { name: "Main", hostName: "acme-main" });
  const list = new sinch.CredentialList("branches", {
    name: "Branches",
    credentials: [{ username: "branch01", password: new pulumi.Config().getSecret("branchSecret") ?? pulumi.secret("Correct-Horse-1") }],
  });
  new sinch.TrunkCredentialList("main-branches", { sipTrunkId: trunk.id, credentialListId: list.id });
`;
/** Pages for a stack that has nothing yet. */
const OF_EMPTY_STACKS = ["docs/how-to/adopt.md", "docs/how-to/take-over.md", "docs/commands.md"];
/** Pages whose lines are examples, each by itself. */
const OF_EXAMPLES = ["docs/commands.md"];
/** What a line takes for granted. */
const BEFORE: readonly (readonly [line: string, before: string])[] = [
  ["pulumi-sinch adopt", "rm -rf import.json index.ts adopted*"],
  ["pulumi stack export --file dev.json && pulumi-sinch adopt", "rm -rf adopted"],
  [
    "pulumi import --file import.json --generate-code=false &&",
    "pulumi-sinch adopt --overwrite --name 'acme-*'",
  ],
  ["pulumi-sinch leftovers --stack-file dev.json --remove", "cp prod.json dev.json"],
  [
    "pulumi preview --json --show-sames --show-replacement-steps > preview.json;",
    "pulumi state unprotect --all --yes",
  ],
  ["pulumi config set --secret branchSecret", "echo Battery-Staple-22 >secret"],
];

/** A block of shell lines with the number of its first one. */
interface Block {
  readonly page: string;
  readonly start: number;
  readonly lines: readonly string[];
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(REPOSITORY, page), "utf8");
  return [...text.matchAll(/^( *)```sh\n([^]*?)^ *```$/gm)].map((match) => {
    const [, indent = "", body = ""] = match;
    const start = text.slice(0, match.index).split("\n").length + 1;
    const lines = body
      .replaceAll(new RegExp(`^${indent}`, "gm"), "")
      .trimEnd()
      .split("\n");
    return { page, start, lines };
  });
}

const pages = [
  ...readdirSync(REPOSITORY).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
  "examples/pipeline/README.md",
];
const reasonOf = (line: string): string | undefined => NOT_RUN.find(([pattern]) => pattern.test(line))?.[1];
const isElsewhere = (page: string, line: string): boolean =>
  OF_DEVELOPERS.test(line) || ELSEWHERE.some(([of, pattern]) => of === page && pattern.test(line));

test.each(ELSEWHERE)("%s: the lines %s are left to a test that exists", (page, line, file) => {
  expect(existsSync(join(REPOSITORY, "tests", file))).toBe(true);
  expect(blocksOf(page).some(({ lines }) => lines.some((one) => line.test(one)))).toBe(true);
});

const ofDevelopers = pages.flatMap((page) =>
  blocksOf(page).flatMap(({ lines }) => lines.filter((line) => OF_DEVELOPERS.test(line))),
);

test.each(ofDevelopers)("`%s` names scripts and groups of tests that there are", (line) => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
    scripts: object;
  };
  const groups = readFileSync(join(REPOSITORY, "tools", "test.mjs"), "utf8");
  for (const [, script] of line.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(script);
  for (const [, group] of line.matchAll(/--only (\w+)/g)) expect(groups).toContain(`\n  --only ${group}`);
});

for (const { page, start, lines } of pages.flatMap(blocksOf)) {
  for (const [index, line] of lines.entries()) {
    const reason = isElsewhere(page, line) ? undefined : reasonOf(line);
    if (reason !== undefined) skipUnless(false, reason)(`${page}:${start + index} ${line}`, () => undefined);
  }
}

const toRun = pages
  .map((page) => {
    const blocks = blocksOf(page).map((block) => ({
      ...block,
      lines: block.lines.filter((line) => !isElsewhere(page, line) && reasonOf(line) === undefined),
    }));
    if (OF_EXAMPLES.includes(page)) {
      const examples = blocks.flatMap(({ start, lines }) =>
        lines.map((line, index) => ({ page, start: start + index, lines: [line] })),
      );
      return { page, blocks: examples };
    }
    return { page, blocks: blocks.filter(({ lines }) => lines.length > 0) };
  })
  .filter(({ blocks }) => blocks.length > 0);

/** What the pages begin with, of which each has a copy. */
interface Original {
  readonly project: Project;
  readonly ids: Ids;
}

async function original(isEmpty: boolean): Promise<Original> {
  const project = await Project.create(PROGRAM, { language: isEmpty ? "typescript" : "javascript" });
  if (!isEmpty) await project.up();
  await project.pulumi(["stack", "rename", "dev", "--stack", "test"]);
  const { emulator, directory } = project;
  const keys = ["acme", "lyon"].map((name) => `sinch:accounts.${name}.projectId=${emulator.projectId}`);
  const pairs = keys.flatMap((key) => ["--plaintext", key]);
  await project.pulumi(["config", "set-all", "--path", "--stack", "dev", ...pairs]);
  await project.pulumi(["stack", "export", "--stack", "dev", "--file", "dev.json"]);
  for (const name of ["prod", "state", "numbers"])
    cpSync(join(directory, "dev.json"), join(directory, `${name}.json`));
  writeFileSync(join(directory, "policy.json"), JSON.stringify({ "trunk-without-gate": "disabled" }));
  writeFileSync(join(directory, "drift-baseline.json"), JSON.stringify({ accepted: [] }));
  writeFileSync(join(directory, "preview.json"), JSON.stringify({ steps: [], changeSummary: {} }));
  writeFileSync(join(directory, "expectations.yaml"), "expect:\n  - nobody can call CU\n");
  writeFileSync(join(directory, "calls.csv"), await exportOf(emulator));
  const ids = await makeByHand(new ByHand(emulator));
  writeFileSync(join(directory, "sources.yaml"), "acme-found: [198.51.100.17]\n");
  const saved = await runCommand(["calls", "account"], { emulator });
  writeFileSync(join(directory, "account.json"), saved.stdout);
  return { project, ids };
}

/** The calls of an account, as the API exports them: none. */
async function exportOf({ url, keyId, keySecret, projectId }: Project["emulator"]): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
  const answer = await fetch(`${url}/v1/projects/${projectId}/calls/export`, { headers: { authorization } });
  return await answer.text();
}

let originals: Record<"empty" | "deployed", Original>;
beforeAll(async () => {
  originals = { empty: await original(true), deployed: await original(false) };
});
afterAll(() => Promise.all(Object.values(originals).map(({ project }) => project.remove())));

describe.each(toRun)("$page", ({ page, blocks }) => {
  let own: Project | undefined;
  let ids: Ids;
  const project = (): Project => {
    if (own === undefined) throw new Error("the project is there in tests and hooks only");
    return own;
  };

  beforeAll(async () => {
    const from = originals[OF_EMPTY_STACKS.includes(page) ? "empty" : "deployed"];
    ids = from.ids;
    own = await from.project.copy();
    await own.pulumi(["stack", "select", "dev"]);
    writeFileSync(join(own.directory, "secret"), own.emulator.keySecret);
  });
  afterAll(() => own?.remove());

  test.each(blocks)("line $start: $lines.0", async ({ lines }) => {
    const before = lines.flatMap((line) => BEFORE.find(([start]) => line.startsWith(start))?.[1] ?? []);
    const script = [...before, ...lines].map((line) => filledIn(line, project().emulator, ids));
    const servers = script.filter((line) => /\bemulator\b( --|\s*#|$)/.test(line) && !/http/.test(line));
    for (const line of servers) expect(await addressOf(line)).toMatch(/http:\/\//);
    const rest = script.filter((line) => !servers.includes(line));
    if (rest.length > 0) await shell(rest.join("\n"));
  });

  const env = (): NodeJS.ProcessEnv => ({
    PATH: [join(REPOSITORY, "node_modules", ".bin"), process.env.PATH].reverse().join(delimiter),
    ...accountVariables(project().emulator),
    // What the developer keeps of histories stays.
    XDG_CACHE_HOME: join(project().directory, "cache"),
  });

  /**
   * Status 7 is a find: of drift, or of something that no state knows. Of calls, 3 is one that is refused and 4 one that
   * is not judged.
   */
  async function shell(script: string): Promise<void> {
    const { status, stdout, stderr } = await project().runProgram("bash", ["-ec", `{ ${script}\n} <secret`], {
      status: "any",
      env: env(),
    });
    const isFine = status === 0 || status === 7 || (script.includes(" calls ") && [3, 4].includes(status));
    expect({ script, status, output: isFine ? "" : stdout + stderr }).toEqual({
      script,
      status,
      output: "",
    });
  }

  /** What a server prints when it is there; it is ended then. */
  async function addressOf(line: string): Promise<string> {
    const cwd = line.startsWith("npm run") ? REPOSITORY : project().directory;
    const anyPort = line.replace("--port 4010", "--port 0");
    const command = anyPort.includes("--port")
      ? anyPort
      : anyPort.replace(/ emulator\b/, " emulator --port 0");
    const server = spawn("bash", ["-ec", command], {
      cwd,
      env: { ...process.env, ...env() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    for await (const chunk of server.stdout) {
      printed += String(chunk);
      if (printed.includes("http://")) break;
    }
    if (server.pid !== undefined) killTree(server.pid);
    if (server.exitCode === null && server.signalCode === null) await once(server, "close");
    return printed;
  }
});
