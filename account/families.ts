import type { Held } from "../provider/inventory";
import { trunkOf, type Adopted } from "./adoption";
import { targetsOf, type Declaration } from "./declarations";

/** A trunk with what belongs to it alone, in the order in which it is declared. */
export type Family = readonly Declaration[];

/** Each trunk with what lives under it and the lists that only it refers to; and what belongs to no trunk alone. */
export function familiesOf(
  adopted: readonly Adopted[],
  declarations: readonly Declaration[],
): { families: Family[]; others: Declaration[] } {
  const owners = new Map(adopted.map(({ held, references }) => [held, trunkOf(held, references)]));
  const users = new Map<Held, Set<Held | undefined>>();
  for (const one of declarations) {
    for (const target of targetsOf(one)) {
      users.set(target, (users.get(target) ?? new Set()).add(owners.get(one.held)));
    }
  }
  const ownerOf = ({ held }: Declaration): Held | undefined => {
    const [only, ...more] = users.get(held) ?? [];
    return owners.get(held) ?? (more.length === 0 ? only : undefined);
  };
  const families = groupedBy(declarations, ownerOf);
  const others = families.get(undefined) ?? [];
  families.delete(undefined);
  return { families: [...families.values()], others };
}

/** `Map.groupBy`, which Node.js 20 does not have. */
export function groupedBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
