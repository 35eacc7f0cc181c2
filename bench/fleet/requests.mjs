/** What the emulator's log of a command says. */
import { LIMIT } from "./open.mjs";

const isToken = ({ path }) => path === "/oauth2/token";

/** How many requests there were, and how many of them were refused, of the token endpoint and of the API. */
export function told(log, beganMs) {
  const api = log.filter((one) => !isToken(one));
  const tokens = log.filter(isToken);
  const limited = (all) => all.filter(({ status }) => status === 429).length;
  const passed = api.filter(({ status }) => status !== 429);
  const changes = passed.filter(({ method }) => method !== "GET");
  const times = api.map(({ time }) => Date.parse(time));
  return {
    api: api.length,
    apiLimited: limited(api),
    tokens: tokens.length,
    tokensLimited: limited(tokens),
    failed: passed.filter(({ status }) => status >= 400 && status !== 404).length,
    writes: changes.length,
    /** Each process that asks for anything has a token of its own. */
    processes: new Set(passed.map(({ token }) => token)).size,
    /** From the command on, until the first and the last of them was answered, and the first change. */
    firstMs: least(times) - beganMs,
    lastMs: most(times) - beganMs,
    changedMs: least(changes.map(({ time }) => Date.parse(time))) - beganMs,
    changed: changes.length <= 10 ? changes.map(({ method, path }) => `${method} ${path}`) : undefined,
    /** What the limit itself needs for them. */
    leastMs: (Math.max(0, passed.length - LIMIT.burst) / LIMIT.perSecond) * 1_000,
  };
}

/** Not by spreading: there may be more of them than a call has arguments. */
const least = (times) => times.reduce((one, other) => Math.min(one, other), Infinity);
const most = (times) => times.reduce((one, other) => Math.max(one, other), -Infinity);

/** How often each kind of request was sent; ids are left out, what is below which collection stays. */
export function kinds(log) {
  const counts = {};
  for (const { method, path, query, status } of log) {
    const shape = path.replace(/^\/v1\/projects\/[^/]+/, "").replace(/[0-9A-Z]{26}|\+?\d{6,}|%2B\d+/g, "*");
    const kind = `${status === 429 ? "429 " : ""}${method} ${shape}${/(^|&)page=/.test(query) ? "?page" : ""}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** What was read more than once, for the same and with the same query, with how often. */
export function readTwice(log) {
  const counts = new Map();
  for (const { method, path, query, status } of log) {
    if (method !== "GET" || status === 429) continue;
    const what = `${path}${query === "" ? "" : `?${query}`}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > 1);
}

/** Of these, what is below one trunk or list, or one number; pages of a whole collection are read once by each shard. */
export function childrenReadTwice(twice) {
  return twice.filter(([what]) => !/\/projects\/[^/]+\/\w+\?/.test(what)).length;
}
