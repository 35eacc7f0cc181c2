import { defineEntity, type CheckContext, type Failure } from "../entity";

/** The inputs of a call blocking rule. */
export interface CallBlockingRuleInputs {
  /** A label for people. */
  name?: string;
  /** Which calls it looks at: `INBOUND` by their caller, `OUTBOUND` by their callee. */
  direction: "INBOUND" | "OUTBOUND";
  /** Blocks calls from this country, as two letters of ISO 3166-1. Inbound rules only. */
  callerCountry?: string;
  /** Blocks calls from numbers that begin with these digits, without `+`. Inbound rules only. */
  callerMatch?: string;
  /** Blocks calls to this country, as two letters of ISO 3166-1. Outbound rules only. */
  calleeCountry?: string;
  /** Blocks calls to numbers that begin with these digits, without `+`. Outbound rules only. */
  calleeMatch?: string;
}

/** What only the API sets on a call blocking rule. */
export type CallBlockingRuleOutputs = object;

/** A call blocking rule: which calls of the whole project are refused, by country or first digits. */
export const callBlockingRule = defineEntity<CallBlockingRuleInputs, CallBlockingRuleOutputs>({
  name: "CallBlockingRule",
  title: "call blocking rule",
  route: { form: "collection", path: "/callBlockingRules", listKey: "callBlockingRules", readBy: "list" },
  idForm: "callBlockingRuleId",
  inputs: (field) => ({
    name: field.optionalText("No premium numbers"),
    direction: field.oneOf(["INBOUND", "OUTBOUND"]),
    callerCountry: field.optional(field.isoCountry()),
    callerMatch: field.optional(field.prefixDigits()),
    calleeCountry: field.optional(field.isoCountry()),
    calleeMatch: field.optional(field.prefixDigits()),
  }),
  outputs: [],
  replaceOn: [],
  deleteBeforeReplace: false,
  secrets: [],
  check: checkMatchingFields,
});

const CALLER = ["callerCountry", "callerMatch"] as const;
const CALLEE = ["calleeCountry", "calleeMatch"] as const;

function checkMatchingFields(
  news: Partial<CallBlockingRuleInputs>,
  { isGiven }: CheckContext<CallBlockingRuleInputs>,
): Failure[] {
  const { direction } = news;
  if (direction === undefined) {
    return [];
  }
  const [own, other] = direction === "INBOUND" ? [CALLER, CALLEE] : [CALLEE, CALLER];
  const wrong = other
    .filter((key) => news[key] !== undefined)
    .map((property) => ({
      property,
      reason: `must be left out of an ${direction} rule, which looks at ${own.join(" and ")}`,
    }));
  if (wrong.length > 0 || own.some((key) => isGiven(key))) {
    return wrong;
  }
  return [
    { property: own[0], reason: `or ${own[1]} must be given, such as ${own[0]}: "US" or ${own[1]}: "1900"` },
  ];
}
