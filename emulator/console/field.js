import { element } from "./dom.js";
import { labelOf } from "./kinds.js";
import { found } from "./order.js";
import { all, get, ordered } from "./store.js";

/** More proposals than these nobody looks through: a search narrows them. */
const PROPOSALS = 50;
let made = 0;

/**
 * A field of a form with its label, its hint and the place of its error, which is announced and named by the control.
 *
 * @returns `key`, `element`, `value()`, `say(error, path)`, `has(path)`, `says(message)` and `focus()`
 */
export function formField(field, value) {
  if (field.group) return fieldGroup(field);
  const control = controlOf(field, value);
  const { element: error, say } = errorOf(control);
  const hint = field.hint && element("span", { class: "hint", id: `hint-${made}` }, field.hint);
  if (hint) control.setAttribute("aria-describedby", hint.id);
  const proposals = field.pick && proposalsFor(control, field.pick);
  const isBox = field.type === "checkbox";
  return {
    key: field.key,
    element: element(
      "div",
      { class: isBox ? "field box" : "field" },
      element("label", { for: control.id }, field.label),
      control,
      hint || undefined,
      proposals || undefined,
      error,
    ),
    value: () => valueOf(field, control),
    say,
    has: (path) => path === field.key || path.endsWith(`.${field.key}`),
    says: (message) => field.says?.test(message) ?? false,
    isWrong: () => control.hasAttribute("aria-invalid"),
    focus: () => control.focus(),
  };
}

/** Fields that may be there more than once, such as a username with its password. */
function fieldGroup({ key, label, group }) {
  const rows = [];
  const places = element("div", {});
  const more = element(
    "button",
    { type: "button", class: "small", onclick: () => add().focus() },
    "Another one",
  );
  const add = () => {
    const fields = group.map((field) => formField(field, field.initial));
    rows.push(fields);
    const legend = element("legend", {}, rows.length > 1 ? `${label} ${rows.length}` : label);
    places.append(element("fieldset", {}, legend, ...fields.map((field) => field.element)));
    return fields[0];
  };
  add();
  const every = () => rows.flat();
  // The API does not say in which of several rows, so the last one that was filled in is the one to look at.
  const find = (test) => every().findLast(test);
  return {
    key,
    element: element("div", { class: "group" }, places, more),
    value: () => rows.map((fields) => Object.fromEntries(fields.map((field) => [field.key, field.value()]))),
    say(text, path) {
      if (text === "") for (const field of every()) field.say("");
      else (find((field) => field.has(path ?? "") || field.says(text)) ?? rows[0][0]).say(text);
    },
    has: (path) => path === key || every().some((field) => field.has(path)),
    says: (message) => every().some((field) => field.says(message)),
    focus: () => (every().find((field) => field.isWrong()) ?? rows[0][0]).focus(),
  };
}

function errorOf(control) {
  const place = element("p", { class: "error", id: `error-${made}`, role: "alert" });
  const say = (text) => {
    place.textContent = text;
    const hint = control.getAttribute("aria-describedby")?.replace(place.id, "").trim();
    if (text === "") control.removeAttribute("aria-invalid");
    else control.setAttribute("aria-invalid", "true");
    const ids = [text && place.id, hint].filter(Boolean).join(" ");
    if (ids) control.setAttribute("aria-describedby", ids);
    else control.removeAttribute("aria-describedby");
  };
  return { element: place, say };
}

function controlOf({ key, type = "text", options, pick }, value) {
  made += 1;
  const base = { id: `field-${made}`, name: key, autocomplete: "off", spellcheck: "false" };
  if (options) {
    const all = options.map((option) => element("option", { selected: option === value }, option));
    return element("select", { id: base.id, name: key }, ...all);
  }
  if (type === "checkbox") return element("input", { id: base.id, name: key, type, checked: value === true });
  if (type === "lines") {
    const lines = (value ?? []).map((one) => nameOf(pick, one));
    return element("textarea", { ...base, rows: 5 }, lines.join("\n"));
  }
  if (type === "json") return element("textarea", { ...base, rows: 8, class: "code" }, value ?? "");
  const text = value ? nameOf(pick, value) : (value ?? "");
  const inputmode = type === "number" ? "numeric" : undefined;
  // Whatever is typed is sent: what is no number the API itself refuses.
  const autocomplete = type === "password" ? "new-password" : "off";
  return element("input", {
    ...{ ...base, autocomplete },
    ...{ type: type === "number" ? "text" : type, inputmode, value: text },
  });
}

/** Numbers as numbers, and no value where a field is empty. */
function valueOf({ type, pick }, control) {
  if (type === "checkbox") return control.checked;
  const text = control.value;
  if (type === "lines")
    return text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => idOf(pick, line));
  if (text === "") return null;
  if (type === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  return idOf(pick, text);
}

/** The id of what somebody has named, if one alone has that name; else what was typed, for the API to judge. */
function idOf(collection, text) {
  if (!collection || get(collection, text)) return text;
  const named = all(collection).filter((entity) => labelOf(collection, entity) === text);
  return named.length === 1 ? named[0].id : text;
}

/** What somebody calls an entity, or its id where another one has that name. */
function nameOf(collection, id) {
  if (!collection) return id;
  const label = labelOf(collection, get(collection, id));
  return idOf(collection, label) === id ? label : id;
}

function proposalsFor(control, collection) {
  if (control.tagName !== "INPUT") return undefined;
  const list = element("datalist", { id: `${control.id}-proposals` });
  control.setAttribute("list", list.id);
  const label = (entity) => labelOf(collection, entity);
  const propose = () => {
    const fit = found(ordered(collection, label), control.value, label).slice(0, PROPOSALS);
    list.replaceChildren(
      ...fit.map((one) => element("option", { value: nameOf(collection, one.id), label: label(one) })),
    );
  };
  control.addEventListener("input", propose);
  control.addEventListener("focus", propose);
  return list;
}
