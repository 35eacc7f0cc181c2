import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../provider/accounts";
import { PROVIDER_NAME_KEY } from "../provider/adapters/dynamic-type";
import { CONFIG_KEYS, type ConfigKey, type ConfigValues } from "../provider/config";
import { refuseUnloadable } from "./loadable";
import type { Inputs } from "./resource";

/** How to reach one Sinch project. What is left out comes from `SINCH_*` variables, not from the stack. */
export interface ProviderArgs {
  /** The id of an access key. */
  keyId?: pulumi.Input<string>;
  /** The secret of the access key; kept as a secret whether it is marked or not. */
  keySecret?: pulumi.Input<string>;
  /** The id of the project. */
  projectId?: pulumi.Input<string>;
  /** @default "https://elastic-trunking.api.sinch.com" */
  apiUrl?: pulumi.Input<string>;
  /** @default "https://auth.sinch.com" */
  authUrl?: pulumi.Input<string>;
  /** @default "https://numbers.api.sinch.com" */
  numbersUrl?: pulumi.Input<string>;
  /** Names of hosts, separated by commas, that plain HTTP is allowed to: for an emulator in a container. */
  plainHttpHosts?: pulumi.Input<string>;
  /**
   * `basic` is for a quick test only: the API limits it heavily.
   * @default "oauth2"
   */
  authMethod?: pulumi.Input<"oauth2" | "basic">;
  /**
   * `true` where the API can add a username to a credential list that exists: a new username then is a change in
   * place. `npm run conformance` of this package finds it out on an account.
   * @default "false"
   */
  addCredentials?: pulumi.Input<"true" | "false">;
  /**
   * `true` for a refresh that may drop more than two of a kind from the state although the API lists none of the kind.
   * @default "false"
   */
  acceptEmptyLists?: pulumi.Input<"true" | "false">;
  /** The most requests a second that its process sends to the APIs, such as `"5"`, where several share a limit. */
  maxRequestsPerSecond?: pulumi.Input<string>;
  /** Further accounts by their names, for resources that name one in `account`: all of them in one process. */
  accounts?: Inputs<Record<string, Account>>;
}

/**
 * An account or project of its own, for programs with several: pass it as `{ provider }` to resources and functions.
 * It has its own process and token, and the state of its resources holds nothing of any other. For more than a few
 * accounts, `accounts` of the configuration needs one process for all.
 */
export class Provider extends pulumi.ProviderResource {
  /** The values as given, for functions that read in the program's process. */
  readonly values: pulumi.Output<ConfigValues>;
  /** Its name in the program, for messages. */
  readonly name: string;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    refuseUnloadable();
    const keySecret = args.keySecret === undefined ? undefined : pulumi.secret(args.keySecret);
    const given: Partial<Record<ConfigKey, pulumi.Input<string> | undefined>> = {
      ...args,
      keySecret,
      accounts:
        args.accounts === undefined
          ? undefined
          : pulumi.secret(pulumi.output(args.accounts).apply((accounts) => JSON.stringify(accounts))),
    };
    const properties = CONFIG_KEYS.filter((key) => given[key] !== undefined).map((key) => [
      `sinch:${key}`,
      given[key],
    ]);
    const named = [...properties, [PROVIDER_NAME_KEY, name]];
    // A provider that was made before it had its name there stays without: an upgrade shows no diff.
    const ignoreChanges = [`["${PROVIDER_NAME_KEY}"]`];
    super(
      "pulumi-nodejs",
      name,
      Object.fromEntries(named) as pulumi.Inputs,
      pulumi.mergeOptions(opts, { ignoreChanges }),
    );
    this.name = name;
    this.values = pulumi.secret(pulumi.output(given) as pulumi.Output<ConfigValues>);
  }
}
