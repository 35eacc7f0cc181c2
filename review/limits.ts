import { edgesOf, MERMAID_MAX_CHARACTERS, MERMAID_MAX_EDGES } from "./mermaid";

/** What many programs that show or convert images end at. */
const SVG_MAX_HEIGHT = 16_384;

/** What keeps a picture from being shown, one clause for each limit that it passes. */
export function passedLimits(text: string, format: "mermaid" | "svg"): string[] {
  if (format === "svg") {
    const height = Number(/ height="(\d+)"/.exec(text)?.[1] ?? 0);
    return passes(
      height,
      SVG_MAX_HEIGHT,
      (is, most) => `the picture is ${is} px high, and many viewers show ${most}`,
    );
  }
  return [
    ...passes(
      text.length,
      MERMAID_MAX_CHARACTERS,
      (is, most) => `the text has ${is} characters, and GitHub draws none of more than ${most}`,
    ),
    ...passes(
      edgesOf(text),
      MERMAID_MAX_EDGES,
      (is, most) => `the picture has ${is} edges, and Mermaid draws none of more than ${most}`,
    ),
  ];
}

function passes(is: number, most: number, words: (is: string, most: string) => string): string[] {
  return is <= most ? [] : [words(is.toLocaleString("en"), most.toLocaleString("en"))];
}
