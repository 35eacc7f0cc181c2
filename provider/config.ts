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
  /** The name of the explicit provider that the values were given to; absent for the stack's configuration. */
  readonly provider?: string;
  /** Values that came from environment variables, by their names. */
  readonly variables?: Readonly<Partial<Record<string, string>>>;
}

/** One value of the configuration: where it comes from, whether it must be there, what it is. */
interface Value {
  readonly variable: string;
  readonly secret?: boolean;
  readonly fallback?: string;
  /** Whether nothing stands in for it where it is not set. */
  readonly optional?: boolean;
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
    optional: true,
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
} as const satisfies Record<Exclude<keyof ClientOptions, "provider" | "variables">, Value>;

/** The name of a configuration value, without `sinch:`. */
export type ConfigKey = keyof typeof CONFIG_VALUES;

/** All names of configuration values. */
export const CONFIG_KEYS = Object.keys(CONFIG_VALUES) as ConfigKey[];

/** Values as a stack has them; what is not known yet or not set is absent. */
export type ConfigValues = Partial<Record<ConfigKey, string>>;

/**
 * Fills in environment variables and defaults, and checks the result. `provider` is the name of the explicit provider
 * that the values were given to.
 *
 * @throws ConfigError that names all that is missing or wrong, each with the command that sets it
 */
export function clientOptions(
  values: ConfigValues,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  provider?: string,
): ClientOptions {
  const problems: string[] = [];
  const variables: Record<string, string> = {};
  const pick = (key: ConfigKey): string => {
    const { variable, fallback, optional } = CONFIG_VALUES[key] as Value;
    const given = values[key]?.trim();
    const found = given || environment[variable]?.trim() || fallback;
    if (!given && environment[variable]?.trim()) {
      variables[key] = variable;
    }
    if (!found && !optional) {
      problems.push(`sinch:${key} is not set. Run: ${setCommand(key)} (or set ${variable})`);
    }
    return found ?? "";
  };
  const plain = pick("plainHttpHosts");
  const { hosts, problem: hostsProblem } = plainHttpHosts(plain);
  if (hostsProblem !== undefined) {
    problems.push(`sinch:plainHttpHosts ${hostsProblem}. Run: ${setCommand("plainHttpHosts")}`);
  }
  const url = (key: "apiUrl" | "authUrl" | "numbersUrl"): string => {
    const found = pick(key);
    const problem = addressProblem(found, hosts);
    if (problem) {
      problems.push(`sinch:${key} ${problem}. Run: ${setCommand(key)}`);
    }
    return found.replace(/\/+$/, "");
  };
  const flag = (key: "addCredentials" | "acceptEmptyLists"): "true" | "false" => {
    const found = pick(key);
    if (found !== "true" && found !== "false") {
      problems.push(`sinch:${key} must be true or false. Run: ${setCommand(key)}`);
    }
    return found === "true" ? "true" : "false";
  };
  const authMethod = pick("authMethod");
  if (authMethod !== "oauth2" && authMethod !== "basic") {
    problems.push(`sinch:authMethod must be oauth2 or basic. Run: ${setCommand("authMethod")}`);
  }
  const [keyId, keySecret, projectId] = [pick("keyId"), pick("keySecret"), pick("projectId")];
  if (projectId && !isSegment(projectId)) {
    problems.push(
      `sinch:projectId must be an id as the Sinch dashboard shows it. Run: ${setCommand("projectId")}`,
    );
  }
  const options: ClientOptions = {
    keyId,
    keySecret,
    projectId,
    apiUrl: url("apiUrl"),
    authUrl: url("authUrl"),
    numbersUrl: url("numbersUrl"),
    authMethod: authMethod === "basic" ? "basic" : "oauth2",
    addCredentials: flag("addCredentials"),
    acceptEmptyLists: flag("acceptEmptyLists"),
    ...(plain !== "" && { plainHttpHosts: plain }),
    ...(provider !== undefined && { provider }),
    ...(Object.keys(variables).length > 0 && { variables }),
  };
  if (problems.length > 0) {
    throw new ConfigError(
      inWordsOf({ ...(provider !== undefined && { provider }), variables }, problems.join("; ")),
    );
  }
  return options;
}

/** The command that sets a value; a secret is asked for at the prompt, so that no shell history has it. */
export function setCommand(key: ConfigKey): string {
  const value: Value = CONFIG_VALUES[key];
  if (value.secret) {
    return `pulumi config set --secret sinch:${key}`;
  }
  return `pulumi config set sinch:${key} ${value.fallback ?? `<${value.what}>`}`;
}
