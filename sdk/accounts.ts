import type * as pulumi from "@pulumi/pulumi";
import { dynamicType } from "../provider/adapters/dynamic-type";

/** The account that each transformation of ours gives. */
const given = new WeakMap<pulumi.ResourceTransformation, string>();

/** The types of all resources, of the Node.js classes and of the plugin. */
const TYPE_STARTS = [dynamicType(""), "sinch:index:"];

/**
 * Options for a component whose resources are to be in an account of `sinch:accounts`, or for `Class.get` of one
 * there. A resource, or a component in it, that names another account stays in that; functions with `{ parent }` read
 * from it as well.
 *
 * @example
 * ```ts
 * new Office("lyon", { lines: 12 }, sinch.inAccount("acme"));
 * const trunk = sinch.SipTrunk.get("voice", "01M86YR7FC9B2DXXTJPBWHXY0F", sinch.inAccount("acme"));
 * ```
 */
export function inAccount(
  account: string,
): Required<Pick<pulumi.ComponentResourceOptions, "transformations">> {
  const transformation: pulumi.ResourceTransformation = ({ type, props: args, opts }) => {
    const props = args as Record<string, unknown>;
    const isOurs = TYPE_STARTS.some((start) => type.startsWith(start));
    return isOurs && !props.account ? { props: { ...props, account }, opts } : undefined;
  };
  given.set(transformation, account);
  return { transformations: [transformation] };
}

/** What decides about the account of a resource that names none: the name, and transformations that nobody knows. */
export interface InheritedAccount {
  readonly account: string | undefined;
  readonly others: readonly pulumi.ResourceTransformation[];
}

/** The account that a resource gets from its options or from those of its parents; the nearest counts. */
export function inheritedAccount({
  parent,
  transformations = [],
}: Pick<pulumi.ResourceOptions, "parent" | "transformations">): InheritedAccount {
  const { __transformations: ofParents = [] } = (parent ?? {}) as {
    __transformations?: pulumi.ResourceTransformation[];
  };
  const all = [...transformations, ...ofParents];
  const ours = all.find((one) => given.has(one));
  return { account: ours && given.get(ours), others: all.filter((one) => !given.has(one)) };
}
