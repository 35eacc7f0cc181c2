import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import type { CommandOptions, CommandResult } from "../support/command";
import { useProject } from "../support/harness";

const KEY_SECRET = "Planted-Key-Secret-7f3a";
const WRONG_SECRET = "Planted-Wrong-Secret-91";
const [MARKED, PLAIN, ROTATED] = ["Planted-Marked-0001", "Planted-Plain-00002", "Planted-Rotated-003"];
const WEAK = "plantedweak";

/** What must be found nowhere, besides the headers that the API is sent. */
const planted = new Set([KEY_SECRET, WRONG_SECRET, MARKED, PLAIN, ROTATED, WEAK]);
const ACCOUNT = { keyId: "planted-key", keySecret: KEY_SECRET, projectIds: ["planted-project"] };
const project = useProject("", {
  emulator: {
    accounts: [ACCOUNT],
    onRequest: ({ headers }) => {
      const sent = headers.get("authorization")?.split(" ")[1];
      if (sent !== undefined) planted.add(sent);
    },
  },
});
const hand = (): ByHand => new ByHand(project().emulator);

/** One password is marked as a secret by the program, the other is not. */
function program(plain: string): string {
  return `
    const config = new pulumi.Config();
    const list = new sinch.CredentialList("branches", { name: "Branches", credentials: [
      { username: "branch01", password: config.requireSecret("branch01Secret") },
      { username: "branch02", password: ${plain} } ] });
    const { url } = ${JSON.stringify({ url: project().emulator.url })};
    const provider = new sinch.Provider("second", { keyId: "planted-key", keySecret: "${KEY_SECRET}",
      projectId: "planted-project", apiUrl: url, authUrl: url, numbersUrl: url });
    new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }, { provider });
    exports.list = list.id;
    exports.credentials = list.credentials;
  `;
}

const LOUD: CommandOptions = { env: { SINCH_LOG: "debug", PULUMI_DEBUG_COMMANDS: "true" } };
/** Everything that was printed. */
const printed: string[] = [];

async function keep(command: Promise<CommandResult>): Promise<string> {
  const { stdout, stderr } = await command;
  printed.push(stdout, stderr);
  return stdout + stderr;
}

function expectNothingPlanted(where: string, text: string): void {
  for (const value of planted) {
    if (text.includes(value)) throw new Error(`${where} has ${value} in clear`);
  }
}

/** The content of all files of a folder. */
function filesIn(folder: string): [file: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [file, readFileSync(file, "utf8")]);
}

beforeAll(async () => {
  await project().configure({ "acme:branch01Secret": MARKED, "acme:branch02Secret": PLAIN });
  // With --debug, Pulumi's SDK prints what it registers, but for the secrets of the stack's configuration.
  project().setProgram(program(`config.require("branch02Secret")`));
});

test("what is printed in all of Pulumi's ways holds no secret, and the trace is really there", async () => {
  const eventLog = ["--event-log", join(project().directory, "events.json")];
  const up = await keep(project().up(["--diff", "--debug", ...eventLog], LOUD));
  expect(up).toContain("sinch: POST /credentialLists");
  expect(up).toContain("[secret]");
  await keep(project().preview(["--json", "--diff"], LOUD));
  await hand().put(`/credentialLists/${String((await project().outputs()).list)}`, { name: "By hand" });
  await keep(project().refresh(["--diff", "--preview-only"], LOUD));
  await keep(project().up(["--refresh", "--json"], LOUD));
  expect(readFileSync(join(project().directory, "events.json"), "utf8")).toContain("CredentialList");
});

test("a password is rotated in place by a new value in the program, and only that one", async () => {
  const fingerprints = (): unknown[] =>
    project()
      .emulator.state()
      .credentialLists.flatMap(({ id, credentials }) => [
        id,
        ...credentials.map(({ passwordFingerprint }) => passwordFingerprint),
      ]);
  const before = fingerprints();
  project().emulator.clearRequests();
  project().setProgram(program(`"${ROTATED}"`));
  await keep(project().up(["--diff"], LOUD));
  const after = fingerprints();
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[2]).not.toBe(before[2]);
  const changes = project()
    .emulator.requests()
    .filter(({ method, path }) => method !== "GET" && !path.startsWith("/oauth2"));
  expect(changes).toMatchObject([
    { method: "PUT", path: expect.stringMatching(/\/credentials\/branch02$/) as string },
  ]);
});

test("failed checks and errors of the API and of the network hold no secret", async () => {
  project().setProgram(program(`"${WEAK}"`));
  const failed = await keep(project().up([], { ...LOUD, status: "any" }));
  expect(failed).toContain("credentials[1].password");
  project().setProgram(program(`"${PLAIN}"`));
  const { emulator } = project();
  for (const fault of [{ status: 400, message: "no" }, { body: "text" }] as const) {
    emulator.addFault({ method: "PUT", path: "/credentials/*", times: 9, ...fault });
    expect(await keep(project().up([], { ...LOUD, status: "any" }))).toContain("PUT /credentialLists/");
    emulator.clearFaults();
  }
  await project().configure({ "sinch:keySecret": WRONG_SECRET });
  expect(await keep(project().up([], { ...LOUD, status: "any" }))).toContain("Check sinch:keyId");
  await project().configure({ "sinch:keySecret": KEY_SECRET });
});

test("nothing of all that was printed or written is in clear: output, event log, state, backups, history, configuration", async () => {
  await keep(project().pulumi(["stack", "export", "--stack", "test"]));
  await keep(project().pulumi(["stack", "output", "--stack", "test", "--json"]));
  await keep(project().pulumi(["config", "--stack", "test", "--json"]));
  await keep(project().destroy(["--diff", "--run-program"], LOUD));
  // Three secrets and their two headers, the token of each process, and what else was sent.
  expect(planted.size).toBeGreaterThan(10);
  for (const text of printed) expectNothingPlanted("the output", text);
  const { directory } = project();
  const files = filesIn(join(directory, "state"));
  expect(files.some(([file]) => file.includes("backups"))).toBe(true);
  expect(files.some(([file]) => file.includes("history"))).toBe(true);
  for (const name of ["events.json", "Pulumi.test.yaml"])
    files.push([name, readFileSync(join(directory, name), "utf8")]);
  for (const [file, text] of files) expectNothingPlanted(file, text);
});

test("the emulator's request log and state hold no secret", async () => {
  const { emulator } = project();
  const pages = await Promise.all(
    ["requests", "state"].map(async (page) => (await fetch(`${emulator.url}/__emulator/${page}`)).text()),
  );
  expect(pages[0]).toContain("/oauth2/token");
  for (const page of pages) expectNothingPlanted("the emulator", page);
});

test("the package holds no state, no configuration of a stack and no secret", () => {
  const [pack] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: join(__dirname, "..", ".."),
      encoding: "utf8",
    }),
  ) as [{ files: { path: string }[] }];
  const names = pack.files.map(({ path }) => path);
  expect(names).toContain("dist/sdk/index.js");
  expect(
    names.filter((name) => /(^|\/)(tests|state|\.pulumi|\.env.*|Pulumi\..+\.yaml)(\/|$)/.test(name)),
  ).toEqual([]);
  for (const name of names) {
    expectNothingPlanted(name, readFileSync(join(__dirname, "..", "..", name), "utf8"));
  }
});
