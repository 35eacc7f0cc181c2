import { breakable, button, element, keepFocus, say } from "./dom.js";
import { perform } from "./form.js";
import { found } from "./order.js";

/** Heights in pixels: of what else is on the screen, of a row, and of a row on a narrow screen, where cells are stacked. */
const [ELSE, ROW, STACKED] = [330, 37, 150];
const NARROW = 640;

/**
 * A table of as many rows as the screen has room for, with a search, and buttons to the others. Rows that did not change
 * keep their elements.
 *
 * @param {object} parts
 * @param {string} parts.name what it lists, for those who hear the page
 * @param {() => object[]} parts.entities in their order
 * @param {object[]} parts.columns `label`, `text(entity)`, and perhaps `type`, `href(entity)`, `off(entity)`
 * @param {(entity: object) => object[]} [parts.acts] what a row offers
 * @param {(entity: object) => boolean} [parts.isFresh] whether the last change has touched it
 * @param {string} [parts.empty] said where there is nothing
 */
export function list({ name, entities, columns, acts, isFresh = () => false, empty = "None yet." }) {
  const rows = new Map();
  let start = 0;
  const search = element("input", { type: "search", "aria-label": `Search ${name}`, placeholder: "Search" });
  const body = element("tbody", { role: "rowgroup" });
  const range = element("span", { role: "status" });
  const nothing = element("p", { class: "soft" });
  const turn = (text, by) => button(text, name, () => move(by));
  const [back, on] = [turn("Previous", -1), turn("Next", 1)];
  const pager = element(
    "div",
    { class: "bar pager", role: "group", "aria-label": `Pages of ${name}` },
    back,
    range,
    on,
  );
  const head = [
    ...columns.map(({ label, type }) => heading(label, type)),
    ...(acts ? [heading("Actions", "actions")] : []),
  ];
  const table = element(
    "table",
    { role: "table", "aria-label": name },
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...head)),
    body,
  );
  const textOf = (entity) => columns.map(({ text }) => text(entity)).join(" ");
  let isPossible = (_by) => false;
  const move = (by) => {
    if (!isPossible(by)) return;
    start += by * pageSize();
    update();
  };
  search.addEventListener("input", () => {
    start = 0;
    update();
  });
  const update = () => {
    const all = entities();
    const fit = found(all, search.value, textOf);
    const size = pageSize();
    start = Math.max(0, Math.min(start, Math.floor((fit.length - 1) / size) * size));
    const page = fit.slice(start, start + size);
    keepFocus(body, () => fill(body, rowsOf(page)));
    table.hidden = page.length === 0;
    search.hidden = all.length <= size && search.value === "";
    pager.hidden = fit.length <= size && search.value === "";
    say(range, rangeText(start, page.length, fit.length));
    say(nothing, page.length > 0 ? "" : all.length === 0 ? empty : "Nothing has all these words.");
    isPossible = (by) => (by < 0 ? start > 0 : start + size < fit.length);
    disable(back, !isPossible(-1));
    disable(on, !isPossible(1));
  };
  const rowsOf = (page) => {
    const made = page.map((entity) => {
      const signature = JSON.stringify([columns.map(({ text }) => text(entity)), entity, isFresh(entity)]);
      const known = rows.get(entity.id);
      return known?.signature === signature ? known : { signature, id: entity.id, row: rowOf(entity) };
    });
    rows.clear();
    for (const one of made) rows.set(one.id, one);
    return made.map(({ row }) => row);
  };
  const rowOf = (entity) =>
    element(
      "tr",
      { role: "row", class: isFresh(entity) && "changed" },
      ...columns.map((column) => cell(column, entity)),
      ...(acts ? [actionCell(acts(entity))] : []),
    );
  return { element: element("div", { class: "list" }, search, table, nothing, pager), update };
}

/**
 * A button for an act, which opens its form or question; one that stands alone shows more words, and `now` is the act as it
 * is when it is pressed.
 */
export function actButton(act, { kind, isAlone = false, now = () => act } = {}) {
  const { text, what, shown } = act;
  return button(text, what, () => perform(now()), { kind, shown: isAlone ? shown : text });
}

function pageSize() {
  const isNarrow = innerWidth < NARROW;
  const room = Math.floor((innerHeight - ELSE) / (isNarrow ? STACKED : ROW));
  return Math.max(isNarrow ? 4 : 8, Math.min(room, 40));
}

function heading(label, type) {
  return element("th", { scope: "col", role: "columnheader", class: type }, label);
}

function cell({ label, text, type, href, off }, entity) {
  const words = String(text(entity));
  const content = type === "code" && words !== "" ? breakable(words) : words;
  const isOff = off?.(entity) ?? false;
  const shown = href ? element("a", { href: href(entity), "data-key": href(entity) }, content) : content;
  const kind = [type, isOff && "off"].filter(Boolean).join(" ");
  return element("td", { role: "cell", class: kind || undefined, "data-label": label }, shown);
}

function actionCell(acts) {
  const buttons = acts.flatMap((act, index) => (index > 0 ? [" ", actButton(act)] : [actButton(act)]));
  return element("td", { role: "cell", class: "actions" }, ...buttons);
}

/** Puts rows into a body and touches none that is where it belongs, so that it keeps focus and selection. */
function fill(body, rows) {
  const wanted = new Set(rows);
  for (const child of [...body.children]) if (!wanted.has(child)) child.remove();
  rows.forEach((row, index) => {
    if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
  });
}

function rangeText(start, count, total) {
  if (total === 0) return "None";
  return `${number(start + 1)} to ${number(start + count)} of ${number(total)}`;
}

function number(value) {
  return value.toLocaleString("en");
}

/** Not with the attribute `disabled`, which would take the focus away. */
function disable(control, isOff) {
  if (isOff) control.setAttribute("aria-disabled", "true");
  else control.removeAttribute("aria-disabled");
}
