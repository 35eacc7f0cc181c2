import { byHand } from "./api.js";
import { element } from "./dom.js";

const dialog = document.getElementById("form");
const [title, fields, error, save, cancel] = ["title", "fields", "error", "save", "cancel"].map((part) =>
  document.getElementById(`form-${part}`),
);
/** The field of the switch extraField: an entity has it only then, and a PUT without it would reset it. */
const LABEL = { key: "label", label: "Label" };
let submit = async () => {};

cancel.addEventListener("click", () => dialog.close());
dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  error.textContent = "";
  submit().then(
    () => dialog.close(),
    (problem) => (error.textContent = problem.message),
  );
});

/** Asks for new values of an entity and sends all of them, or adds a new one to its collection. */
export function change(projectId, kind, entity, done) {
  const isNew = entity.id === undefined && kind.collection !== undefined;
  const wanted = entity.label === undefined ? kind.fields : [...kind.fields, LABEL];
  open(`${isNew ? "Add" : "Change"} ${kind.title} by hand`, isNew ? "Add" : "Change", wanted, entity);
  submit = async () => {
    const body = { ...kind.fixed, ...values(wanted) };
    const path = isNew ? kind.collection(entity) : kind.path(entity);
    await byHand(projectId, isNew ? "POST" : "PUT", path, body);
    done();
  };
}

/** Asks whether to do something that cannot be undone. */
export function confirm(question, verb, work) {
  open(question, verb, [], {});
  submit = work;
}

function open(heading, verb, wanted, entity) {
  title.textContent = heading;
  save.textContent = verb;
  error.textContent = "";
  fields.replaceChildren(
    ...wanted.map((field) => element("label", {}, field.label, control(field, entity[field.key]))),
  );
  dialog.showModal();
  (fields.querySelector("input, select") ?? save).focus();
}

function control({ key, type = "text", options }, value) {
  if (options) {
    return element(
      "select",
      { name: key },
      ...options.map((option) => element("option", { selected: option === value }, option)),
    );
  }
  if (type === "checkbox") return element("input", { name: key, type, checked: value === true });
  return element("input", { name: key, type, value: value ?? "", autocomplete: "off", spellcheck: "false" });
}

/** Numbers as numbers, and no value where a field is empty. */
function values(wanted) {
  return Object.fromEntries(
    wanted.map(({ key, type }) => {
      const { value, checked } = fields.querySelector(`[name="${key}"]`);
      if (type === "checkbox") return [key, checked];
      if (value === "") return [key, null];
      return [key, type === "number" ? Number(value) : value];
    }),
  );
}
