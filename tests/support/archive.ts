import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const REPOSITORY = join(__dirname, "..", "..");

/** Packs the built package into the folder, as it would be published; returns the archive's path. */
export async function pack(folder: string): Promise<string> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: REPOSITORY });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, packed?.filename ?? "");
}
