/** `npm run site`: makes the docs site out of docs/. See HELP. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deadLinks, earlierMinors, minorOf, writePages } from "../site/pages.mjs";
import { endProgramsOnInterrupt, run } from "./processes.mjs";
import { must } from "./release/common.mjs";
import { ensureDependencies, LOCAL, ROOT } from "./setup.mjs";

const HELP = `npm run site [-- OPTIONS]

Builds the docs site out of docs/ into .local/site, with VitePress, which has a package and lock file of its own in
site/. A link or an anchor that leads nowhere fails the build.

  --base PATH   where on its server the site will be: / if not said, /pulumi-sinch/ for a project's page on GitHub
  --versions    with the docs of earlier releases, the last of each minor version, as git has them by their tags: those
                of 0.1 are below v0.1/
  --preview     serve it afterwards, until Ctrl-C
  --test        look at it afterwards in a Chromium, at two widths
  --help        this text

Exit status: 0 built, 1 not, 2 wrong usage.`;

const SITE = join(ROOT, "site");
const BUILT = join(LOCAL, "site");
const VITEPRESS = join(SITE, "node_modules", "vitepress", "bin", "vitepress.js");

const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const REPOSITORY = PACKAGE.homepage.replace(/#.*$/, "");

endProgramsOnInterrupt();
process.exit(await main());

async function main() {
  const values = options();
  if (values === undefined) return 2;
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  await ensureDependencies({ folder: SITE });
  let site;
  try {
    site = await buildAll(values);
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  if (values.test) {
    await ensureDependencies();
    const jest = join(ROOT, "node_modules", "jest", "bin", "jest.js");
    const env = { ...process.env, npm_lifecycle_event: "site" };
    const { status } = await run(process.execPath, [jest, "--selectProjects", "site"], {
      cwd: ROOT,
      env,
      show: true,
    });
    return status === 0 ? 0 : 1;
  }
  if (!values.preview) return 0;
  const env = { ...process.env, SITE: site };
  const args = [VITEPRESS, "preview", SITE, "--base", values.base];
  const { status } = await run(process.execPath, args, { cwd: ROOT, env, show: true });
  return status === 0 ? 0 : 1;
}

/**
 * Returns what the generator was told of the site whose pages are all of it.
 * @throws {Error} with the generator's output, or the links that lead nowhere
 */
async function buildAll({ base, versions: isWithEarlier }) {
  const { version } = PACKAGE;
  const earlier = isWithEarlier ? earlierMinors(await tags(), version) : [];
  const versions = [
    { version, folder: "" },
    ...earlier.map((one) => ({ version: one, folder: `v${minorOf(one)}/` })),
  ];
  const sites = versions.map((one) => ({ ...one, told: tellingOf(one, { base, versions }) }));
  rmSync(BUILT, { recursive: true, force: true });
  // The generator empties its folder, so the one that has the others in it comes first.
  for (const one of sites) {
    const root = one.version === version ? ROOT : await sourcesOf(one.version);
    const pages = await build({ ...one, root, base });
    console.log(`Built ${pages} pages of ${one.version} in .local/site/${one.folder}.`);
  }
  const dead = deadLinks(BUILT, base);
  if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join("\n")}`);
  return sites[0].told;
}

/** For site/.vitepress/config.mjs. */
function tellingOf({ version, folder }, { base, versions }) {
  const others = versions
    .filter((one) => one.version !== version)
    .map((one) => ({ text: `Docs of ${one.version}`, href: base + one.folder }));
  return JSON.stringify({ version, repository: REPOSITORY, out: join(BUILT, folder), others });
}

/** Builds the docs that are below a root with today's generator; returns how many pages. */
async function build({ root, version, folder, base, told }) {
  const kindOf = (path) =>
    existsSync(join(root, path)) && statSync(join(root, path)).isDirectory() ? "tree" : "blob";
  const address = (path) => `${REPOSITORY}/${kindOf(path)}/v${version}/${path}`;
  const pages = writePages({ root, folder: join(LOCAL, "site-pages"), address });
  const args = [VITEPRESS, "build", SITE, "--base", base + folder];
  await must(process.execPath, args, { cwd: ROOT, env: { SITE: told } });
  return pages;
}

async function tags() {
  return (await must("git", ["tag", "--list", "v*"], { cwd: ROOT })).split("\n");
}

/** All that was released under a version. */
async function sourcesOf(version) {
  const folder = join(LOCAL, "site-sources", version);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = `${folder}.tar`;
  await must("git", ["archive", "--format=tar", "--output", file, `v${version}`], { cwd: ROOT });
  await must("tar", ["-xf", file, "-C", folder]);
  rmSync(file);
  return folder;
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: "string", default: "/" },
        versions: { type: "boolean" },
        preview: { type: "boolean" },
        test: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    if (!/^\/(.*\/)?$/.test(values.base)) throw new Error("--base must begin and end with /");
    if (values.test && values.base !== "/") throw new Error("--test looks at a site whose base is /");
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return undefined;
  }
}
