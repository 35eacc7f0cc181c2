import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addTexts, must } from "./common.mjs";

/** The newest that the programs of all supported CLIs can use together. */
const PULUMI_SDK = "github.com/pulumi/pulumi/sdk/v3@v3.184.0";

/**
 * The Go module as a commit of its own with the tag that Go looks for, so that nothing generated is on main; and as a
 * module proxy in a folder (https://go.dev/ref/mod#goproxy-protocol), from which it can be tried.
 */
export async function makeGo({ work, version }) {
  addTexts(work);
  await must("go", ["get", PULUMI_SDK], { cwd: work });
  await must("go", ["mod", "tidy"], { cwd: work });
  await must("go", ["vet", "./..."], { cwd: work });
  const modFile = join(work, "go.mod");
  const [, module] = /^module (.*)$/m.exec(readFileSync(modFile, "utf8"));
  const place = module.replace(/^github\.com\/[^/]+\/[^/]+\//, "");
  const repository = join(work, "..", "go-tag");
  const { git, tag } = await tagged({ repository, work, place, version });
  const proxy = join(work, "..", "go-proxy");
  const folder = join(proxy, module, "@v");
  mkdirSync(folder, { recursive: true });
  const zip = join(folder, `v${version}.zip`);
  // Of a commit, whose time the files then have; those of a tree alone have the present one.
  const commit = (await git("commit-tree", `${tag}:${place}`, "-m", "The module alone")).trim();
  await git("archive", "--format=zip", `--prefix=${module}@v${version}/`, "--output", zip, commit);
  const mod = await git("show", `${tag}:${place}/go.mod`);
  writeFileSync(join(folder, `v${version}.mod`), mod);
  writeFileSync(join(folder, `v${version}.info`), JSON.stringify({ Version: `v${version}` }));
  writeFileSync(join(folder, "list"), `v${version}\n`);
  return [repository, proxy];
}

/** A repository with one commit, which has the module where its import path says, and the tag of it. */
async function tagged({ repository, work, place, version }) {
  mkdirSync(join(repository, place, ".."), { recursive: true });
  renameSync(work, join(repository, place));
  const date = "1980-01-01T00:00:00Z";
  const who = { NAME: "pulumi-sinch", EMAIL: "release@pulumi-sinch.invalid" };
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) => [
      ...Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
      [`GIT_${role}_DATE`, date],
    ]),
  );
  const git = (...args) => must("git", args, { cwd: repository, env });
  const tag = `${place}/v${version}`;
  await git("init", "--quiet", "--initial-branch", "generated");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", `Generate the Go module ${version}`);
  await git("tag", tag);
  return { git, tag };
}
