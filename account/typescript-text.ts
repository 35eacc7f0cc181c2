import type { Json } from "../provider/json";

/** The longest line, as in programs that prettier formats with a width of 100. */
const MAX_LINE = 100;

/** TypeScript that stands where a value stands. */
export class Expression {
  constructor(readonly text: string) {}
}

/** A value that may contain expressions. */
export type Value = Json | Expression | Value[] | { readonly [key: string]: Value | undefined };

/** A value as TypeScript, on one line where it fits behind what stands before it, else one property a line. */
export function typescript(value: Value, { before = 0, indent = "" } = {}): string {
  const flat = flatText(value);
  if (
    before + flat.length <= MAX_LINE ||
    typeof value !== "object" ||
    value === null ||
    value instanceof Expression
  ) {
    return flat;
  }
  const deeper = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((element) => typescript(element, { before: deeper.length + 1, indent: deeper }))
    : Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner = null]) => {
          const start = `${keyText(key)}: `;
          return start + typescript(inner, { before: deeper.length + start.length + 1, indent: deeper });
        });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return [open, ...lines.map((line) => `${deeper}${line},`), `${indent}${close ?? ""}`].join("\n");
}

/** Text in quotes: as JSON, with the two characters escaped that end a line in TypeScript, but not in JSON. */
export function stringText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/**
 * A variable's name for words that are joined by hyphens, unlike all that are taken.
 *
 * @example variableName("acme-voice", "SipTrunk", taken) // "acmeVoiceSipTrunk"
 */
export function variableName(words: string, kind: string, taken: Set<string>): string {
  const camel = words.replace(/-+([a-z0-9]?)/g, (_match, letter: string) => letter.toUpperCase());
  const bare = `${/^\d/.test(camel) ? "_" : ""}${camel}${kind}`;
  let name = bare;
  for (let count = 2; taken.has(name); count++) {
    name = `${bare}${count}`;
  }
  taken.add(name);
  return name;
}

/** A value on one line, however long. */
export function flatText(value: Value): string {
  if (value instanceof Expression) {
    return value.text;
  }
  if (typeof value === "string") {
    return stringText(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(flatText).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{ ${pairs.map(([key, inner = null]) => `${keyText(key)}: ${flatText(inner)}`).join(", ")} }`;
  }
  return String(value);
}

function keyText(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : stringText(key);
}
