import type {
  Policies,
  PolicyResource,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Json } from "../provider/json";
import { exposedPasswords, stackResource } from "../stack/policy-arguments";
import type { StackResource } from "../stack/resource";
import { strangersOf } from "../stack/strangers";
import { typeOf } from "../stack/type";
import { findings, type Finding, type Rule } from "./rule";
import { RULES } from "./rules";

/** What rules could not judge in this run, and which, by resource and message. */
const unjudged = new Map<string, { readonly finding: Finding; readonly rules: Set<string> }>();

/** By URN, the secrets that are held in clear. */
const exposedOf = new Map<string, string[]>();

/** Pulumi hides which values are secret from every policy but one that may change them. */
const observeSecrets: ResourceValidationPolicy = {
  name: "observe-secrets",
  description: "Sees which passwords are secret, for password-not-secret; it changes nothing.",
  enforcementLevel: "remediate",
  remediateResource: ({ type, urn, props }) => {
    if (typeOf(type)?.kind === "CredentialList") exposedOf.set(urn, exposedPasswords(props));
  },
};

/** What Pulumi has shown to the rules about single resources: it leaves out what a program only reads. */
const shown = new Set<string>();

/** Comes last, when all rules have run. */
const reportUnjudged: StackValidationPolicy = {
  name: "not-judged",
  description:
    "Says what the other rules could not judge, since a value is not known here or not of this stack.",
  enforcementLevel: "advisory",
  validateStack: ({ resources }, reportViolation) => {
    const stack = stackOf(resources);
    for (const resource of [...stack.filter(({ urn }) => !shown.has(urn)), ...strangersOf(stack)]) {
      for (const rule of RULES.filter(({ scope }) => scope === "resource")) {
        judge(rule, [resource], {
          configured: {},
          report: (message, urn) => {
            reportViolation(`Found by ${rule.name} in what the program only reads: ${message}`, urn);
          },
        });
      }
    }
    for (const { finding, rules } of unjudged.values()) {
      reportViolation(`Not judged by ${[...rules].join(", ")}: ${finding.message}.`, finding.resource.urn);
    }
    unjudged.clear();
    shown.clear();
  },
};

/** The rules as policies of Pulumi's, for packs that add rules of their own. */
export const policies: Policies = [observeSecrets, ...RULES.map(policyOf), reportUnjudged];

function policyOf(rule: Rule): ResourceValidationPolicy | StackValidationPolicy {
  const { name, description, level, parameters } = rule;
  const policy = { name, description, enforcementLevel: level, configSchema: { properties: parameters } };
  if (rule.scope === "resource") {
    return {
      ...policy,
      validateResource: (args, report) => {
        const resource = stackResource(args, exposedOf);
        shown.add(args.urn);
        if (resource) judge(rule, [resource], { configured: args.getConfig(), report });
      },
    };
  }
  return {
    ...policy,
    validateStack: (args, report) => {
      judge(rule, stackOf(args.resources), { configured: args.getConfig(), report });
    },
  };
}

function stackOf(resources: readonly PolicyResource[]): StackResource[] {
  return resources
    .flatMap((resource) => stackResource(resource, exposedOf) ?? [])
    .sort((a, b) => a.urn.localeCompare(b.urn));
}

function judge(
  rule: Rule,
  stack: StackResource[],
  {
    configured,
    report,
  }: { configured: Record<string, Json>; report: (message: string, urn: string) => void },
): void {
  for (const finding of findings(rule, stack, configured)) {
    const { resource, message, judged } = finding;
    if (judged) {
      report(message, resource.urn);
      continue;
    }
    const key = `${resource.urn} ${message}`;
    const known = unjudged.get(key) ?? { finding, rules: new Set() };
    known.rules.add(rule.name);
    unjudged.set(key, known);
  }
}
