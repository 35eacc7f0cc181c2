import type { ClientOptions } from "./config";

/*
 * Messages speak of configuration values as `sinch:projectId`, which is the stack's configuration. Where a value came
 * from an explicit provider or from a variable, these words become the ones for that.
 */

/** Where an account's values came from. */
export type Sources = Pick<ClientOptions, "provider" | "account" | "variables">;

const SET = "pulumi config set (?:--\\w+ (?:string )?)*";
const PATH = "sinch:(\\w+)((?:\\.[\\w-]+)*)";
const COMMAND = new RegExp(`${SET}${PATH}(?: (<[^>]*>|[^\\s(),]+))?`, "g");
const KEY = new RegExp(PATH, "g");
const PLAIN = new RegExp("(pulumi config set (?:--secret )?)?sinch:(\\w+)", "g");
const ACCOUNT_COMMAND = new RegExp(`${SET}sinch:accounts\\.([\\w.-]+)(?: (<[^>]*>|[^\\s(),]+))?`, "g");
/** Commands, which go on naming the stack's configuration: it wins over a variable. */
const COMMAND_PART = new RegExp(`(${SET}sinch:[\\w.-]+)`);

/** A message in the words of where its values came from. */
export function inWordsOf({ provider, account, variables = {} }: Sources, message: string): string {
  const words = account === undefined ? message : ofAccount(account, message);
  if (provider !== undefined) {
    return words
      .replaceAll(COMMAND, (_all, key: string, path: string, value?: string) => {
        const given = value === undefined || value.startsWith("<") ? "" : `: "${value}"`;
        return `give ${key}${path}${given} to new sinch.Provider("${provider}", …)`;
      })
      .replaceAll(KEY, (_all, key: string, path: string) => `${key}${path} of the provider "${provider}"`);
  }
  const names: Readonly<Record<string, string | undefined>> = variables;
  const nameOf = (all: string, key: string, path: string): string => {
    const name = names[key];
    return name === undefined ? all : path === "" ? name : `${path.slice(1)} of ${name}`;
  };
  const told =
    names.accounts === undefined ? words : words.replaceAll(ACCOUNT_COMMAND, inVariable(names.accounts));
  return told
    .split(COMMAND_PART)
    .map((part) => (part.startsWith("pulumi config set") ? part : part.replaceAll(KEY, nameOf)))
    .join("");
}

/** A command would hide what the variable has. */
function inVariable(variable: string) {
  return (_all: string, path: string, value = ""): string =>
    `put ${path}${value.startsWith("<") || value === "" ? "" : ` "${value}"`} into ${variable}`;
}

/** The same, where a value that an account has itself is meant. */
function ofAccount({ name, keys }: NonNullable<Sources["account"]>, message: string): string {
  return message.replaceAll(PLAIN, (all, command: string | undefined, key: string) =>
    keys.includes(key)
      ? `${command === undefined ? "" : `${command}--path `}sinch:accounts.${name}.${key}`
      : all,
  );
}
