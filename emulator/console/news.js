import { labelOf } from "./kinds.js";

const MOST_NAMES = 5;
/** What follows from something else that is told already. */
const SILENT = new Set(["accessControlListLinks", "credentialListLinks"]);

/** One sentence on what is different from the last look. */
export function sentence({ created, changed, gone }) {
  const parts = [
    ["New", created],
    ["Changed", changed],
    ["Gone", gone],
  ];
  return parts
    .map(([word, entities]) => [word, entities.filter(([collection]) => !SILENT.has(collection))])
    .filter(([, entities]) => entities.length > 0)
    .map(([word, entities]) => `${word}: ${namesOf(entities)}.`)
    .join(" ");
}

function namesOf(entities) {
  if (entities.length > MOST_NAMES) return `${entities.length} entities`;
  return entities.map(([collection, entity]) => labelOf(collection, entity)).join(", ");
}
