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
export function button(text, what, onclick, { kind = "small", shown = text } = {}) {
  const name = `${text} ${what}`;
  return element(
    "button",
    { type: "button", class: kind, "aria-label": name, "data-key": name, onclick },
    shown,
  );
}

/** A text that may be broken after each of its parts, such as those of a path: long ones have no blanks. */
export function breakable(text) {
  const parts = String(text).split(/(?<=[/.@&=:])/);
  return element(
    "span",
    {},
    ...parts.flatMap((part, index) => (index > 0 ? [element("wbr"), part] : [part])),
  );
}

/** Sets a text where it is another one: what is announced is announced once. */
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Changes what is in a place, and leaves the focus where it was: on the control of the same key, or, where that is gone,
 * on the heading of its section.
 */
export function keepFocus(place, work) {
  const focused = place.contains(document.activeElement) ? document.activeElement : undefined;
  const key = focused?.getAttribute("data-key");
  work();
  if (!focused || document.activeElement === focused) return;
  focusOn(key, place);
}

/** Puts the focus on the control of a key, or on the heading of the section that it was in. */
export function focusOn(key, place) {
  const again = key ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : undefined;
  const goal = again ?? place.closest("section")?.querySelector("[tabindex='-1']");
  (goal ?? document.getElementById("title"))?.focus();
}

/** Puts content into a place and the focus back on the control that had it. */
export function replace(place, ...content) {
  keepFocus(place, () => place.replaceChildren(...content));
}
