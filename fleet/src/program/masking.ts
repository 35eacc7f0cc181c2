import type { Row } from "../model";

/** Variables whose values are secrets, or hold some. */
const SECRET = /SECRET|PASSWORD|PASSPHRASE|TOKEN|KEY$|_URL$|^SINCH_ACCOUNTS$/;
/** Shorter ones would be found in any text. */
const LEAST = 6;

/**
 * What a team's program or schema says of a row, with its cells and the secrets of this process by name only: it is
 * printed, and pipelines keep what is printed.
 */
export function masked(text: string, { id, ...cells }: Row, env: NodeJS.ProcessEnv = process.env): string {
  const secrets = Object.entries(env).filter(([name]) => SECRET.test(name));
  const named = [...secrets, ...Object.entries(cells)].flatMap(([name, value]) =>
    [...textsIn(value)].filter((one) => one.length >= LEAST && one !== id).map((one) => [one, name] as const),
  );
  // The longest first: one may be a part of another.
  named.sort(([one], [other]) => other.length - one.length);
  return named.reduce((masking, [value, name]) => masking.replaceAll(value, `[${name}]`), text);
}

/** A value's own text and those inside: of a list in one cell, of JSON, of an address with a password. */
function* textsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* textsIn(one);
  else if (typeof value === "object" && value !== null) yield* textsIn(Object.values(value));
  else if (typeof value === "string") {
    yield value;
    for (const part of value.split(/[;"]/)) yield part.trim();
    const password = /^[a-z]+:\/\/[^:/]*:([^@]+)@/.exec(value)?.[1];
    if (password !== undefined) yield password;
  }
}
