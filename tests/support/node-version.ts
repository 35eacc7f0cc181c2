import { execFileSync } from "node:child_process";
import { join } from "node:path";

const PROGRAM = join(__dirname, "..", "..", "tools", "node-versions.mjs");

/** The folder of a Node.js of this major version, or the reason why this machine has none. */
export function nodeVersion(major: string): { path?: string; reason?: string } {
  const printed = execFileSync(process.execPath, [PROGRAM, major], { encoding: "utf8" });
  return JSON.parse(printed) as { path?: string; reason?: string };
}
