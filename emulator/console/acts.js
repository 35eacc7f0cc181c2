/**
 * What can be done to an entity: the words of its button, the fields of its form or a question, and the request that
 * it becomes. `send` takes the values of the form.
 */
import { KINDS, labelOf } from "./kinds.js";
import { about } from "./store.js";

/** The field of the switch extraField: an entity has it only then, and a PUT without it would reset it. */
const LABEL = { key: "label", label: "Label" };
const WITH_LABEL = [
  "trunks",
  "endpoints",
  "accessControlLists",
  "ipRanges",
  "credentialLists",
  "callBlockingRules",
];

/** Adds an entity; `shown` is what its button shows where it stands alone, and `preset` is what is known of it already, such as its trunk. */
export function create(collection, preset = {}, { text = "Add", what } = {}) {
  const kind = KINDS[collection];
  return {
    text,
    what: what ?? kind.title,
    shown: what?.startsWith("to ") ? text : `${text} ${what ?? kind.title}`,
    title: `${text} ${what ?? kind.title}`,
    verb: "Add",
    fields: fieldsOf(collection, preset),
    entity: preset,
    send: (values) => ({
      method: "POST",
      path: kind.collection(preset),
      body: { ...kind.fixed?.(preset), ...values },
    }),
  };
}

/** Changes all fields of an entity. */
export function change(collection, entity) {
  const kind = KINDS[collection];
  const what = `${kind.title} ${labelOf(collection, entity)}`;
  return {
    text: "Change",
    what,
    title: `Change ${what}`,
    verb: "Change",
    fields: fieldsOf(collection, entity).filter(({ only }) => only !== "new"),
    entity,
    send: (values) => ({
      method: "PUT",
      path: kind.path(entity),
      body: { ...kind.fixed?.(entity), ...values },
    }),
  };
}

/** Makes a static endpoint a registered one, or the other way round: a PUT with the fields of the other kind. */
function changeKind(endpoint) {
  const isRegistered = !endpoint.isRegistered;
  // A username means another thing to the other kind: who registers, or how a challenge of the address is answered.
  const act = change("endpoints", { ...endpoint, isRegistered, credentialUsername: undefined });
  const kind = isRegistered ? "registered" : "static";
  return { ...act, text: `Make ${kind}`, title: `Make ${act.what} ${kind}`, verb: `Make ${kind}` };
}

/** Deletes an entity. */
export function remove(collection, entity) {
  const kind = KINDS[collection];
  const what = `${kind.title} ${labelOf(collection, entity)}`;
  return question("Delete", what, { method: "DELETE", path: kind.path(entity) });
}

/** Does something after it was confirmed. */
export function question(text, what, request) {
  return { text, what, title: `${text} ${what}?`, verb: text, fields: [], entity: {}, send: () => request };
}

/** What the rows of a collection offer. */
export function rowActs(collection, entity) {
  const kind = collection === "endpoints" ? [changeKind(entity)] : [];
  return [change(collection, entity), ...kind, remove(collection, entity)];
}

/** Asks for the values of some fields. */
export function ask(text, what, { fields, entity = {}, send, shown = text }) {
  return { text, what, shown, title: `${text} ${what}`, verb: text, fields, entity, send };
}

function fieldsOf(collection, entity) {
  const fields = KINDS[collection].fields(entity);
  return about.hasLabels && WITH_LABEL.includes(collection) ? [...fields, LABEL] : fields;
}
