import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";
import { dynamicType } from "../provider/adapters/dynamic-type";
import type { ConfigValues } from "../provider/config";
import type * as runtime from "../provider/runtime";
import { inheritedAccount } from "./accounts";
import { stackValues } from "./configuration";
import type { SipTrunkResult } from "./lists";
import { Provider } from "./provider";
import type {
  GetCallsArgs,
  GetCallsResult,
  GetPhoneNumbersArgs,
  GetPhoneNumbersResult,
  GetSipTrunkArgs,
} from "./results";

/** How a function is called. */
export interface ReadOptions {
  /** The provider whose account is read from. @default that of `parent`, else the stack's configuration */
  provider?: Provider;
  /** A resource whose provider and account are read from, as in a component: `{ parent: this }`. */
  parent?: pulumi.Resource;
}

/** What every function takes besides its own arguments. */
export interface CommonArgs {
  /** The name of an account in `sinch:accounts` to read from; left out, it is the one that `sinch:projectId` names. */
  account?: string;
}

/** A function that reads, as a promise on plain values. */
export type PromiseForm<Args, Result> = (args: Args & CommonArgs, options?: ReadOptions) => Promise<Result>;

/** A function that reads, on inputs that may be outputs of resources. */
export type OutputForm<Args, Result> = (
  args: { [Key in keyof (Args & CommonArgs)]: pulumi.Input<(Args & CommonArgs)[Key]> },
  options?: ReadOptions,
) => pulumi.Output<Result>;

/** Both forms of a function that runs in the program's process: the client is loaded when it is first called. */
export function reader<Args extends object, Result>(
  name: string,
): [promise: PromiseForm<Args, Result>, output: OutputForm<Args, Result>] {
  const run = async (
    args: object,
    values: ConfigValues,
    { options = {}, provider }: { options: ReadOptions | undefined; provider: Provider | undefined },
  ): Promise<Result> => {
    const { account } = inheritedAccount(options);
    const all = { ...(account !== undefined && { account }), ...args };
    if (isMocked()) {
      const answer: unknown = await pulumi.runtime.invoke(`sinch:index:${name}`, all);
      return answer as Result;
    }
    const { read } = require("../provider/runtime") as typeof runtime;
    return (await read(name, values, all, provider?.name)) as Result;
  };
  return [
    async (args, options) => {
      const provider = providerOf(name, options);
      const values = provider ? await knownValues(provider, name) : stackValues();
      return await run(args, values, { options, provider });
    },
    (args, options) => {
      const provider = providerOf(name, options);
      const given = pulumi.all([pulumi.output(args), provider?.values ?? stackValues()]);
      return given.apply<Result>(async ([known, values]) =>
        (await isPending(given)) ? NOT_KNOWN : await run(known, values, { options, provider }),
      );
    },
  ];
}

/** The explicit provider that is named, or that a parent passes on; `undefined` for the stack's own account. */
function providerOf(name: string, { provider, parent, ...others }: ReadOptions = {}): Provider | undefined {
  const unknown = Object.keys(others);
  if (unknown.length > 0) {
    throw new pulumi.RunError(`${name} has no option ${unknown.join(", ")}: it has provider and parent`);
  }
  const found = provider ?? parent?.getProvider(dynamicType("any"));
  if (found !== undefined && !(found instanceof Provider)) {
    throw new pulumi.RunError(
      `${name} cannot read from the account of its ${provider ? "provider" : "parent"}: it needs a sinch.Provider`,
    );
  }
  return found;
}

/** What a function answers in a preview that cannot know it yet; Pulumi's types have no word for it. */
const NOT_KNOWN = unknown as never;

/**
 * Whether values come from a resource that is still to be made, replaced or changed, as in a preview: the API has
 * nothing of that yet, though an input such as a host name is known already. Outputs that only the API sets tell it:
 * the engine knows them again once that is done.
 */
async function isPending(values: pulumi.Output<unknown>): Promise<boolean> {
  const resources = await (
    values as unknown as { allResources(): Promise<Set<pulumi.Resource>> }
  ).allResources();
  const tokens = [...resources].flatMap((resource) => {
    const { id, projectId } = resource as { id?: unknown; projectId?: unknown };
    return pulumi.CustomResource.isInstance(resource) ? [id, projectId] : [];
  });
  const areKnown = tokens
    .filter((token) => pulumi.Output.isInstance(token))
    .map((token) => (token as unknown as { isKnown: Promise<boolean> }).isKnown);
  return (await Promise.all(areKnown)).includes(false);
}

/** A program's unit tests answer functions themselves, through `pulumi.runtime.setMocks`. */
function isMocked(): boolean {
  const monitor: unknown = pulumi.runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && "mocks" in monitor;
}

async function knownValues(provider: Provider, name: string): Promise<ConfigValues> {
  const { values } = provider as unknown as {
    values: { isKnown: Promise<boolean>; promise(): Promise<ConfigValues> };
  };
  if (!(await values.isKnown)) {
    throw new pulumi.RunError(
      `the provider's configuration is not known yet: call ${name}Output instead of ${name}`,
    );
  }
  return await values.promise();
}

/** Reads one SIP trunk. @throws when there is none */
export const [getSipTrunk, getSipTrunkOutput] = reader<GetSipTrunkArgs, SipTrunkResult>("getSipTrunk");

/** Reads the phone numbers that Elastic SIP Trunking knows, of one trunk or of all. */
export const [getPhoneNumbers, getPhoneNumbersOutput] = reader<GetPhoneNumbersArgs, GetPhoneNumbersResult>(
  "getPhoneNumbers",
);

/** Finds calls; all pages are read, so narrow it down by time. */
export const [getCalls, getCallsOutput] = reader<GetCallsArgs, GetCallsResult>("getCalls");
