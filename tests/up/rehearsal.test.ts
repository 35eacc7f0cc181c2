import { useProject } from "../support/harness";

const PROGRAM = `
const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
new sinch.SipEndpoint("primary", {
  sipTrunkId: trunk.id, name: "primary", address: "198.51.100.7", port: 5061, priority: 1,
});
new sinch.CountryPermission("cuba", { isoCode: "CU", enabled: false });
`;
const project = useProject(PROGRAM);

interface Rehearsal {
  title: string;
  putBackAt: string | null;
  next: { run?: string }[];
}

async function control(path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${project().emulator.url}/__emulator/${path}`, {
    ...(body !== undefined && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return answer.json();
}

const begin = (scenario: string): Promise<unknown> =>
  control("rehearsals", { projectId: project().emulator.projectId, scenario });

async function latest(): Promise<Rehearsal | undefined> {
  const { rehearsals } = (await control("changes")) as { rehearsals: Rehearsal[] };
  return rehearsals.at(-1);
}

/** Runs what the page says to run next, but for the name of the command and what the harness adds. */
async function runNext(index: number, status = 0): Promise<void> {
  const [, verb = "", ...args] = (await latest())?.next[index]?.run?.split(" ") ?? [];
  if (verb === "refresh") await project().refresh(args, { status });
  else await project().up(args, { status });
}

beforeAll(() => project().up());

test.each(["fraud", "deleted-trunk"])("what the page says to run next puts it back: %s", async (scenario) => {
  await begin(scenario);
  await runNext(0);
  expect(await latest()).toMatchObject({ putBackAt: null });
  await runNext(1);
  expect((await latest())?.putBackAt).not.toBeNull();
  await project().preview(["--expect-no-changes"]);
});

test("a stack with the secret of a leaked key stops, and goes on with the new one", async () => {
  await begin("leaked-key");
  const secret = (await latest())?.next[1]?.run?.split(" ").at(-1) ?? "";
  await runNext(0, 1);
  expect(await latest()).toMatchObject({ putBackAt: null });
  await project().configure({ "sinch:keySecret": secret });
  await runNext(2);
  expect((await latest())?.putBackAt).not.toBeNull();
  await project().preview(["--expect-no-changes"]);
  await project().destroy();
  expect(project().emulator.state()).toMatchObject({ trunks: [], endpoints: [] });
});
