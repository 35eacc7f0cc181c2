import type { FaultRule } from "../../emulator";
import type { Operation } from "./operations";
import type { Way } from "./world";

/** One way in which a request can go wrong. */
export interface Fault {
  readonly name: string;
  /** The column of the matrix that counts it. */
  readonly column: string;
  /** Which requests it strikes: one of the operation's, all from that one on, or those for a token. */
  readonly target: "request" | "everything" | "token";
  /** Whether it never ends; else it strikes once. */
  readonly lasting: boolean;
  readonly when: "before" | "after";
  /** What the emulator does; absent where the connection does not even reach it. */
  readonly rule?: Partial<FaultRule>;
  readonly way?: Way;
  /**
   * What is known of the change afterwards: that it was not made and can be tried again (`harmless`) or not
   * (`refused`), nothing (`unknown`), or not even whether it may still be made (`open`).
   */
  readonly leaves: "harmless" | "unknown" | "open" | "not found" | "refused";
}

type Form = Pick<Fault, "name" | "column" | "rule" | "way" | "leaves">;

const HANG: Pick<Form, "rule" | "way"> = { rule: { hang: true }, way: "with a short timeout" };

const HARMLESS: readonly Form[] = [
  {
    name: "429 with Retry-After: 7",
    column: "429",
    rule: { status: 429, retryAfter: 7 },
    leaves: "harmless",
  },
  {
    name: "429 with Retry-After as a date",
    column: "429",
    rule: { status: 429, retryAfter: { date: 7 } },
    leaves: "harmless",
  },
  {
    name: "429 with Retry-After: 86400",
    column: "429",
    rule: { status: 429, retryAfter: 86_400 },
    leaves: "harmless",
  },
  { name: "429 without Retry-After", column: "429", rule: { status: 429 }, leaves: "harmless" },
  { name: "connection refused", column: "refused", way: "to a closed port", leaves: "harmless" },
  { name: "401, the token has expired", column: "401", rule: { expireToken: true }, leaves: "harmless" },
  {
    name: "409 ABORTED",
    column: "409, 423, 425",
    rule: { status: 409, body: "json", json: { code: 409, status: "ABORTED", message: "Try again" } },
    leaves: "harmless",
  },
  { name: "423", column: "409, 423, 425", rule: { status: 423 }, leaves: "harmless" },
  { name: "425", column: "409, 423, 425", rule: { status: 425 }, leaves: "harmless" },
];

const SLOW: Form = { name: "answer 20 ms late", column: "slow", rule: { delayMs: 20 }, leaves: "harmless" };

const NOT_FOUND: Form = { name: "404", column: "404", rule: { status: 404 }, leaves: "not found" };

/** A page that a proxy serves in the API's place says nothing about the entity. */
const HTML_404: Form = {
  name: "404 with a proxy's HTML page",
  column: "spoilt body, before",
  rule: { status: 404, body: "html" },
  leaves: "refused",
};

/** Of these no second try can make anything better, and nothing was done. */
const REFUSED: readonly Form[] = [
  HTML_404,
  { name: "407", column: "407, 511", rule: { status: 407 }, leaves: "refused" },
  { name: "511", column: "407, 511", rule: { status: 511 }, leaves: "refused" },
];

/** Each of these can happen before the change is made, and after it. */
const AMBIGUOUS: readonly Form[] = [
  { name: "500", column: "5xx", rule: { status: 500 }, leaves: "unknown" },
  { name: "502", column: "5xx", rule: { status: 502 }, leaves: "unknown" },
  { name: "503", column: "5xx", rule: { status: 503, retryAfter: 3 }, leaves: "unknown" },
  { name: "504", column: "5xx", rule: { status: 504 }, leaves: "open" },
  { name: "408", column: "408, 52x", rule: { status: 408 }, leaves: "unknown" },
  { name: "520", column: "408, 52x", rule: { status: 520 }, leaves: "unknown" },
  { name: "524", column: "408, 52x", rule: { status: 524 }, leaves: "open" },
  { name: "connection reset", column: "reset", rule: { reset: true }, leaves: "unknown" },
  { name: "timeout", column: "timeout", ...HANG, leaves: "open" },
  { name: "body cut short", column: "spoilt body", rule: { body: "cut" }, leaves: "unknown" },
  { name: "200 that is not JSON", column: "spoilt body", rule: { body: "text" }, leaves: "unknown" },
  {
    name: "502 with a proxy's HTML page",
    column: "spoilt body",
    rule: { status: 502, body: "html" },
    leaves: "unknown",
  },
  {
    name: "200 with a proxy's HTML page",
    column: "spoilt body",
    rule: { status: 200, body: "html" },
    leaves: "unknown",
  },
];

