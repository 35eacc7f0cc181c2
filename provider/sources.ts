import type { ClientOptions } from "./config";

/*
 * Messages speak of configuration values as `sinch:projectId`, which is the stack's configuration. Where a value came
 * from an explicit provider or from a variable, these words become the ones for that.
 */

/** Where an account's values came from. */
export type Sources = Pick<ClientOptions, "provider" | "variables">;

const COMMAND = /pulumi config set (?:--secret )?sinch:(\w+)(?: ([^\s(),]+))?/g;
const KEY = /sinch:(\w+)/g;

/** A message in the words of where its values came from. */
export function inWordsOf({ provider, variables = {} }: Sources, message: string): string {
  if (provider !== undefined) {
    return message
      .replaceAll(COMMAND, (_all, key: string, value?: string) => {
        const given = value === undefined || value.startsWith("<") ? key : `${key}: "${value}"`;
        return `give ${given} to new sinch.Provider("${provider}", …)`;
      })
      .replaceAll(KEY, (_all, key: string) => `${key} of the provider "${provider}"`);
  }
  const names: Readonly<Record<string, string | undefined>> = variables;
  return message
    .split(COMMAND_PART)
    .map((part) =>
      part.startsWith("pulumi config set")
        ? part
        : part.replaceAll(KEY, (all, key: string) => names[key] ?? all),
    )
    .join("");
}

/** Commands, which go on naming the stack's configuration: it wins over a variable. */
const COMMAND_PART = /(pulumi config set (?:--secret )?sinch:\w+)/;
