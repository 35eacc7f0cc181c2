import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fillAccount } from "../support/account-by-hand";
import { runCommand } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

const project = useProject("", { provider: "plugin" });

test("an account of every kind is adopted for the plugin: an empty preview, and nothing written", async () => {
  const { directory, emulator } = project();
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

  const adopt = await runCommand(["adopt", "--for", "plugin"], { cwd: directory, emulator });
  expect(adopt).toMatchObject({ status: 0, stderr: expect.not.stringContaining("warning") as string });
  const program = readFileSync(join(directory, "index.ts"), "utf8");
  const [imports = ""] = program.split("\n");
  expect(imports).toBe('import * as sinch from "@pulumi-sinch/sinch";');
  // The project has the SDK's classes under the same name already.
  project().setProgram(program.replace(imports, ""));
  const file = ["--file", "import.json", "--generate-code=false"];
  await project().pulumi(["import", "--stack", "test", ...file, "--yes", "--skip-preview"]);
  const { stdout } = await project().preview(["--expect-no-changes"]);
  for (const odd of ['begins with "+"', "blocks every OUTBOUND call", "begins with 0, as it is dialled"]) {
    expect(stdout).toContain(odd);
  }
  await project().refresh(["--preview-only", "--expect-no-changes"]);
  await project().up(["--expect-no-changes"]);
  expect(emulator.state()).toEqual(before);
  const writes = emulator.requests().filter(({ method }) => method !== "GET");
  expect(new Set(writes.map(({ path }) => path))).toEqual(new Set(["/oauth2/token"]));
});
