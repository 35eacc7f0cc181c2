import { ENTITIES } from "../provider/entities";
import { objectOf } from "./state";
import { textOf, type JsonObject } from "../provider/json";
import { typeOf } from "./type";

/** Where a change stands among the steps of a plan, which are counted from 1; those that change nothing do not count. */
export interface Place {
  readonly step: number;
  readonly of: number;
  /** Where it is down on the way: the step that takes the old one away, and the one that brings the new one. */
  readonly down?: { readonly from: number; readonly to: number };
  /** Whether the plan does not tell which of both goes first. */
  readonly isOpen?: true;
}

const KEEPING = ["same", "refresh", "read"];
const TAKING = ["delete-replaced", "discard-replaced"];
const BRINGING = ["create-replacement", "import-replacement"];

/** The places of a plan's changes, by URN. `--show-replacement-steps` tells how a replacement goes. */
export function placesOf(steps: readonly JsonObject[]): Map<string, Place> {
  const changing = steps.filter(({ op }) => !KEEPING.includes(textOf(op)));
  const of = changing.length;
  const places = new Map<string, Place>();
  for (const [index, { urn }] of changing.entries()) {
    const key = textOf(urn);
    if (places.has(key)) continue;
    const stepOf = (ops: readonly string[]): number | undefined => {
      const found = changing.findIndex((one) => one.urn === urn && ops.includes(textOf(one.op)));
      return found < 0 ? undefined : found + 1;
    };
    const [from, to] = [stepOf(TAKING), stepOf(BRINGING)];
    const replaced = stepOf(["replace"]);
    if (from !== undefined && to !== undefined) {
      places.set(key, { step: index + 1, of, ...(from < to && { down: { from, to } }) });
    } else if (replaced !== undefined) {
      const isFirst = isDeletedFirst(objectOf(changing[replaced - 1]?.oldState));
      places.set(key, {
        step: replaced,
        of,
        ...(isFirst ? { down: { from: replaced, to: replaced } } : { isOpen: true }),
      });
    } else {
      places.set(key, { step: index + 1, of });
    }
  }
  return places;
}

/** Whether this package has the old one deleted first, whatever the program says. */
function isDeletedFirst({ type }: JsonObject): boolean {
  const kind = typeOf(textOf(type))?.kind;
  return ENTITIES.some(({ name, deleteBeforeReplace }) => name === kind && deleteBeforeReplace);
}
