import { readAccounts, setAccountCommand, type Account, type OwnAccount } from "./accounts";
import { addressProblem, plainHttpHosts } from "./addresses";
import { ConfigError } from "./errors";
import { isSegment } from "./api/path";
import { inWordsOf } from "./sources";

/** How to reach the API and as whom. */
export interface ClientOptions {
  readonly keyId: string;
  readonly keySecret: string;
  readonly projectId: string;
  /** Elastic SIP Trunking API, without a slash at the end. */
  readonly apiUrl: string;
  /** OAuth 2.0 token endpoint's host. */
  readonly authUrl: string;
  /** Numbers API, for phone number assignments. */
  readonly numbersUrl: string;
  readonly authMethod: "oauth2" | "basic";
  /** Whether the API can add a username to a list that exists. @default "false" */
  readonly addCredentials?: "true" | "false";
  /** Whether more than two of a kind are taken as gone while the kind's list is empty. @default "false" */
  readonly acceptEmptyLists?: "true" | "false";
  /** Names of hosts that may be reached over plain HTTP, separated by commas. */
  readonly plainHttpHosts?: string;
  /** Requests a second to the APIs, tokens not counted; absent for as many as the APIs allow. */
  readonly maxRequestsPerSecond?: string;
  /** The name of the explicit provider that the values were given to; absent for the stack's configuration. */
  readonly provider?: string;
  /** The name of the account in `sinch:accounts`, and the values that it has itself; absent for the stack's own. */
  readonly account?: { readonly name: string; readonly keys: readonly string[] };
  /** Values that came from environment variables, by their names. */
  readonly variables?: Readonly<Partial<Record<string, string>>>;
}

/** One value of the configuration: where it comes from, whether it must be there, what it is. */
interface Value {
  readonly variable: string;
  readonly secret?: boolean;
  readonly fallback?: string;
  readonly what: string;
}

/** The configuration, `sinch:` before each key; a stack's value wins over the environment variable. */
export const CONFIG_VALUES = {
  keyId: { variable: "SINCH_KEY_ID", what: "id of an access key" },
  keySecret: { variable: "SINCH_KEY_SECRET", secret: true, what: "secret of the access key" },
  projectId: { variable: "SINCH_PROJECT_ID", what: "id of the project that the access key belongs to" },
  apiUrl: {
    variable: "SINCH_API_URL",
    fallback: "https://elastic-trunking.api.sinch.com",
    what: "address of the Elastic SIP Trunking API",
  },
  authUrl: {
    variable: "SINCH_AUTH_URL",
    fallback: "https://auth.sinch.com",
    what: "address of the OAuth 2.0 server",
  },
  numbersUrl: {
    variable: "SINCH_NUMBERS_URL",
    fallback: "https://numbers.api.sinch.com",
    what: "address of the Numbers API",
  },
  plainHttpHosts: {
    variable: "SINCH_PLAIN_HTTP_HOSTS",
    what: "names of hosts, separated by commas, that plain HTTP is allowed to, for an emulator in a container",
  },
  authMethod: {
    variable: "SINCH_AUTH_METHOD",
    fallback: "oauth2",
    what: "oauth2, or basic for a quick test: the API limits basic heavily",
  },
  addCredentials: {
    variable: "SINCH_ADD_CREDENTIALS",
    fallback: "false",
    what: "true where the API can add a username to a credential list, which `npm run conformance` finds out",
  },
  acceptEmptyLists: {
    variable: "SINCH_ACCEPT_EMPTY_LISTS",
    fallback: "false",
    what: "true for a refresh that drops more than two of a kind although the API lists none of the kind",
  },
  maxRequestsPerSecond: {
    variable: "SINCH_MAX_REQUESTS_PER_SECOND",
    what: "the most requests a second that one process sends to the APIs, such as 5 or 0.5, where several share a limit",
  },
  accounts: {
    variable: "SINCH_ACCOUNTS",
    secret: true,
    what: "further accounts by their names, each with a projectId, and a keyId and keySecret where it has its own",
  },
} as const satisfies Record<
  Exclude<keyof ClientOptions, "provider" | "account" | "variables"> | "accounts",
  Value
