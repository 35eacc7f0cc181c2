import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { addresses, withoutAddresses } from "./addresses";
import { Project } from "../support/harness";

/** The states that earlier versions have left; see tests/fixtures/states.make.ts. */
const FIXTURES = join(__dirname, "..", "fixtures");
const versions = readdirSync(FIXTURES).filter((name) => /^\d+\.\d+\.\d+/.test(name));

const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-upgrade-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(versions)("a stack of version %s", (version) => {
  test.each(["dynamic", "plugin"] as const)(
    "of the %s classes: today's code deploys over it without a diff, and can destroy it",
    async (provider) => {
      const fixture = join(FIXTURES, version, provider);
      const dataFile = join(folder, `${version}-${provider}.json`);
      copyFileSync(join(fixture, "account.json"), dataFile);
      const project = await Project.create(readFileSync(join(fixture, "program.txt"), "utf8"), {
        provider,
        emulator: { dataFile },
      });
      try {
        await withoutAddresses(project);
        await project.pulumi(["stack", "import", "--stack", "test", "--file", join(fixture, "state.json")]);
        const env = addresses(project);
        const before = project.emulator.state();
        await project.preview(["--expect-no-changes"], { env });
        await project.refresh(["--expect-no-changes"], { env });
        await project.up(["--expect-no-changes"], { env });
        expect(project.emulator.state()).toEqual(before);
        await project.destroy([], { env });
        expect(await new ByHand(project.emulator).list("/trunks")).toEqual([]);
        expect(await new ByHand(project.emulator).list("/credentialLists")).toEqual([]);
      } finally {
        await project.remove();
      }
    },
  );
});
