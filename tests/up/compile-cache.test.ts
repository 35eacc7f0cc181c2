import { readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeVersion } from "../support/node-version";
import { skipUnless } from "../support/skip";
import { useProject } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
const NODE_24 = nodeVersion("24");
const node24Test = skipUnless(NODE_24.path !== undefined, NODE_24.reason ?? "");
const TRUNK = `new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;

describe.each(["dynamic", "plugin"] as const)("the provider (%s)", (provider) => {
  const project = useProject(TRUNK, { provider });

  node24Test("which the engine kills, leaves what it has compiled, beside what its program has", async () => {
    const { directory } = project();
    const options = { typescript: false, nodeargs: "--allow-natives-syntax" };
    const plugins = { providers: [{ name: "sinch", path: REPOSITORY }] };
    const runtime = { name: "nodejs", options };
    writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "acme", runtime, plugins }));
    const cache = join(directory, "compiled");
    await project().preview([], {
      env: {
        PATH: `${NODE_24.path ?? ""}${delimiter}${process.env.PATH ?? ""}`,
        NODE_COMPILE_CACHE: cache,
      },
    });
    // One of the program, which runs under another flag, and one of the provider. Each loads hundreds of files.
    const counts = readdirSync(cache).map((folder) => readdirSync(join(cache, folder)).length);
    expect(counts).toHaveLength(2);
    expect(Math.min(...counts)).toBeGreaterThan(200);
  });
});
