import * as pulumi from "@pulumi/pulumi";
import { odditiesOf } from "../provider/oddities";
import type { Json } from "../provider/json";

/** Warns of what can hardly work, as far as the program says it in plain: what is computed is not known here. */
export function warnOfOddities(
  entity: { readonly odd?: object },
  args: pulumi.Inputs | undefined,
  resource: pulumi.Resource,
): void {
  const plain = Object.fromEntries(Object.entries(args ?? {}).map(([key, value]) => [key, plainPart(value)]));
  for (const { property, reason } of odditiesOf(entity, plain, (key) => args?.[key] !== undefined)) {
    void pulumi.log.warn(`${property} ${reason}`, resource);
  }
}

/** The part of a value that is no output or promise. */
function plainPart(value: unknown): Json | undefined {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((element) => plainPart(element) ?? {});
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainPart(inner)]));
  }
  return value as Json | undefined;
}

/** Pulumi tells a dynamic provider nothing of the option customTimeouts. */
export function warnOfTimeouts(resource: pulumi.Resource): void {
  void pulumi.log.warn(
    "customTimeouts have no effect on the Node.js classes: Pulumi does not pass them on. The plugin's classes heed " +
      "them (docs/resource-options.md)",
    resource,
  );
}
