/** `npm run site`: makes the docs site out of docs/. See HELP. */
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deadLinks, writePages } from "../site/pages.mjs";
import { endProgramsOnInterrupt, run } from "./processes.mjs";
import { ensureDependencies, LOCAL, ROOT } from "./setup.mjs";

const HELP = `npm run site [-- OPTIONS]

Builds the docs site out of docs/ into .local/site, with VitePress, which has a package and lock file of its own in
site/. A link or an anchor that leads nowhere fails the build.

  --base PATH   where on its server the site will be: / if not said, /pulumi-sinch/ for a project's page on GitHub
  --preview     serve it afterwards, until Ctrl-C
  --test        look at it afterwards in a Chromium, at two widths
  --help        this text

Exit status: 0 built, 1 not, 2 wrong usage.`;

const SITE = join(ROOT, "site");
const BUILT = join(LOCAL, "site");
const VITEPRESS = join(SITE, "node_modules", "vitepress", "bin", "vitepress.js");

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
  const { version, homepage } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const repository = homepage.replace(/#.*$/, "");
  const kindOf = (path) =>
    existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory() ? "tree" : "blob";
  const pages = writePages({
    root: ROOT,
    folder: join(LOCAL, "site-pages"),
    address: (path) => `${repository}/${kindOf(path)}/v${version}/${path}`,
  });
  rmSync(BUILT, { recursive: true, force: true });
  const built = await run(process.execPath, [VITEPRESS, "build", SITE, "--base", values.base], { cwd: ROOT });
  if (built.status !== 0) {
    console.error(built.stdout + built.stderr);
    return 1;
  }
  const dead = deadLinks(BUILT, values.base);
  if (dead.length > 0) {
    console.error(`Links that lead nowhere:\n${dead.join("\n")}`);
    return 1;
  }
  console.log(`Built ${pages} pages in .local/site.`);
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
  if (values.preview) await run(process.execPath, [VITEPRESS, "preview", SITE], { cwd: ROOT, show: true });
  return 0;
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: "string", default: "/" },
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
