import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";
import { ByHand } from "../support/by-hand";
import { nodeVersion } from "../support/node-version";
import { skipUnless } from "../support/skip";
import type { CommandOptions } from "../support/command";
import { useProject } from "../support/harness";

/* The packed archive with the oldest and the newest of what it supports. `npm test` runs two corners, `--only matrix` all. */

interface Corner {
  node: string;
  pulumi: string;
  /** What a lockfile of its time holds on to. */
  beside?: Record<string, string>;
  always?: boolean;
}

const REPOSITORY = join(__dirname, "..", "..");
const ALL = process.env.MATRIX === "all";
const CORNERS = JSON.parse(readFileSync(join(__dirname, "corners.json"), "utf8")) as Corner[];
const POLICY_PACK = ["--policy-pack", "node_modules/pulumi-sinch/policy"];
const TRUNK = `const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;
const ENDPOINT = `new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });`;

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-corners-"));
let archive: string;

beforeAll(async () => {
  archive = await pack(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(CORNERS.filter(({ always }) => ALL || always))(
  "Node.js $node with @pulumi/pulumi $pulumi",
  ({ node, pulumi, beside }) => {
    const { path, reason } = nodeVersion(node);
    const cornerTest = skipUnless(path !== undefined, reason ?? "");
    const project = useProject("");
    const api = (): ByHand => new ByHand(project().emulator);
    const env = { PATH: `${path ?? ""}${delimiter}${process.env.PATH ?? ""}` };
    const withNode: CommandOptions = { env };

    cornerTest("the archive installs without a warning of an engine or a peer", async () => {
      const { directory } = project();
      rmSync(join(directory, "node_modules"));
      const dependencies = { "pulumi-sinch": `file:${archive}`, "@pulumi/pulumi": pulumi, ...beside };
      writeFileSync(join(directory, "package.json"), JSON.stringify({ main: "index.js", dependencies }));
      const plugins = { providers: [{ name: "sinch", path: join("node_modules", "pulumi-sinch") }] };
      const runtime = { name: "nodejs", options: { typescript: false } };
      writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "acme", runtime, plugins }));
      const options = { cwd: directory, env: { ...process.env, ...env } };
      const { stderr } = await run(
        "npm",
        ["install", "--no-audit", "--no-fund", "--prefer-offline"],
        options,
      );
      expect(stderr).not.toMatch(/ERESOLVE|EBADENGINE +package: '(pulumi-sinch|@pulumi\/pulumi)@/);
      const { stdout } = await run("node", ["--version"], options);
      expect(stdout).toMatch(new RegExp(`^v${node}\\.`));
    });

    cornerTest("the classes deploy a trunk, and the policy pack says that anybody may call it", async () => {
      project().setProgram(TRUNK);
      await project().up([], withNode);
      expect(await api().list("/trunks")).toMatchObject([{ hostName: "acme-voice" }]);
      const { stdout } = await project().preview(POLICY_PACK, { ...withNode, status: 1 });
      expect(stdout).toContain("[mandatory]  trunk-without-gate");
    });

    cornerTest("a refresh finds what was changed by hand", async () => {
      const [trunk] = await api().list("/trunks");
      await api().change(`/trunks/${String(trunk?.id)}`, { name: "Changed by hand" });
      await project().refresh([], withNode);
      const trunks = (await project().exportState()).filter(({ type }) => type.endsWith(":SipTrunk"));
      expect(trunks).toMatchObject([{ outputs: { name: "Changed by hand" } }]);
    });

    cornerTest(
      "the plugin takes the stack over, puts that back, adds an endpoint, and destroys all",
      async () => {
        project().setProgram(TRUNK + ENDPOINT, "plugin");
        await project().up([], withNode);
        const [trunk] = await api().list("/trunks");
        expect(trunk).toMatchObject({ name: "Voice" });
        expect(await api().list(`/trunks/${String(trunk?.id)}/endpoints`)).toHaveLength(1);
        await project().preview(["--expect-no-changes"], withNode);
        await project().destroy([], withNode);
        expect(await api().list("/trunks")).toEqual([]);
      },
    );

    if (ALL) {
      cornerTest(
        "the unit tests pass",
        async () => {
          const jest = join(REPOSITORY, "node_modules", "jest", "bin", "jest.js");
          const own = { PULUMI_SDK: join(project().directory, "node_modules", "@pulumi", "pulumi") };
          await run(
            "node",
            [jest, "--selectProjects", "unit", "--silent", "--reporters", "summary", "--maxWorkers=2"],
            {
              cwd: REPOSITORY,
              env: { ...process.env, ...env, ...own },
              maxBuffer: 100_000_000,
            },
          );
        },
        3_600_000,
      );
    }
  },
);

test("docs/programs.md names each of these corners, and no other", () => {
  const page = readFileSync(join(REPOSITORY, "docs", "programs.md"), "utf8");
  const rows = page.matchAll(/^\| (\d+) +\| (\d+\.\d+\.\d+) +\|/gm);
  expect([...rows].map(([, node, pulumi]) => ({ node, pulumi }))).toEqual(
    CORNERS.map(({ node, pulumi }) => ({ node, pulumi })),
  );
});

test("the oldest @pulumi/pulumi is where the peer range begins", () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
    peerDependencies: Record<string, string>;
  };
  expect(peerDependencies["@pulumi/pulumi"]).toBe(`^${CORNERS[0]?.pulumi ?? ""}`);
});
