/** JUnit's XML, as build servers read it: a suite of test cases, each an element of its own line. */
export function junitText(
  attributes: Readonly<Record<string, string | number>>,
  cases: readonly string[],
): string {
  const of = Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(String(value))}"`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite ${of.join(" ")}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** Text in XML, without the characters that XML cannot have. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