const OUTAGES: readonly (Form & Pick<Fault, "when">)[] = [
  { name: "503 to everything", column: "lasting", rule: { status: 503 }, leaves: "unknown", when: "before" },
  {
    name: "503 to everything after the change",
    column: "lasting",
    rule: { status: 503 },
    leaves: "unknown",
    when: "after",
  },
  {
    name: "reset of everything after the change",
    column: "lasting",
    rule: { reset: true },
    leaves: "unknown",
    when: "after",
  },
  {
    name: "every connection refused",
    column: "lasting",
    way: "to a closed port",
    leaves: "harmless",
    when: "before",
  },
];

/** One of each class of faults that the client treats alike goes on for good, since that takes many requests. */
const LASTING = new Set([
  "429 with Retry-After: 86400",
  "429 without Retry-After",
  "connection refused",
  "401, the token has expired",
  "409 ABORTED",
  "404 with a proxy's HTML page",
  "503",
  "504",
  "connection reset",
  "timeout",
  "body cut short",
  "200 with a proxy's HTML page",
]);

const TOKEN_LASTING = new Set([
  "429 without Retry-After",
  "connection refused",
  "503",
  "200 with a proxy's HTML page",
]);

const isLasting = ({ name }: Form): boolean => LASTING.has(name);

/** All faults, in the order of the columns. */
export const FAULTS: readonly Fault[] = [
  ...[...HARMLESS, SLOW, NOT_FOUND].map((form) => once(form, "before")),
  ...REFUSED.map((form) => once(form, "before")),
  ...AMBIGUOUS.flatMap((form) => [once(form, "before"), once(form, "after")]),
  ...[...HARMLESS, HTML_404, ...AMBIGUOUS].filter(isLasting).map((form) => lasting(form, "before")),
  ...AMBIGUOUS.filter(isLasting).map((form) => lasting(form, "after")),
  ...OUTAGES.map((form): Fault => ({ ...form, target: "everything", lasting: true })),
  ...[...HARMLESS.filter(({ column }) => column !== "401"), SLOW, ...AMBIGUOUS].map((form) =>
    token(form, false),
  ),
  ...[...HARMLESS, ...AMBIGUOUS]
    .filter(({ name }) => TOKEN_LASTING.has(name))
    .map((form) => token(form, true)),
  token({ name: "401", column: "token", rule: { status: 401 }, leaves: "harmless" }, true),
];

/** The columns: those that come before and after the change side by side. */
export const COLUMNS: readonly string[] = [
  ...["429", "refused", "401", "404", "slow", "409, 423, 425", "407, 511"],
  ...["5xx", "408, 52x", "reset", "timeout", "spoilt body"].flatMap((column) => [
    `${column}, before`,
    `${column}, after`,
  ]),
  ...["lasting", "token"],
];

/** A fault that strikes a request which changes nothing is the same before and after it. */
export const SAME_AFTER = "a GET changes nothing, so there is no fault after its change";

/** How an operation must end, or why the question does not arise. */
export function declared(
  { row, unique }: Operation,
  method: string,
  fault: Fault,
): "done" | "fails" | { readonly notApplicable: string } {
  const { target, when, leaves } = fault;
  if (target === "token") {
    return fault.lasting ? "fails" : "done";
  }
  if (method === "GET" && when === "after") {
    return { notApplicable: SAME_AFTER };
  }
  if (fault.lasting) {
    // What a POST has made is found and adopted, if it can be looked up.
    const isFound = method === "POST" && when === "after" && target === "request" && row !== "Project create";
    return isFound ? "done" : "fails";
  }
  const mayComeLate = leaves === "open" && when === "before" && method === "POST" && !unique;
  return leaves === "refused" || mayComeLate ? "fails" : "done";
}

function once(form: Form, when: Fault["when"]): Fault {
  const isBoth = AMBIGUOUS.includes(form);
  return {
    ...form,
    name: isBoth ? `${form.name} ${when} the change` : form.name,
    column: isBoth ? `${form.column}, ${when}` : form.column,
    target: "request",
    lasting: false,
    when,
  };
}

function lasting(form: Form, when: Fault["when"]): Fault {
  const words = AMBIGUOUS.includes(form) ? ` ${when} the change` : "";
  return {
    ...form,
    name: `always ${form.name}${words}`,
    column: "lasting",
    target: "request",
    lasting: true,
    when,
  };
}

function token(form: Form, isLasting: boolean): Fault {
  return {
    ...form,
    name: `${isLasting ? "always " : ""}${form.name} from the token endpoint`,
    column: "token",
    target: "token",
    lasting: isLasting,
    when: "before",
  };
}
