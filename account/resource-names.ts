import type { Held } from "../provider/inventory";
import { references } from "../provider/references";
import { heldName } from "../stack/held";

/**
 * Names for resources, made from what people call the entities, unique within each kind and the same on every run:
 * of several that share one, the oldest has it bare, the others with the end of their id.
 *
 * @param all all that the project holds, since a link is named after both its ends
 */
export function resourceNames(all: readonly Held[]): Map<Held, string> {
  const named = references(all);
  const names = new Map<Held, string>();
  const taken = new Set<string>();
  const take = (one: Held, bare: string): void => {
    const own = slug(ownPart(one.id));
    const candidates = [bare, `${bare}-${own.slice(-6)}`, `${bare}-${slug(one.id)}`].filter(
      (name) => name !== "" && !taken.has(`${one.entity.name} ${name}`),
    );
    const name = candidates[0] ?? slug(one.id);
    taken.add(`${one.entity.name} ${name}`);
    names.set(one, name);
  };
  // Ids begin with the time at which they were made.
  const oldestFirst = [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const one of oldestFirst.filter((held) => !isLink(held))) {
    take(one, slug(heldName(one)) || slug(ownPart(one.id)));
  }
  for (const one of oldestFirst.filter(isLink)) {
    const ends = (named.get(one) ?? []).map(({ target }) => names.get(target) ?? "");
    take(one, ends.join("-") || slug(one.id));
  }
  return names;
}

function isLink({ entity }: Held): boolean {
  return entity.route.form === "link";
}

/** Lower-case words of letters and digits, joined by hyphens: what Pulumi, shells and people read without quotes. */
function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replace(/^-+|-+$/g, "");
}

/** The entity's own id, without its parent's. */
function ownPart(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
