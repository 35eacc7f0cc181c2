import type { Json, JsonObject } from "../../provider/json";
import { findings } from "../../policy/rule";
import { RULES } from "../../policy/rules";
import type { StackResource } from "../../stack/resource";

/** Resources of a stack as rules see them. `refer` gives inputs that are made of others' ids, not known yet. */
export function planned(
  kind: string,
  name: string,
  properties: JsonObject = {},
  {
    id,
    refer = {},
    exposed,
  }: { id?: string; refer?: Record<string, StackResource>; exposed?: string[] } = {},
): StackResource {
  const unknown = Object.keys(refer).map((key): [string, Json] => [key, UNKNOWN_TEXT]);
  return {
    urn: `urn:pulumi:test::acme::pulumi-nodejs:dynamic/sinch:${kind}::${name}`,
    kind,
    name,
    properties: { ...(Object.fromEntries(unknown) as JsonObject), ...properties },
    references: Object.fromEntries(Object.entries(refer).map(([key, { urn }]) => [key, [urn]])),
    ...(id !== undefined && { id }),
    ...(exposed && { exposed }),
  };
}

/** What Pulumi sends for a text that is not known yet. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What a rule says about resources: "not judged" marks what it could not judge. */
export function judge(name: string, stack: StackResource[], configured: Record<string, Json> = {}): string[] {
  const rule = RULES.find((one) => one.name === name);
  if (rule === undefined) throw new Error(`there is no rule ${name}`);
  return findings(rule, stack, configured).map(({ judged, message }) =>
    judged ? message : `not judged: ${message}`,
  );
}
