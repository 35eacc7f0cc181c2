import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { must, pythonWith } from "./common.mjs";

/** The newest `twine` that was tried; it takes the identity of a workflow where there is no password. */
const TWINE = "twine==7.0.0";

/**
 * Publishes what `--packages` has made. Where to is each client's own configuration: a registry of its own by
 * `npm_config_registry`, `TWINE_REPOSITORY_URL`, the remote `origin`.
 */
export async function publish(registry, folder, version) {
  const publisher = PUBLISHERS[registry];
  if (publisher === undefined)
    throw new Error(`--publish must be one of ${Object.keys(PUBLISHERS).join(", ")}.`);
  await publisher(join(folder, registry), version);
}

const PUBLISHERS = {
  npm: async (folder) => {
    // Only a workflow can prove where a package was made.
    const provenance = process.env.GITHUB_ACTIONS === "true" ? ["--provenance"] : [];
    for (const name of readdirSync(folder)) {
      const args = ["--access", "public", "--ignore-scripts", ...provenance];
      await must("npm", ["publish", join(folder, name), ...args]);
    }
  },
  pypi: async (folder) => {
    const python = await pythonWith(join(folder, "..", "work", "twine"), TWINE);
    const files = readdirSync(folder).map((name) => join(folder, name));
    await must(python, ["-m", "twine", "upload", "--non-interactive", "--disable-progress-bar", ...files]);
  },
  maven: async (folder) => {
    const pom = join(folder, "project");
    const settings = join(ROOT, "tools", "release", "java", "settings.xml");
    const args = ["--batch-mode", "--settings", settings, "-P", "central", "deploy"];
    await must("mvn", args, { cwd: pom });
  },
  nuget: async (folder) => {
    const project = join(folder, "dotnet");
    await must("dotnet", ["pack", project, "--configuration", "Release", "--output", join(folder, "packed")]);
    const [name] = readdirSync(join(folder, "packed")).filter((one) => one.endsWith(".nupkg"));
    const key = process.env.NUGET_API_KEY ?? "";
    await must("dotnet", ["nuget", "push", join(folder, "packed", name), "--api-key", key]);
  },
  go: async (folder, version) => {
    const origin = (await must("git", ["remote", "get-url", "origin"], { cwd: ROOT })).trim();
    const token = process.env.GITHUB_TOKEN;
    const url = token ? origin.replace(/^https:\/\//, `https://x-access-token:${token}@`) : origin;
    await must("git", ["push", "--quiet", url, `sdk/go/v${version}`], { cwd: join(folder, "go-tag") });
  },
};
