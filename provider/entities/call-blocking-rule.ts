import type { IsoCountry } from "../countries";
import { defineEntity, type CheckContext, type Failure } from "../entity";
import { oddPrefix } from "../oddities";

/** The inputs of a call blocking rule. */
export interface CallBlockingRuleInputs {
  /** A label for people. */
  name?: string;
  /** Which calls it looks at: `INBOUND` by their caller, `OUTBOUND` by their callee. */
  direction: "INBOUND" | "OUTBOUND";
  /** Blocks calls from this country, as two letters of ISO 3166-1. It means nothing to outbound rules. */
  callerCountry?: IsoCountry;
  /**
   * Blocks calls from numbers that begin with these digits, from the country code on, without `+`: "1900". It means
   * nothing to outbound rules.
   */
  callerMatch?: string;
  /** Blocks calls to this country, as two letters of ISO 3166-1. It means nothing to inbound rules. */
  calleeCountry?: IsoCountry;
  /**
   * Blocks calls to numbers that begin with these digits, from the country code on, without `+`: "1900". It means
   * nothing to inbound rules.
   */
  calleeMatch?: string;
}

/** What only the API sets on a call blocking rule. */
export type CallBlockingRuleOutputs = object;

/**
 * A call blocking rule: which calls of the whole project are refused, by country or first digits. One without either
 * probably blocks every call of its direction. Digits that no number begins with are warned of.
 */
export const callBlockingRule = defineEntity<CallBlockingRuleInputs, CallBlockingRuleOutputs>({
  name: "CallBlockingRule",
  title: "call blocking rule",
  route: { form: "collection", path: "/callBlockingRules", listKey: "callBlockingRules", readBy: "list" },
  idForm: "callBlockingRuleId",
  inputs: (field) => ({
    name: field.optionalText("No premium numbers"),
    direction: field.oneOf(["INBOUND", "OUTBOUND"]),
    callerCountry: field.optional(field.isoCountry()),
    callerMatch: field.optional(field.prefix()),
    calleeCountry: field.optional(field.isoCountry()),
    calleeMatch: field.optional(field.prefix()),
  }),
  outputs: [],
  replaceOn: [],
  deleteBeforeReplace: false,
  secrets: [],
  // The fields of the other side mean nothing to a rule.
  idle: ({ direction }) => (direction === "INBOUND" ? CALLEE : CALLER),
  odd: {
    direction: (direction, _inputs, context) => oddFields(direction, context),
    callerMatch: (prefix, { callerCountry }) => oddPrefix("callerMatch", prefix, callerCountry),
    calleeMatch: (prefix, { calleeCountry }) => oddPrefix("calleeMatch", prefix, calleeCountry),
  },
});

const CALLER = ["callerCountry", "callerMatch"] as const;
const CALLEE = ["calleeCountry", "calleeMatch"] as const;

/** A rule looks at the side that is not ours: who calls in, or who is called. */
function oddFields(
  direction: string,
  { isGiven }: Pick<CheckContext<CallBlockingRuleInputs>, "isGiven">,
): Failure[] {
  const [own, other] = direction === "INBOUND" ? [CALLER, CALLEE] : [CALLEE, CALLER];
  const without = other
    .filter((key) => isGiven(key))
    .map((property) => ({
      property,
      reason: `means nothing to an ${direction} rule, which looks at ${own.join(" and ")}`,
    }));
  return own.some((key) => isGiven(key))
    ? without
    : [
        ...without,
        {
          property: own[0],
          reason: `and ${own[1]} are not given, so the rule probably blocks every ${direction} call`,
        },
      ];
}
