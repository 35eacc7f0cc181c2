import { readText } from "../stack/state";
import type { PolicyConfig } from "../policy/findings";

/** Reads levels and parameters of rules; none are configured without a file. @throws if it is no JSON */
export function readPolicyConfig(path?: string): PolicyConfig {
  if (path === undefined) return {};
  const text = readText(path);
  try {
    return JSON.parse(text) as PolicyConfig;
  } catch (error) {
    throw new Error(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
