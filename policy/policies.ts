import {
  Secret,
  type Policies,
  type PolicyResource,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import type { Json, JsonObject } from "../provider/json";
import { findings, type Finding, type Rule } from "./rule";
import { RULES } from "./rules";
import { kindOf, providerOf, type StackResource } from "./stack";

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
    if (kindOf(type) === "CredentialList") exposedOf.set(urn, exposedPasswords(props));
  },
};

/** Comes last, when all rules have run. */
const reportUnjudged: StackValidationPolicy = {
  name: "not-judged",
  description:
    "Says what the other rules could not judge, since a value is not known yet or not of this stack.",
  enforcementLevel: "advisory",
  validateStack: (_args, reportViolation) => {
    for (const { finding, rules } of unjudged.values()) {
      reportViolation(`Not judged by ${[...rules].join(", ")}: ${finding.message}.`, finding.resource.urn);
    }
    unjudged.clear();
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
        const resource = stackResource(args);
        if (resource) judge(rule, [resource], { configured: args.getConfig(), report });
      },
    };
  }
  return {
    ...policy,
    validateStack: (args, report) => {
      const stack = args.resources
        .flatMap((resource) => stackResource(resource) ?? [])
        .sort((a, b) => a.urn.localeCompare(b.urn));
      judge(rule, stack, { configured: args.getConfig(), report });
    },
  };
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

type Described = Pick<PolicyResource, "type" | "urn" | "name" | "props"> &
  Partial<Pick<PolicyResource, "propertyDependencies" | "provider">>;

function stackResource(resource: Described): StackResource | undefined {
  const { type, urn, name, props, propertyDependencies = {}, provider } = resource;
  const kind = kindOf(type);
  if (kind === undefined) return undefined;
  const references = Object.entries(propertyDependencies).map(([key, made]) => [
    key,
    made.map((one) => one.urn),
  ]);
  const exposed = exposedOf.get(urn);
  return {
    urn,
    kind,
    name,
    properties: plain(props) as JsonObject,
    references: Object.fromEntries(references) as Record<string, string[]>,
    ...(exposed && { exposed }),
    ...providerOf(provider?.urn),
  };
}

/** Passwords that are not secret, neither themselves nor as part of a secret list. */
function exposedPasswords(props: object): string[] {
  const credentials = ownValue(props, "credentials");
  if (!Array.isArray(credentials)) return [];
  return credentials.flatMap((credential: unknown, index) => {
    if (credential instanceof Secret || typeof credential !== "object" || credential === null) return [];
    const password = ownValue(credential, "password");
    return password === undefined || password instanceof Secret ? [] : [`credentials[${index}].password`];
  });
}

/** A value in clear. Pulumi's proxies throw when an unknown value is got, and hide what is secret. */
function plain(value: unknown): Json {
  if (value instanceof Secret) return plain(value.value);
  if (typeof value !== "object" || value === null) return value as Json;
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => plain(ownValue(value, index)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, plain(ownValue(value, key))]));
}

/** A property as it is, past the proxy. */
function ownValue(object: object, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
