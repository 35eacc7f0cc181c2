import { fillAccount } from "../support/account-by-hand";
import { runCommand } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

const project = useProject("", { language: "typescript" });

const IMPORT = ["import", "--stack", "test", "--file", "import.json", "--generate-code=false", "--yes"];

/** Runs `pulumi-sinch adopt` in the project's folder, as the emulator's account. */
async function adopt(...args: string[]): Promise<string> {
  const { directory, emulator } = project();
  const { status, stdout, stderr } = await runCommand(["adopt", "--overwrite", ...args], {
    cwd: directory,
    emulator,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining("warning") as string });
  return stdout;
}

function writes(): string[] {
  const reads = ({ method, path }: { method: string; path: string }) =>
    method === "GET" || path === "/oauth2/token";
  return project()
    .emulator.requests()
    .filter((request) => !reads(request))
    .map(({ method, path }) => `${method} ${path}`);
}

test("an account of every kind is adopted: empty preview, nothing written, then managed to its end", async () => {
  const { emulator } = project();
  await fillAccount(emulator, {
    trunks: 3,
    endpoints: 2,
    accessControlLists: 3,
    credentialLists: 3,
    rules: 9,
    countries: ["SE", "US"],
  });
  emulator.clearRequests();
  const before = emulator.state();

  expect(await adopt()).toMatch(/^Wrote 34 resources \(3 SipTrunk, 6 SipEndpoint, 3 AccessControlList, /);
  await project().pulumi(IMPORT);
  const { stdout } = await project().preview(["--expect-no-changes"]);
  for (const odd of ['begins with "+"', "blocks every OUTBOUND call", "begins with 0, as it is dialled"]) {
    expect(stdout).toContain(odd);
  }
  await project().refresh(["--preview-only", "--expect-no-changes"]);
  await project().up(["--expect-no-changes"]);
  expect(emulator.state()).toEqual(before);
  expect(writes()).toEqual([]);

  const refused = await project().destroy([], { status: "any" });
  expect(refused.status).not.toBe(0);
  expect(refused.stdout).toContain("is protected");
  expect(emulator.state()).toEqual(before);
  await adopt("--no-protect");
  await project().up(["--expect-no-changes"]);
  await project().destroy();
  const { trunks, accessControlLists, credentialLists, callBlockingRules, phoneNumbers } = emulator.state();
  expect({ trunks, accessControlLists, credentialLists, callBlockingRules, phoneNumbers }).toEqual({
    trunks: [],
    accessControlLists: [],
    credentialLists: [],
    callBlockingRules: [],
    phoneNumbers: [],
  });
});
