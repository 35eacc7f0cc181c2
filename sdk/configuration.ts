import * as pulumi from "@pulumi/pulumi";
import { CONFIG_KEYS, setCommand, type ConfigValues } from "../provider/config";

/**
 * Refuses a key secret that the stack has in plain text, before anything is registered: Pulumi would write it into
 * the state in clear.
 *
 * @throws when `sinch:keySecret` is not encrypted; the message has the command that mends it
 */
export function refusePlainSecret(): void {
  const key = "sinch:keySecret";
  if (pulumi.runtime.allConfig()[key] !== undefined && !isSecret(key)) {
    throw new pulumi.RunError(
      `${key} is in the stack's configuration in plain text, and would be written into the state in clear. ` +
        `Run: ${setCommand("keySecret")} (and consider the secret known: rotate it at Sinch)`,
    );
  }
}

/** The stack's own `sinch:` values, for functions that read in the program's process. */
export function stackValues(): ConfigValues {
  const values = pulumi.runtime.allConfig();
  return Object.fromEntries(
    CONFIG_KEYS.map((key) => [key, values[`sinch:${key}`]] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** Pulumi tells a program which values are secret, though not in its declared interface. */
function isSecret(key: string): boolean {
  const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret?: (key: string) => boolean };
  return isConfigSecret === undefined || isConfigSecret(key);
}
