import { isSegment } from "./api/path";
import { isObject, textOf, type JsonObject } from "./json";

/*
 * Accounts by name, `sinch:accounts`: many of them in one program and one process. Each is a project, with an access
 * key of its own or with the stack's.
 */

/** One of several accounts of a configuration. */
export interface Account {
  /** The id of the project. */
  projectId: string;
  /** The id of an access key of its own; with `keySecret`. Left out, it is the configuration's own `keyId`. */
  keyId?: string;
  /** The secret of that key; kept as a secret whether it is marked or not. */
  keySecret?: string;
}

/** What a configuration says besides its accounts: the account without a name, whose key the others may have. */
export type OwnAccount = Partial<Account>;

const KEYS = ["projectId", "keyId", "keySecret"] as const satisfies (keyof Account)[];

/** Names stand in commands, in import ids before a colon, and in messages. */
const NAME = /^[A-Za-z0-9][\w-]*$/;

/** The accounts of a configuration, and all that is wrong with them. No part of a value is ever in a problem. */
export interface Accounts {
  readonly byName: ReadonlyMap<string, Account>;
  readonly problems: readonly string[];
}

/** Reads `sinch:accounts`, a JSON object; its text never gets into a problem, since it has secrets. */
export function readAccounts(text: string | undefined, own: OwnAccount): Accounts {
  if (text === undefined) {
    return { byName: new Map(), problems: [] };
  }
  const accounts = parsed(text);
  if (accounts === undefined) {
    const form = "sinch:accounts must be a map of accounts by their names";
    const mend = `pulumi config rm sinch:accounts, then for each account: ${setAccountCommand("<name>", "projectId")}`;
    return { byName: new Map(), problems: [`${form}. Run: ${mend}`] };
  }
  const problems = Object.entries(accounts).flatMap(([name, account]) => problemsOf(name, account));
  if (problems.length > 0) {
    return { byName: new Map(), problems };
  }
  const byName = new Map(Object.entries(accounts).map(([name, account]) => [name, trimmed(account)]));
  return { byName, problems: keyProblems(byName, own) };
}

/** The command that sets a value of an account. */
export function setAccountCommand(name: string, key: keyof Account, value?: string): string {
  const flags = key === "keySecret" ? "--secret --path" : "--path";
  const words =
    key === "keySecret" ? "" : ` ${value ?? `<${key === "projectId" ? "project id" : "access key id"}>`}`;
  return `pulumi config set ${flags} sinch:accounts.${name}.${key}${words}`;
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // The parser's own message quotes the text.
    return undefined;
  }
}

function problemsOf(name: string, account: unknown): string[] {
  if (!NAME.test(name)) {
    return [
      `sinch:accounts has the name ${JSON.stringify(name)}: a name has letters, digits, - and _, and begins with a ` +
        "letter or digit",
    ];
  }
  const path = `sinch:accounts.${name}`;
  if (!isObject(account)) {
    return [`${path} must be an account with a projectId. Run: ${setAccountCommand(name, "projectId")}`];
  }
  const unknown = Object.keys(account).filter((key) => !KEYS.some((one) => one === key));
  const wrong = KEYS.filter((key) => account[key] !== undefined && !isText(account[key]));
  const { projectId, keyId, keySecret } = account;
  return [
    ...unknown.map((key) => `${path}.${key} is not known: an account has ${KEYS.join(", ")}`),
    ...wrong.map((key) => `${path}.${key} must be text. Run: ${asText(setAccountCommand(name, key))}`),
    ...(projectId === undefined || (isText(projectId) && !isSegment(projectId.trim()))
      ? [
          `${path}.projectId must be an id as the Sinch dashboard shows it. Run: ${setAccountCommand(name, "projectId")}`,
        ]
      : []),
    ...(keySecret === undefined && keyId !== undefined
      ? [`${path}.keyId has no keySecret beside it. Run: ${setAccountCommand(name, "keySecret")}`]
      : []),
    ...(keyId === undefined && keySecret !== undefined
      ? [`${path}.keySecret has no keyId beside it. Run: ${setAccountCommand(name, "keyId")}`]
      : []),
  ];
}

/** An account in which no problem was found. */
function trimmed(account: unknown): Account {
  const values = isObject(account) ? account : {};
  const texts = KEYS.map((key) => [key, textOf(values[key]).trim()] as const);
  return { projectId: "", ...Object.fromEntries(texts.filter(([, text]) => text !== "")) };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** The same command, so that Pulumi does not take digits for a number. */
function asText(command: string): string {
  return command.replace("--path", "--path --type string");
}

/** Names of one project share what a run has seen of it, so they need one key. */
function keyProblems(accounts: ReadonlyMap<string, Account>, own: OwnAccount): string[] {
  const known = new Map<string, { readonly words: string; readonly key: string }>();
  const all = [["", own] as const, ...accounts];
  return all.flatMap(([name, account]) => {
    const { projectId, keyId, keySecret } = { ...own, ...account };
    if (projectId === undefined) {
      return [];
    }
    const words = name === "" ? "sinch:projectId" : `sinch:accounts.${name}`;
    const key = JSON.stringify([keyId, keySecret]);
    const other = known.get(projectId);
    known.set(projectId, other ?? { words, key });
    return other === undefined || other.key === key
      ? []
      : [`${other.words} and ${words} are one project with two access keys: give it one key in both places`];
  });
}
