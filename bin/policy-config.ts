import { readFileSync } from "node:fs";
import type { PolicyConfig } from "../policy/findings";

/** Reads levels and parameters of rules; none are configured without a file. @throws if it is no JSON */
export function readPolicyConfig(path?: string): PolicyConfig {
  if (path === undefined) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as PolicyConfig;
  } catch (error) {
    throw new Error(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
