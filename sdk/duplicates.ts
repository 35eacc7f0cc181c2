import * as pulumi from "@pulumi/pulumi";
import { dynamicType } from "../provider/adapters/dynamic-type";
import { canBeTwice, twiceReason } from "../provider/declared-twice";
import type { Entity } from "../provider/entity";
import { inheritedAccount } from "./accounts";

/** What each run of a program has declared so far, by provider: names by account, kind and the inputs that are the id. */
const declared = new WeakMap<object, Map<unknown, Map<string, string>>>();

/** Stands for the run where there is none, as in a program that is loaded without Pulumi. */
const NO_RUN = {};

/** Outputs and transformations by a number each, so that `trunk.id` twice is the same value without waiting for it. */
const numbers = new WeakMap<object, number>();
let counted = 0;

/** What a definition says of how its entities are told apart. */
type DeclaredKind = Pick<Entity, "name" | "route"> & { readonly replaceOn: readonly string[] };

/**
 * Refuses a second resource that means the same link, country or number as one before it: when one of the two left
 * the program, what it means would be taken from the other. Values that are computed are not compared.
 *
 * @throws pulumi.RunError that names both
 */
export function refuseDuplicate(
  { name: className, route, replaceOn }: DeclaredKind,
  name: string,
  args: pulumi.Inputs | undefined,
  opts: pulumi.CustomResourceOptions,
): void {
  if (args === undefined || !canBeTwice(route)) {
    return;
  }
  const parts = replaceOn.map((key) => partOf(args[key]));
  if (parts.includes(undefined)) {
    return;
  }
  const { account: inherited, others } = inheritedAccount(opts);
  const { account: own } = args as { account?: unknown };
  const account = (typeof own === "string" ? own : partOf(own)) || (inherited ?? "");
  const run: object = pulumi.runtime.getMonitor() ?? NO_RUN;
  const providers = declared.get(run) ?? new Map<unknown, Map<string, string>>();
  declared.set(run, providers);
  const provider = opts.provider ?? opts.parent?.getProvider(dynamicType(className));
  const names = providers.get(provider) ?? new Map<string, string>();
  providers.set(provider, names);
  // A transformation of the program's own may give an account too.
  const key = JSON.stringify([account, others.map(numberOf), className, ...parts]);
  const first = names.get(key);
  if (first !== undefined) {
    throw new pulumi.RunError(twiceReason(className, { name, first }));
  }
  names.set(key, name);
}

/** A plain value as text in one case, an output by its number; `undefined` for what is neither. */
function partOf(value: unknown): string | undefined {
  if (typeof value === "string") {
    return value.toUpperCase();
  }
  if (!pulumi.Output.isInstance(value)) {
    return undefined;
  }
  return `#${numberOf(value)}`;
}

function numberOf(value: object): number {
  const number = numbers.get(value) ?? ++counted;
  numbers.set(value, number);
  return number;
}
