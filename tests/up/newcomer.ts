import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/* Somebody who has never used Pulumi, and has the archive of this repository for the published package. */

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);

/** A machine on which nobody has used Pulumi, with its things in `home`; npm keeps its cache. */
export async function environmentIn(home: string): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await run("npm", ["config", "get", "cache"]);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(SINCH_|PULUMI_|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    // Pulumi takes the user's own folder from the system, whatever HOME says.
    PULUMI_HOME: join(home, ".pulumi"),
    npm_config_cache: stdout.trim(),
    npm_config_prefer_offline: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** The archive of this repository, in `home`. */
export async function packInto(home: string): Promise<string> {
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", home];
  const [packed] = JSON.parse((await run("npm", pack, { cwd: REPOSITORY })).stdout) as { filename: string }[];
  return join(home, packed?.filename ?? "");
}

/** The blocks of a language in a text of Markdown. */
export function blocksOf(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(
    ([, block = ""]) => block,
  );
}
