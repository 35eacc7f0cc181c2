import { SinchError } from "../errors";

/**
 * Builds a path from a template, so that no id can reach another path: each value becomes one segment,
 * escaped; values that a server or proxy could resolve to another path are refused.
 *
 * @example path`/trunks/${id}/endpoints`
 */
export function path(texts: TemplateStringsArray, ...values: string[]): string {
  return texts.reduce((built, text, index) => `${built}${segment(values[index - 1])}${text}`);
}

/** One path segment, escaped. */
export function segment(value = ""): string {
  if (!isSegment(value)) {
    throw new SinchError(`"${value}" cannot be an id: pass the id that the API gave the entity`);
  }
  return encodeURIComponent(value);
}

/**
 * A name that somebody chose as one path segment, escaped: unlike an id it may hold any character.
 *
 * @throws SinchError for what a path cannot carry
 */
export function nameSegment(name: string): string {
  if (/^\.{0,2}$/.test(name) || /\p{Surrogate}/u.test(name)) {
    throw new SinchError(`"${name}" cannot be part of an address: the API cannot be asked for it`);
  }
  return encodeURIComponent(name);
}

/** Whether a value can be an id in a path: no dots alone, no space, no delimiter, no half of a character. */
export function isSegment(value: string): boolean {
  return /^(?!\.{1,2}$)[^\s/?#\p{Surrogate}]+$/u.test(value);
}

/** Splits the id of a child, `parent/child`, into its two parts. */
export function splitId(id: string, form: string): [parent: string, child: string] {
  const [parent, child, ...rest] = id.split("/");
  if (!parent || !child || rest.length > 0) {
    throw new SinchError(`"${id}" is not an id of the form ${form}`);
  }
  return [parent, child];
}
