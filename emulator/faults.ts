import { isPathPattern, pathMatcher, type PathMatcher } from "./fault-paths";
import { isList, isObject } from "./json";

/** What to do to requests that match, instead of or besides answering them. */
export interface FaultRule {
  /** @default "fault-1" and so on */
  id?: string;
  /** @default every method */
  method?: string;
  /**
   * Which paths: a text that begins with `/` is a glob for the end of the path (`*` is any text without a slash,
   * `**` any text), another text is a regular expression in the syntax of RE2 to be found anywhere in it.
   */
  path: string | RegExp;
  /** How many requests it hits. @default 1 */
  times?: number;
  /** How many matching requests pass before that. @default 0 */
  skip?: number;
  /** Whether it strikes before the request has done its work, or after. @default "before" */
  when?: "before" | "after";
  /** Answer with this status: 200, or 400 to 599. */
  status?: number;
  /** `Retry-After`: seconds, or an HTTP date so many seconds from now. */
  retryAfter?: number | { date: number };
  /** The error's message. */
  message?: string;
  /** Wait before answering. */
  delayMs?: number;
  /** Reset the connection. */
  reset?: boolean;
  /** Never answer, and keep the connection open. */
  hang?: boolean;
  /** Spoil the body: ends too early, a proxy's error page, no JSON, nothing at all, or the JSON of a gateway. */
  body?: "cut" | "html" | "text" | "empty" | "json";
  /** The body where it is `json`: any JSON value. */
  json?: unknown;
  /** Answer 401 `expired`, and let all tokens issued so far expire. */
  expireToken?: boolean;
}

/** A rule and what it has done so far. */
export interface Fault extends FaultRule {
  id: string;
  path: string;
  /** Matching requests seen, those that passed included. */
  matched: number;
  /** Requests that it struck. */
  hits: number;
}

/** The rules in force. */
export interface Faults {
  add(rule: FaultRule): Fault;
  list(): Fault[];
  clear(): void;
  /** Takes one away; nothing happens if it is not there. */
  remove(id: string): void;
  /** The rule that strikes a request; counts it. */
  strike(method: string, path: string): Fault | undefined;
}

/** No rules yet. */
export function createFaults(): Faults {
  let rules: { fault: Fault; isIn: PathMatcher }[] = [];
  let made = 0;
  return {
    add(rule) {
      if (!isFaultRule(rule)) throw new TypeError("This is not a fault rule");
      const isIn = pathMatcher(rule.path);
      made += 1;
      const id = rule.id ?? `fault-${made}`;
      const path = rule.path instanceof RegExp ? rule.path.source : rule.path;
      const fault: Fault = { ...rule, id, path, matched: 0, hits: 0 };
      rules = [...rules.filter((other) => other.fault.id !== id), { fault, isIn }];
      return { ...fault };
    },
    list: () => rules.map(({ fault }) => ({ ...fault })),
    clear() {
      rules = [];
      made = 0;
    },
    remove(id) {
      rules = rules.filter(({ fault }) => fault.id !== id);
    },
    strike(method, path) {
      for (const { fault, isIn } of rules) {
        if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
        if (!isIn(path)) continue;
        fault.matched += 1;
        if (fault.matched <= (fault.skip ?? 0) || fault.hits >= (fault.times ?? 1)) continue;
        fault.hits += 1;
        return fault;
      }
      return undefined;
    },
  };
}

const BODIES: ReadonlySet<string> = new Set(["cut", "html", "text", "empty", "json"]);

const FIELDS: Readonly<Record<keyof FaultRule, (value: unknown) => boolean>> = {
  id: isText,
  method: isText,
  path: isPathPattern,
  times: isCount,
  skip: isCount,
  when: (value) => value === "before" || value === "after",
  status: (value) => value === 200 || (isCount(value) && value >= 400 && value <= 599),
  retryAfter: (value) => isCount(value) || (isObject(value) && typeof value.date === "number"),
  message: isText,
  delayMs: isCount,
  reset: (value) => typeof value === "boolean",
  hang: (value) => typeof value === "boolean",
  body: (value) => isText(value) && BODIES.has(value),
  json: isJson,
  expireToken: (value) => typeof value === "boolean",
};

/** True for a value that is a rule; every field is checked, and an unknown one is refused. */
export function isFaultRule(value: unknown): value is FaultRule {
  if (!isObject(value) || value.path === undefined) return false;
  if ((value.body === "json") !== Object.hasOwn(value, "json")) return false;
  const checks: Readonly<Record<string, ((field: unknown) => boolean) | undefined>> = FIELDS;
  return Object.entries(value).every(([name, field]) => Object.hasOwn(checks, name) && checks[name]?.(field));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

function isJson(value: unknown): boolean {
  if (isList(value)) return value.every(isJson);
  if (isObject(value)) return Object.values(value).every(isJson);
  return value === null || isText(value) || typeof value === "boolean" || Number.isFinite(value);
}
