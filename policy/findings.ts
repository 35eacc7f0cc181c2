import { isObject, type Json } from "../provider/json";
import { findings, notJudged, type Finding, type Level, type Rule } from "./rule";
import { RULES } from "./rules";
import type { Stack } from "../stack/resource";
import { strangersOf } from "../stack/strangers";

/** A rule's level and parameters as `--policy-pack-config` has them. */
export type PolicyConfig = Record<string, Json | undefined>;

/** A finding with its rule. */
export interface RuleFinding extends Finding {
  readonly rule: string;
  readonly level: Level;
}

/** Why relations are not judged where Pulumi has failed. */
const CUT_SHORT = "Pulumi failed before it had shown the whole stack";

/**
 * What the rules of the policy pack say about a stack, the mandatory ones first.
 *
 * @param isWhole whether nothing of the stack is missing: else what is between resources cannot be judged
 * @throws if the configuration names a rule that is not there, or a level that is none
 */
export function findingsOf(stack: Stack, config: PolicyConfig = {}, isWhole = true): RuleFinding[] {
  const unknown = Object.keys(config).find((name) => RULES.every((rule) => rule.name !== name));
  if (unknown !== undefined) throw new Error(`the policy pack has no rule "${unknown}"`);
  const strangers = strangersOf(stack);
  const all = RULES.flatMap((rule) => {
    const { level, parameters } = settingsOf(rule, config[rule.name]);
    if (level === "disabled") return [];
    const seen = rule.scope === "resource" ? [...stack, ...strangers] : stack;
    return findings(rule, seen, parameters).map((finding) => ({
      ...(isWhole || rule.scope === "resource" ? finding : notJudged(finding.resource, CUT_SHORT)),
      rule: rule.name,
      level,
    }));
  });
  return [
    ...all.filter(({ level }) => level === "mandatory"),
    ...all.filter(({ level }) => level !== "mandatory"),
  ];
}

function settingsOf(
  rule: Rule,
  config: Json | undefined,
): { level: Level; parameters: Record<string, Json> } {
  const { enforcementLevel, ...parameters } = isObject(config) ? config : { enforcementLevel: config };
  const level = enforcementLevel ?? rule.level;
  if (level !== "advisory" && level !== "mandatory" && level !== "disabled") {
    throw new Error(`the level of rule ${rule.name} must be advisory, mandatory or disabled`);
  }
  return { level, parameters: parameters as Record<string, Json> };
}
