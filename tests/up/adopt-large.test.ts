import { fillAccount } from "../support/account-by-hand";
import { runCommand } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

/** About half a minute of the processor's time, which a busy machine may take ten times as long for. */
jest.setTimeout(600_000);

const project = useProject("", { language: "typescript" });

const OPTIONS = {
  timeoutMs: 300_000,
  env: {
    // Else the whole state is written at each of the 1,700 steps of the import.
    PULUMI_SKIP_CHECKPOINTS: "true",
    PULUMI_EXPERIMENTAL: "true",
    // The small test has programs checked by the compiler.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  },
};

test("an account with 300 trunks and 600 endpoints is adopted: an empty preview, and nothing written", async () => {
  const { directory: cwd, emulator } = project();
  await fillAccount(emulator, {
    trunks: 300,
    endpoints: 2,
    accessControlLists: 100,
    credentialLists: 40,
    rules: 60,
    countries: ["SE", "NO", "DK", "FI", "US"],
  });
  emulator.clearRequests();
  const before = emulator.state();

  const adopted = await runCommand(["adopt", "--overwrite"], { cwd, emulator });
  expect(adopted.stderr).toContain("Reading the project");
  expect(adopted.stdout).toMatch(
    /^Wrote 1707 resources \(300 SipTrunk, 600 SipEndpoint, 100 AccessControlList, /,
  );
  const file = ["--file", "import.json", "--generate-code=false"];
  await project().pulumi(
    ["import", "--stack", "test", ...file, "--yes", "--skip-preview", "--suppress-outputs"],
    OPTIONS,
  );
  await project().preview(["--expect-no-changes"], OPTIONS);

  expect(emulator.state()).toEqual(before);
  const requests = emulator.requests().map(({ method, path }) => `${method} ${path}`);
  expect(requests.filter((request) => !request.startsWith("GET "))).toEqual(["POST /oauth2/token"]);
});
