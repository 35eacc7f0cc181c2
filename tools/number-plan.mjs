/** The numbering plans of the world as provider/number-plan.ts has them, out of the metadata of libphonenumber-js. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** How many digits after the calling code an area code has at most, as these plans are read. */
const AREA_CODE = 3;

/** In a region's row of the metadata: its calling code, and the patterns of its kinds of numbers. */
const [CALLING_CODE, KINDS] = [0, 11];

/** The text of provider/number-plan.ts. */
export function numberPlan() {
  const { countries, nonGeographic } = require("libphonenumber-js/metadata.max.json");
  const rows = [...Object.entries(countries), ...Object.values(nonGeographic).map((row) => ["001", row])];
  const codes = [...new Set(rows.map(([, row]) => row[CALLING_CODE]))].sort();
  const plans = codes.map(
    (code) => `${code}|${planOf(rows.filter(([, row]) => row[CALLING_CODE] === code))}`,
  );
  return `/**
 * Which numbers are of which regions: made by \`npm run docs\` (tools/number-plan.mjs), read by regions.ts. A line is a
 * calling code, the sets of regions that share numbers of it, and its plan. That is one of the sets, as a letter, or in
 * parentheses: the set of what leads nowhere else, or none where there is no such number, and digits, each run of them
 * followed by the plan of what comes after any of them.
 */
export const SOURCE = ${JSON.stringify(sourceOf())};

export const PLANS: string = \`
${plans.join("\n")}
\`;
`;
}

/** The library's version, and that of Google's metadata which its list of changes tells last. */
function sourceOf() {
  const { version } = require("libphonenumber-js/package.json");
  const changes = readFileSync(
    require.resolve("libphonenumber-js/package.json").replace("package.json", "CHANGELOG.md"),
  );
  const metadata = /^\* Updated metadata to version (\d[\d.]*\d)/m.exec(String(changes))?.[1];
  if (metadata === undefined)
    throw new Error("The change log of libphonenumber-js names no version of its metadata");
  return `libphonenumber-js ${version}, metadata ${metadata}`;
}

/** The sets of regions, and the plan as a text. */
function planOf(rows) {
  const start = rows.map(([region, row]) => {
    const patterns = (row[KINDS] ?? []).flatMap((kind) => kind?.[0] || []);
    if (patterns.length === 0) throw new Error(`${region} has no patterns in the metadata`);
    return { region, states: automaton(patterns.join("|")) };
  });
  const known = new Map();
  const tree = explore(start, 0, known);
  const sets = [
    ...new Set([...known.values()].flatMap((one) => (typeof one === "string" ? one : (one.rest ?? [])))),
  ].sort();
  if (sets.length > LETTERS.length) throw new Error(`A calling code has ${sets.length} sets of regions`);
  return `${sets.join(",")}|${textOf(tree, sets)}`;
}

/**
 * What may follow: the regions that are left, where further digits leave them all in, or what each of the ten digits
 * leads to, and the regions of all that leads nowhere (`rest`). After an area code these are all that have numbers of
 * it, since plans change within area codes and examples are often of no exchange in use. Lengths are not judged.
 */
function explore(alive, depth, known) {
  const isInArea = depth >= AREA_CODE;
  const states = alive.map((one) => `${one.region} ${[...one.states].map(idOf).sort().join()}`);
  const key = [isInArea ? AREA_CODE : depth, ...states].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const regions = alive
    .map(({ region }) => region)
    .sort()
    .join(" ");
  const canEnd = alive.some((one) => [...one.states].some(({ isEnd }) => isEnd));
  const rest = canEnd || isInArea ? regions : undefined;
  const next = [..."0123456789"].map((digit) => {
    const after = alive.map((one) => ({ region: one.region, states: step(one.states, digit) }));
    const left = after.filter((one) => one.states.size > 0);
    return left.length === 0 ? rest : explore(left, depth + 1, known);
  });
  const found = next.every((one) => one === regions) ? regions : { rest, next };
  known.set(key, found);
  return found;
}

/** A tree as text, digits that lead to the same written once. */
function textOf(tree, sets) {
  if (typeof tree === "string") return LETTERS[sets.indexOf(tree)];
  const branches = new Map();
  tree.next.forEach((branch, digit) => {
    if (branch === tree.rest) return;
    const text = textOf(branch, sets);
    branches.set(text, `${branches.get(text) ?? ""}${digit}`);
  });
  const rest = tree.rest === undefined ? "" : textOf(tree.rest, sets);
  return `(${rest}${[...branches].map(([text, digits]) => digits + text).join("")})`;
}

const ids = new Map();
function idOf(state) {
  if (!ids.has(state)) ids.set(state, ids.size);
  return ids.get(state);
}

/** The states in which a pattern begins. */
function automaton(pattern) {
  const [start, end] = [{ edges: [] }, { edges: [], isEnd: true }];
  link(parse(pattern), start, end);
  return closure([start]);
}

/** Builds what leads from one state to another; an edge without digits takes none. */
function link(node, from, to) {
  if (node.digits !== undefined) {
    from.edges.push({ digits: node.digits, to });
  } else if (node.alternatives) {
    for (const one of node.alternatives) link(one, from, to);
  } else if (node.sequence) {
    const last = node.sequence.reduce((state, one) => {
      const next = { edges: [] };
      link(one, state, next);
      return next;
    }, from);
    last.edges.push({ to });
  } else {
    const { repeated, least, most } = node;
    let state = from;
    for (let times = 0; times < most; times++) {
      if (times >= least) state.edges.push({ to });
      const next = { edges: [] };
      link(repeated, state, next);
      state = next;
    }
    state.edges.push({ to });
  }
}

function step(states, digit) {
  const edges = [...states].flatMap((state) => state.edges);
  return closure(edges.filter(({ digits }) => digits?.includes(digit)).map(({ to }) => to));
}

function closure(states) {
  const all = new Set(states);
  for (const { edges } of all) {
    for (const { digits, to } of edges) if (digits === undefined) all.add(to);
  }
  return all;
}

/** The few forms of regular expressions in which the metadata is written; anything else is an error. */
function parse(pattern) {
  let rest = pattern;
  const take = (expression) => {
    const found = expression.exec(rest);
    rest = rest.slice(found?.[0].length ?? 0);
    return found;
  };
  const alternatives = () => {
    const all = [sequence()];
    while (take(/^\|/)) all.push(sequence());
    return { alternatives: all };
  };
  const sequence = () => {
    const all = [];
    while (rest !== "" && !/^[|)]/.test(rest)) all.push(repetition(atom()));
    return { sequence: all };
  };
  const atom = () => {
    if (take(/^\(\?:/)) {
      const inner = alternatives();
      if (!take(/^\)/)) throw new Error(`A group has no end: ${pattern}`);
      return inner;
    }
    const found = take(/^(?:\d|\\d|\[[\d-]+\])/);
    if (!found) throw new Error(`No form of pattern that is known: ${rest} in ${pattern}`);
    const isDigit = new RegExp(found[0]);
    return { digits: [..."0123456789"].filter((digit) => isDigit.test(digit)) };
  };
  const repetition = (repeated) => {
    if (take(/^\?/)) return { repeated, least: 0, most: 1 };
    const found = take(/^\{(\d+)(?:,(\d+))?\}/);
    return found ? { repeated, least: Number(found[1]), most: Number(found[2] ?? found[1]) } : repeated;
  };
  const all = alternatives();
  if (rest !== "") throw new Error(`No form of pattern that is known: ${rest} in ${pattern}`);
  return all;
}
