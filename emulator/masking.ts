import { isList, isObject } from "./json";

/** What stands in the place of a secret. */
export const MASK = "********";

/** Names of what nobody may read: passwords, secrets of keys and of webhooks, tokens. */
const SECRET = /password|passphrase|secret|authorization|^token$|(access|refresh|id)_?token$/i;
const FORM_FIELD = /(^|&)([^=&]+)=([^&]*)/g;
const FORM = /^[\w.%+-]+=[^\s{}"<>]*$/;

/** A body with its secrets masked; one that is neither JSON nor a form is left out, since nobody knows what is in it. */
export function maskedBody(text: string): string {
  if (text === "") return "";
  try {
    return JSON.stringify(masked(JSON.parse(text)), null, 2);
  } catch {
    if (FORM.test(text)) return maskedForm(text);
    return `(${text.length} characters that are neither JSON nor a form)`;
  }
}

/** Fields of a query or a form with their secrets masked. */
export function maskedForm(text: string): string {
  return text.replaceAll(FORM_FIELD, (field, before: string, name: string) =>
    SECRET.test(name) ? `${before}${name}=${MASK}` : field,
  );
}

function masked(value: unknown): unknown {
  if (isList(value)) return value.map(masked);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => [
    name,
    SECRET.test(name) && field !== null ? MASK : masked(field),
  ]);
  return Object.fromEntries(fields);
}
