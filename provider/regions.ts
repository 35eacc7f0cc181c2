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
 * such as 00: no calling code begins with 0.
 */
export function regionsOfPrefix(digits: string): Regions {
  if (!/^\d*$/.test(digits)) return NONE;
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const plan = plans().get(digits.slice(0, length));
    if (plan) return follow(plan(), digits.slice(length));
  }
  return regionsBelow(...[...plans()].filter(([code]) => code.startsWith(digits)).map(([, plan]) => plan()));
}

const LONGEST_CODE = 3;

const NONE: Regions = new Set();

/** What some digits lead to: a node for each next digit that does, and the regions of all other numbers, if any. */
interface Node {
  readonly regions?: Regions;
  readonly next: readonly (Node | undefined)[];
}

function follow(plan: Node, digits: string): Regions {
  let node = plan;
  for (const digit of digits) {
    const next = node.next[Number(digit)];
    if (!next) return node.regions ?? NONE;
    node = next;
  }
  return regionsBelow(node);
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

let loaded: ReadonlyMap<string, () => Node> | undefined;

/** The plan of each calling code. Programs load the definitions that ask here, so the table waits for a question. */
function plans(): ReadonlyMap<string, () => Node> {
  if (!loaded) {
    const { PLANS } = require("./number-plan") as typeof numberPlan;
    const lines = PLANS.trim().split("\n");
    loaded = new Map(
      lines.map((line) => {
        const [code = "", sets = "", plan = ""] = line.split("|");
        let root: Node | undefined;
        return [code, () => (root ??= parse(plan, sets.split(",")))];
      }),
    );
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
