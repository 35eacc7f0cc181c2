/**
 * Makes an element. Texts become text nodes, never markup: names of entities are whatever somebody has typed.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] attributes; `on…` are listeners, false and undefined are left out
 * @param {...(Node | string | number | undefined)} children
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(
    ...children
      .filter((child) => child !== undefined)
      .map((child) => (child instanceof Node ? child : String(child))),
  );
  return made;
}

/** A button whose label is whole without its surroundings, for those who hear the page. */
export function button(text, what, onclick) {
  return element(
    "button",
    {
      type: "button",
      class: "small",
      "aria-label": `${text} ${what}`,
      "data-key": `${text} ${what}`,
      onclick,
    },
    text,
  );
}

/** A table with a caption; rows are `{ cells, changed }`. */
export function table(caption, headings, rows) {
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element(
      "thead",
      {},
      element("tr", {}, ...headings.map((heading) => element("th", { scope: "col" }, heading))),
    ),
    element(
      "tbody",
      {},
      ...rows.map(({ cells, changed }) => element("tr", { class: changed && "changed" }, ...cells)),
    ),
  );
}

/** Puts content into a place and the focus back on the control that had it. */
export function replace(place, ...content) {
  const focused = place.contains(document.activeElement)
    ? document.activeElement?.getAttribute("data-key")
    : undefined;
  place.replaceChildren(...content);
  if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
