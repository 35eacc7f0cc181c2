import type { Held } from "../provider/inventory";
import { references } from "../provider/references";
import { nameOf } from "./unknown-entities";

/**
 * Names for resources, made from what people call the entities, unique within each kind and the same on every run:
 * of several that share one, the oldest has it bare, the others with the end of their id.
 *
 * @param all all that the project holds, since a link is named after both its ends
 */
export function resourceNames(all: readonly Held[]): Map<Held, string> {
  const named = references(all);
  const taken = new Set<string>();
  // Ids begin with the time at which they were made.
  const oldestFirst = [...all].sort((one, other) => (one.id < other.id ? -1 : 1));
  const names = oldestFirst.map((one) => {
    const ends = (named.get(one) ?? []).map(({ target }) => slug(nameOf(target)));
    const isLink = one.entity.route.form === "link";
    const bare =
      (isLink ? ends.filter((end) => end !== "").join("-") : slug(nameOf(one))) || slug(ownPart(one.id));
    const candidates = [bare, `${bare}-${slug(ownPart(one.id)).slice(-6)}`, `${bare}-${slug(one.id)}`];
    const name =
      candidates.find((candidate) => !taken.has(`${one.entity.name} ${candidate}`)) ?? slug(one.id);
    taken.add(`${one.entity.name} ${name}`);
    return [one, name] as const;
  });
  return new Map(names);
}

/** Lower-case words of letters and digits, joined by hyphens: what Pulumi, shells and people read without quotes. */
function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}

/** The entity's own id, without its parent's. */
function ownPart(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