>;

/** The name of a configuration value, without `sinch:`. */
export type ConfigKey = keyof typeof CONFIG_VALUES;

/** All names of configuration values. */
export const CONFIG_KEYS = Object.keys(CONFIG_VALUES) as ConfigKey[];

/** Values as a stack has them; what is not known yet or not set is absent. */
export type ConfigValues = Partial<Record<ConfigKey, string>>;

/** Whose values they are. */
export interface Whose {
  /** The name of the explicit provider that the values were given to; absent for the stack's configuration. */
  readonly provider?: string | undefined;
  /** The name of an account in `accounts`; absent for the account that the values themselves are. */
  readonly account?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Fills in environment variables and defaults, and checks the result.
 *
 * @throws ConfigError that names all that is missing or wrong, each with the command that sets it
 */
export function clientOptions(
  values: ConfigValues,
  environment: Environment = process.env,
  whose: Whose = {},
): ClientOptions {
  const { options, problems } = read(values, environment, whose);
  throwIfAny(problems, options);
  return options;
}

/**
 * Checks all accounts of a configuration at once.
 *
 * @throws ConfigError that names all that is missing or wrong, each with the command that sets it
 */
export function checkConfiguration(
  values: ConfigValues,
  environment: Environment = process.env,
  provider?: string,
): void {
  const own = read(values, environment, { provider });
  const named = own.accounts.map((account) => read(values, environment, { provider, account }));
  // With accounts by name, there need not be one without a name.
  const isNeeded = named.length === 0 || own.options.projectId !== "";
  throwIfAny(
    [...(isNeeded ? [own] : []), ...named].flatMap(({ problems }) => problems),
    own.options,
  );
}

/** The accounts of a configuration: the one without a name, where there is one, as `undefined`, and those by name. */
export function accountsOf(
  values: ConfigValues,
  environment: Environment = process.env,
): (string | undefined)[] {
  const { options, accounts } = read(values, environment, {});
  const isThere = accounts.length === 0 || options.projectId !== "";
  return [...(isThere ? [undefined] : []), ...accounts];
}

function throwIfAny(problems: readonly string[], { provider, variables }: ClientOptions): void {
  if (problems.length > 0) {
    const sources = { ...(provider !== undefined && { provider }), ...(variables && { variables }) };
    throw new ConfigError(...[...new Set(problems)].map((problem) => inWordsOf(sources, problem)));
  }
}

/** The options as far as they can be told, all that is wrong with them, and the names of all accounts. */
function read(
  values: ConfigValues,
  environment: Environment,
  { provider, account }: Whose,
): { options: ClientOptions; problems: string[]; accounts: string[] } {
  const problems: string[] = [];
  const variables: Record<string, string> = {};
  const lookUp = (key: ConfigKey): string | undefined => {
    const { variable, fallback } = CONFIG_VALUES[key] as Value;
    const given = values[key]?.trim();
    const ofVariable = environment[variable]?.trim();
    if (!given && ofVariable) {
      variables[key] = variable;
    }
    return given || ofVariable || fallback;
  };
  const plain = lookUp("plainHttpHosts") ?? "";
  const { hosts, problem: hostsProblem } = plainHttpHosts(plain);
  if (hostsProblem !== undefined) {
    problems.push(`sinch:plainHttpHosts ${hostsProblem}. Run: ${setCommand("plainHttpHosts")}`);
  }
  const url = (key: "apiUrl" | "authUrl" | "numbersUrl"): string => {
    const found = lookUp(key) ?? "";
    const problem = addressProblem(found, hosts);
    if (problem) {
      problems.push(`sinch:${key} ${problem}. Run: ${setCommand(key)}`);
    }
    return found.replace(/\/+$/, "");
  };
  const flag = (key: "addCredentials" | "acceptEmptyLists"): "true" | "false" => {
    const found = lookUp(key);
    if (found !== "true" && found !== "false") {
      problems.push(`sinch:${key} must be true or false. Run: ${setCommand(key)}`);
    }
    return found === "true" ? "true" : "false";
  };
  const most = lookUp("maxRequestsPerSecond");
  if (most !== undefined && !(/^\d+(\.\d+)?$/.test(most) && Number(most) > 0)) {
    problems.push(
      "sinch:maxRequestsPerSecond must be a number above 0. Run: pulumi config set sinch:maxRequestsPerSecond 5",
    );
  }
  const authMethod = lookUp("authMethod");
  if (authMethod !== "oauth2" && authMethod !== "basic") {
    problems.push(`sinch:authMethod must be oauth2 or basic. Run: ${setCommand("authMethod")}`);
  }
  const own = ownAccount(lookUp);
  if (own.projectId !== undefined && !isSegment(own.projectId)) {
    problems.push(
      `sinch:projectId must be an id as the Sinch dashboard shows it. Run: ${setCommand("projectId")}`,
    );
  }
  const accounts = readAccounts(lookUp("accounts"), own);
  problems.push(...accounts.problems);
  const names = [...accounts.byName.keys()];
  const one: OwnAccount | undefined = account === undefined ? {} : accounts.byName.get(account);
  if (one === undefined && accounts.problems.length === 0) {
    problems.push(unknownAccount(account ?? "", names));
  }
  const required = (key: keyof Account): string => {
    const found = one?.[key] ?? own[key];
    // A project may be missing only since the accounts cannot be read.
    const isOpen = key === "projectId" && accounts.problems.length > 0;
    if (found === undefined && one !== undefined && !isOpen) {
      problems.push(missing(key, account, names));
    }
    return found ?? "";
  };
  const options: ClientOptions = {
    keyId: required("keyId"),
    keySecret: required("keySecret"),
    projectId: required("projectId"),
    apiUrl: url("apiUrl"),
    authUrl: url("authUrl"),
    numbersUrl: url("numbersUrl"),
    authMethod: authMethod === "basic" ? "basic" : "oauth2",
    addCredentials: flag("addCredentials"),
    acceptEmptyLists: flag("acceptEmptyLists"),
    ...(plain !== "" && { plainHttpHosts: plain }),
    ...(most !== undefined && { maxRequestsPerSecond: most }),
    ...(provider !== undefined && { provider }),
    ...(account !== undefined && { account: { name: account, keys: Object.keys(one ?? {}) } }),
    ...(Object.keys(variables).length > 0 && { variables }),
  };
  return { options, problems, accounts: names };
}

function ownAccount(lookUp: (key: keyof Account) => string | undefined): OwnAccount {
  const pairs = (["keyId", "keySecret", "projectId"] as const).map((key) => [key, lookUp(key)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function missing(key: keyof Account, account: string | undefined, names: readonly string[]): string {
  const text = `sinch:${key} is not set. Run: ${setCommand(key)} (or set ${CONFIG_VALUES[key].variable})`;
  if (account !== undefined) {
    return `${text}; the account "${account}" has none of its own either (${setAccountCommand(account, key)})`;
  }
  const isUnnamed = key === "projectId" && names.length > 0;
  return isUnnamed ? `${text}, or name an account of ${listed(names)}: account: "${names[0] ?? ""}"` : text;
}

function unknownAccount(account: string, names: readonly string[]): string {
  const others = names.length > 0 ? `, which has ${listed(names)}` : ", which is not set";
  return `the account "${account}" is not in sinch:accounts${others}. Run: ${setAccountCommand(account, "projectId")}`;
}

/** Some of many names. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10);
  return `${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}`;
}

/** The command that sets a value; a secret is asked for at the prompt, so that no shell history has it. */
export function setCommand(key: ConfigKey): string {
  const value: Value = CONFIG_VALUES[key];
  if (value.secret) {
    return `pulumi config set --secret sinch:${key}`;
  }
  return `pulumi config set sinch:${key} ${value.fallback ?? `<${value.what}>`}`;
}
