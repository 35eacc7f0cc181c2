import * as pulumi from "@pulumi/pulumi";
import { setAccountCommand } from "../provider/accounts";
import { CONFIG_KEYS, setCommand, type ConfigValues } from "../provider/config";

/**
 * Refuses a key secret that the stack has in plain text, before anything is registered: Pulumi would write it into
 * the state in clear.
 *
 * @throws when `sinch:keySecret`, or that of an account, is not encrypted; the message has the command that mends it
 */
export function refusePlainSecret(): void {
  const { "sinch:keySecret": own, "sinch:accounts": accounts } = pulumi.runtime.allConfig();
  if (own !== undefined && !isSecret("sinch:keySecret")) {
    throw plainSecret("sinch:keySecret", setCommand("keySecret"));
  }
  if (accounts?.includes('"keySecret"') && !isSecret("sinch:accounts")) {
    throw plainSecret("a keySecret in sinch:accounts", setAccountCommand("<name>", "keySecret"));
  }
}

function plainSecret(what: string, command: string): Error {
  return new pulumi.RunError(
    `${what} is in the stack's configuration in plain text, and would be written into the state in clear. ` +
      `Run: ${command} (and consider the secret known: rotate it at Sinch)`,
  );
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
