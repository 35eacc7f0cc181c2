import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { contentsOf } from "../support/contents";
import { runCommand, type CommandOutcome } from "../support/pulumi-sinch-command";
import { fiftyResources } from "./fifty-resources";
import { useProject } from "../support/harness";

/** The requests other than GET upon whose arrival the processes die; the first one asks for the token. */
const MOMENTS = [1, 5, 2, 7, 3, 9, 4, 6, 8, 10];
const PARALLEL = ["--parallel", "4"];
/** Some sixty commands of the CLI. */
const TIMEOUT_MS = 900_000;

let onWrite = (): void => undefined;
const project = useProject(fiftyResources(), {
  // What is on its way when the processes die is done all the same.
  emulator: {
    latencyMs: 20,
    onRequest: ({ method }) => {
      if (method !== "GET") onWrite();
    },
  },
});
const contents = (): string[] => contentsOf(project().emulator.state());
let declared: string[];

/** Aborts upon the arrival of a request that changes something, or asks for the token. */
function atWrite(moment: number): AbortSignal {
  const controller = new AbortController();
  let seen = 0;
  onWrite = () => {
    seen += 1;
    if (seen === moment) controller.abort();
  };
  return controller.signal;
}

/** `pulumi-sinch leftovers`, against the state as it is now. */
async function leftovers(...args: string[]): Promise<CommandOutcome> {
  const { directory, emulator } = project();
  const file = join(directory, "state.json");
  await project().pulumi(["stack", "export", "--stack", "test", "--file", file]);
  return await runCommand(["leftovers", "--stack-file", file, ...args], { cwd: directory, emulator });
}

/** A file backend writes the metadata beside its state in place, so that a death may cut it off: it can do without. */
function removeCutMetadata(): void {
  const file = join(project().directory, "state", ".pulumi", "stacks", "acme", "test.json.attrs");
  if (readFileSync(file, "utf8") === "") rmSync(file);
}

/** The steps of docs/how-to/restore-state.md, up to the next `pulumi up`; returns what was left over. */
async function recover(env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  removeCutMetadata();
  await project().pulumi(["cancel", "--yes", "--stack", "test"]);
  // Before the refresh, which takes what is in a list into the list's own state.
  const { stdout } = await leftovers("--json");
  const found = (JSON.parse(stdout) as { leftovers: { kind: string; id: string }[] }).leftovers;
  const named = found.flatMap(({ kind, id }) => [kind, id]);
  if (named.length > 0) expect(await leftovers("--remove", ...named)).toMatchObject({ status: 0 });
  await project().refresh(["--clear-pending-creates"], { env });
  return found.map(({ kind }) => kind);
}

beforeAll(async () => {
  await project().up();
  declared = contents();
  await project().destroy();
  expect(contents().filter((line) => !line.startsWith("activeNumbers"))).toEqual([]);
});

test(
  "killed ten times at different moments of one deployment, the documented steps lead to what is declared",
  async () => {
    const left: string[] = [];
    for (const moment of MOMENTS) {
      const { status } = await project().up(PARALLEL, { signal: atWrite(moment), status: "any" });
      expect(status).toBe(-1);
      left.push(...(await recover()));
    }
    // Else the processes died at harmless moments only.
    expect(left.length).toBeGreaterThan(0);
    await project().up();
    expect(contents()).toEqual(declared);
    expect(await leftovers("--expect-none")).toMatchObject({ status: 0 });
    await project().refresh(["--preview-only", "--expect-no-changes"]);
  },
  TIMEOUT_MS,
);

test("killed in the middle of changes, the documented steps lead to what is declared", async () => {
  project().setProgram(fiftyResources(2));
  const { status } = await project().up(PARALLEL, { signal: atWrite(8), status: "any" });
  expect(status).toBe(-1);
  expect(await recover()).toEqual([]);
  await project().up();
  expect(contents()).toEqual(declared.map((line) => line.replace(/ v1"/g, ' v2"')));
});

test("Ctrl-C leaves nothing over, no lock and nothing pending: the next up goes on", async () => {
  await project().destroy();
  const { status } = await project().up(PARALLEL, { interrupt: atWrite(9), status: "any" });
  expect(status).not.toBe(0);
  expect(await leftovers("--expect-none")).toMatchObject({ status: 0 });
  await project().up();
  expect(contents()).toHaveLength(declared.length);
  expect(await leftovers("--expect-none")).toMatchObject({ status: 0 });
});

test("a destroy that is killed goes on after the documented steps", async () => {
  const { status } = await project().destroy(PARALLEL, { signal: atWrite(12), status: "any" });
  expect(status).toBe(-1);
  expect(await recover({ SINCH_ACCEPT_EMPTY_LISTS: "true" })).toEqual([]);
  await project().destroy();
  expect(contents().filter((line) => !line.startsWith("activeNumbers"))).toEqual([]);
});

test("a range that a killed deployment added to a list with other owners is found, and not made a second time", async () => {
  const list = `const list = new sinch.AccessControlList("shared",
    { name: "Shared", ipRanges: [{ ipAddress: "198.51.100.1" }] }, { ignoreChanges: ["ipRanges"] });`;
  project().setProgram(list);
  await project().up();
  const range = `new sinch.IpRange("own", { accessControlListId: list.id, ipAddress: "203.0.113.1" });`;
  project().setProgram(list + range);
  const { status } = await project().up([], { signal: atWrite(2), status: "any" });
  expect(status).toBe(-1);
  expect(await recover()).toEqual(["IpRange"]);
  await project().up();
  expect(project().emulator.state().accessControlLists).toMatchObject([
    { ipRanges: [{ ipAddress: "198.51.100.1" }, { ipAddress: "203.0.113.1" }] },
  ]);
});
