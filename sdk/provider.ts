import * as pulumi from "@pulumi/pulumi";
import { CONFIG_KEYS, type ConfigKey, type ConfigValues } from "../provider/config";

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
  /**
   * `basic` is for a quick test only: the API limits it heavily.
   * @default "oauth2"
   */
  authMethod?: pulumi.Input<"oauth2" | "basic">;
}

/**
 * An account or project of its own, for programs with several: pass it as `{ provider }` to resources and functions.
 * It has its own process and token, and the state of its resources holds nothing of any other.
 */
export class Provider extends pulumi.ProviderResource {
  /** The values as given, for functions that read in the program's process. */
  readonly values: pulumi.Output<ConfigValues>;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    const keySecret = args.keySecret === undefined ? undefined : pulumi.secret(args.keySecret);
    const given: Partial<Record<ConfigKey, pulumi.Input<string> | undefined>> = { ...args, keySecret };
    const properties = CONFIG_KEYS.filter((key) => given[key] !== undefined).map((key) => [
      `sinch:${key}`,
      given[key],
    ]);
    super("pulumi-nodejs", name, Object.fromEntries(properties) as pulumi.Inputs, opts);
    this.values = pulumi.secret(pulumi.output(given) as pulumi.Output<ConfigValues>);
  }
}
