import type * as numberPlan from "./number-plan";

/** The region of numbers that are of no country, such as those of satellite networks (+881). */
export const WORLD = "001";

/** Two letters each, or `WORLD`. */
export type Regions = ReadonlySet<string>;

/**
 * The regions that may hold a number in E.164 format. Several share some numbers: +1 800 is of all of North America.
 * None where no plan has its area code, such as +1 999, or +44 0 with the trunk digit kept; a plan may be newer than
 * the metadata. What follows an area code tells regions apart where it can; neither it nor the length is judged.
 */
export function regionsOf(phoneNumber: string): Regions {
  return phoneNumber.startsWith("+") ? regionsOfPrefix(phoneNumber.slice(1)) : NONE;
}

/**
 * The regions that some number with these first digits may be of, without `+`. None where no number begins like this,
 * such as 00: no calling code begins with 0. Calls by the million ask here: the same digits give the same set, and none is
 * made on the way to it.
 */
export function regionsOfPrefix(digits: string): Regions {
  for (let at = 0; at < digits.length; at++) if (isNoDigit(digits.charCodeAt(at))) return NONE;
  if (digits.charCodeAt(0) === ZERO) return NONE;
  let code = 0;
  for (let at = 0; at < Math.min(LONGEST_CODE, digits.length); at++) {
    code = 10 * code + digits.charCodeAt(at) - ZERO;
    const plan = plans()[code];
    if (plan) return follow(plan(), digits, at + 1);
  }
  return digits.length < LONGEST_CODE ? regionsOfStart(digits) : NONE;
}

/** The regions of all calling codes that begin with some digits. */
function regionsOfStart(digits: string): Regions {
  const known = starts.get(digits);
  if (known !== undefined) return known;
  const below = plans().flatMap((plan, code) => (plan && String(code).startsWith(digits) ? [plan()] : []));
  const regions = regionsBelow(...below);
  starts.set(digits, regions);
  return regions;
}

const starts = new Map<string, Regions>();

const LONGEST_CODE = 3;

const ZERO = 0x30;

function isNoDigit(character: number): boolean {
  return character < ZERO || character > ZERO + 9;
}

const NONE: Regions = new Set();

/** What some digits lead to: a node for each next digit that does, and the regions of all other numbers, if any. */
interface Node {
  readonly regions?: Regions;
  readonly next: readonly (Node | undefined)[];
  /** All regions below it, once somebody has asked for them. */
  below?: Regions;
}

function follow(plan: Node, digits: string, from: number): Regions {
  let node = plan;
  for (let at = from; at < digits.length; at++) {
    const next = node.next[digits.charCodeAt(at) - ZERO];
    if (!next) return node.regions ?? NONE;
    node = next;
  }
  return (node.below ??= regionsBelow(node));
}

function regionsBelow(...tops: readonly Node[]): Regions {
  const nodes = new Set(tops);
  for (const { next } of nodes) {
    for (const one of next) if (one) nodes.add(one);
  }
  const found = [...nodes].flatMap(({ regions }) => regions ?? []);
  return found.length === 1 ? (found[0] ?? NONE) : new Set(found.flatMap((regions) => [...regions]));
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

let loaded: readonly ((() => Node) | undefined)[] | undefined;

/** The plan of each calling code, by its number. Programs load the definitions that ask here, so the table waits for a question. */
function plans(): readonly ((() => Node) | undefined)[] {
  if (!loaded) {
    const { PLANS } = require("./number-plan") as typeof numberPlan;
    const found = Array.from({ length: 10 ** LONGEST_CODE }, (): (() => Node) | undefined => undefined);
    for (const line of PLANS.trim().split("\n")) {
      const [code = "", sets = "", plan = ""] = line.split("|");
      let root: Node | undefined;
      found[Number(code)] = () => (root ??= parse(plan, sets.split(",")));
    }
    loaded = found;
  }
  return loaded;
}

/** Reads a plan, whose form number-plan.ts describes. */
function parse(plan: string, sets: readonly string[]): Node {
  const leaves = sets.map((regions) => ({ regions: new Set(regions.split(" ")), next: [] }));
  let at = 0;
  const leaf = (): Node | undefined => {
    const found = leaves[LETTERS.indexOf(plan[at] ?? "")];
    if (found) at++;
    return found;
  };
  const node = (): Node => {
    const only = leaf();
    if (only) return only;
    at++;
    const rest = leaf();
    const next: (Node | undefined)[] = [];
    while (plan[at] !== ")") {
      const [digits = ""] = /^\d+/.exec(plan.slice(at, at + 10)) ?? [];
      at += digits.length;
      const child = node();
      for (const digit of digits) next[Number(digit)] = child;
    }
    at++;
    return { ...rest, next };
  };
  return node();
}
