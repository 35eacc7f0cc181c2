/** `node tools/release/tag.mjs`: the tag of a release. See HELP. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureBuild, ensureDependencies, ROOT } from "../setup.mjs";
import { must } from "./common.mjs";

const HELP = `node tools/release/tag.mjs [--check]

Makes the tag v1.2.3 of the version in package.json, for you to push: at a commit of its own after the present one, which
adds schema.json. The Pulumi Registry reads the schema there, and nothing generated is on a branch.

  --check   makes nothing; says whether the checkout has the schema that its sources have
  --help    this text

Exit status: 0 made, or right; 1 not; 2 wrong usage.`;

/** As the registry's list of packages names it. */
const SCHEMA_FILE = "schema.json";

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}

async function main(args) {
  if (args.length === 1 && args[0] === "--help") {
    console.log(HELP);
    return 0;
  }
  if (args.length > 1 || (args.length === 1 && args[0] !== "--check")) {
    console.error(HELP);
    return 2;
  }
  try {
    await ensureDependencies();
    await ensureBuild();
    const schema = join(ROOT, "dist", "schema.json");
    const isCheck = args.length === 1;
    console.log(isCheck ? checkSchema(ROOT, schema) : await makeTag({ repository: ROOT, schema }));
    return 0;
  } catch (error) {
    console.error(error.message);
    return 1;
  }
}

/**
 * Tags a commit that has the schema and else what the present one has. Neither branch nor files are touched.
 * @returns {Promise<string>} how to push it
 */
export async function makeTag({ repository, schema }) {
  const git = async (args, env) => (await must("git", args, { cwd: repository, env })).trim();
  const tag = `v${JSON.parse(readFileSync(schema, "utf8")).version}`;
  if ((await git(["status", "--porcelain"])) !== "") throw new Error("Commit first what is changed here.");
  const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-tag-"));
  const index = { GIT_INDEX_FILE: join(work, "index") };
  try {
    const blob = await git(["hash-object", "-w", "--no-filters", schema]);
    await git(["read-tree", "HEAD"], index);
    await git(["update-index", "--add", "--cacheinfo", `100644,${blob},${SCHEMA_FILE}`], index);
    const tree = await git(["write-tree"], index);
    const commit = await git(["commit-tree", tree, "-p", "HEAD", "-m", `Add the schema of ${tag}`]);
    await git(["tag", tag, commit]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return `made ${tag}: git push origin ${tag}`;
}

/** @throws {Error} if a checkout has another schema than the one that was built of it, or none */
export function checkSchema(checkout, schema) {
  const file = join(checkout, SCHEMA_FILE);
  const isThere = existsSync(file);
  if (isThere && readFileSync(file).equals(readFileSync(schema)))
    return `${SCHEMA_FILE} is as the sources say`;
  const problem = isThere ? `${SCHEMA_FILE} is not as the sources say` : `there is no ${SCHEMA_FILE}`;
  throw new Error(`${problem}: delete the tag, and make it by node tools/release/tag.mjs.`);
}
