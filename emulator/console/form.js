import { byHand } from "./api.js";
import { focusOn } from "./dom.js";
import { formField } from "./field.js";
import { refresh } from "./live.js";
import { about } from "./store.js";

const dialog = document.getElementById("form");
const [title, fields, error, save, cancel] = ["title", "fields", "error", "save", "cancel"].map((part) =>
  document.getElementById(`form-${part}`),
);
let shown = [];
let submit = async () => {};
/** The key of the control that has opened the form, which may be made anew meanwhile. */
let opener;

cancel.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  if (document.activeElement?.getAttribute("data-key") !== opener) focusOn(opener, dialog);
});
dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  error.textContent = "";
  for (const field of shown) field.say("");
  save.setAttribute("aria-busy", "true");
  submit()
    .then(
      () => dialog.close(),
      (refusal) => tell(refusal),
    )
    .finally(() => save.removeAttribute("aria-busy"));
});

/** Does what an act says: at once, after a question, or with the values of its form. */
export function perform(act) {
  const send = async (values) => {
    const { method, path, body } = act.send(values);
    await byHand(about.projectId, method, path, body);
    await refresh();
  };
  if (act.isInstant) return send({});
  return open(act, send);
}

/** Asks for the values of an act's fields and does something else with them than a request by hand. */
export function open({ title: heading, verb, fields: wanted, entity }, send) {
  opener = document.activeElement?.getAttribute("data-key");
  title.textContent = heading;
  save.textContent = verb;
  error.textContent = "";
  shown = wanted.map((field) => formField(field, entity[field.key] ?? field.initial));
  fields.replaceChildren(...shown.map((field) => field.element));
  submit = () => send(Object.fromEntries(shown.map(({ key, value }) => [key, value()])));
  dialog.showModal();
  (fields.querySelector("input, select, textarea") ?? save).focus();
}

/** Asks whether to do something that cannot be undone. */
export function confirm(question, verb, work) {
  open({ title: question, verb, fields: [], entity: {} }, work);
}

/** Says what was refused at the fields that it is about, else below the form. */
function tell({ message, violations = [] }) {
  const told = violations.flatMap(({ field: path, description }) => {
    const name = path.split(/[.[]/)[0];
    const field =
      shown.find((one) => one.key === path || one.has(path)) ?? shown.find((one) => one.has(name));
    field?.say(description, path);
    return field === undefined ? [] : [field];
  });
  const about = shown.find(({ says }) => says(message));
  if (told.length === 0 && about) about.say(message);
  else if (told.length === 0) error.textContent = message;
  const [first = about] = told;
  first?.focus();
}
