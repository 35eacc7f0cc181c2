import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import type { Json } from "../provider/json";
import { byAccount, isUnknown, label, type Stack, type StackResource } from "../stack/resource";

/** What a violation does: it is only shown, it stops the update, or the rule is off. */
export type Level = "advisory" | "mandatory" | "disabled";

/** A parameter of a rule: its JSON schema, with the value where nobody configures one. */
export type Parameter<Value> = PolicyConfigJSONSchema & {
  readonly type: "integer" | "array";
  readonly default: Value;
  readonly description: string;
};

/** What a rule says about a resource. */
export interface Finding {
  readonly resource: StackResource;
  /** False for what could not be judged, since a value is not known here or not part of the stack. */
  readonly judged: boolean;
  /** For a reviewer: the resource, the value and the remedy; never a secret. */
  readonly message: string;
}

/** A rule: the pack, the report, the docs and the tests are derived from it. */
export interface Rule<Parameters = Record<string, Json>> {
  /** The name in the CLI's output and in the configuration. */
  readonly name: string;
  /** What is refused, as one sentence. */
  readonly description: string;
  /** The level where nobody configures one. */
  readonly level: Exclude<Level, "disabled">;
  /** Where the rule or its default comes from. */
  readonly source: string;
  readonly parameters: { readonly [Key in keyof Parameters]: Parameter<Parameters[Key]> };
  /**
   * `"resource"`: each resource is judged by itself, before it is made. Else relations are judged, once all resources of
   * the stack are planned or made: those of each account by themselves, or all together.
   */
  readonly scope: "resource" | "account" | "stack";
  readonly judge: (stack: Stack, parameters: Parameters) => Finding[];
}

/** Types a rule against its own parameters, then forgets them: the pack treats all alike. */
export function defineRule<Parameters = Record<string, never>>(rule: Rule<Parameters>): Rule {
  return rule as unknown as Rule;
}

/** The values of a rule's parameters: the configured ones, for the others the defaults. */
export function parametersOf(rule: Rule, configured: Record<string, Json> = {}): Record<string, Json> {
  const defaults = Object.entries(rule.parameters).map(([key, parameter]) => [key, parameter.default]);
  return { ...(Object.fromEntries(defaults) as Record<string, Json>), ...configured };
}

/** What a rule says about a stack. Where that is by account, all have to be known. */
export function findings(rule: Rule, stack: Stack, configured: Record<string, Json> = {}): Finding[] {
  const parameters = parametersOf(rule, configured);
  if (rule.scope !== "account") {
    return rule.judge(stack, parameters);
  }
  const unknown = stack.find((resource) => isUnknown(resource, "account"));
  return unknown === undefined
    ? byAccount(stack).flatMap((own) => rule.judge(own, parameters))
    : [notJudged(unknown, "its account is not known here")];
}

/** A resource that breaks a rule: what it does, then what to do about it. */
export function violation(resource: StackResource, does: string, remedy: string): Finding {
  return { resource, judged: true, message: `${sentence(label(resource))} ${does}. ${remedy}` };
}

/** A resource that a rule cannot judge, and why. */
export function notJudged(resource: StackResource, why: string): Finding {
  return { resource, judged: false, message: `${sentence(label(resource))}: ${why}` };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
