/** As people count: 1, 2, 10. */
const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The entities in the natural order of their labels. */
export function inOrder(entities, label) {
  return entities
    .map((entity) => ({ entity, text: String(label(entity)) }))
    .sort((one, other) => COLLATOR.compare(one.text, other.text))
    .map(({ entity }) => entity);
}

/** The entities whose text has every word of a search, in any case. */
export function found(entities, search, textOf) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entities;
  return entities.filter((entity) => {
    const text = textOf(entity).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
