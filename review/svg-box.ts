import { boxMark, type Box, type Mark } from "./marks";
import { SIGNS } from "./mermaid";
import { isMeasured, widthOf, wrapped } from "./text-width";

export const FONT_SIZE = 13;
export const PADDING = 10;
export const BOX_GAP = 10;
export const LINE = 18;
/** A line of a box takes so many rows at most; the whole text is in the tooltip. */
const MOST_ROWS = 2;
const INDENT = 12;
const GREY = "#59636e";

export const COLOURS: Record<Mark, { fill: string; stroke: string; text: string }> = {
  same: { fill: "#ffffff", stroke: "#8c959f", text: "#1f2328" },
  add: { fill: "#dafbe1", stroke: "#1a7f37", text: "#116329" },
  change: { fill: "#fff8c5", stroke: "#9a6700", text: "#7d4e00" },
  remove: { fill: "#ffebe9", stroke: "#cf222e", text: "#a40e26" },
  down: { fill: "#fff1e5", stroke: "#bc4c00", text: "#953800" },
};

/** A box whose texts are broken into rows that fit. */
export interface LaidBox {
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

interface Row {
  readonly words: string;
  readonly indent: number;
  readonly weight: number;
  readonly fill: string;
  readonly tooltip?: string;
}

/** Where a box is drawn; a height other than its own centres its text. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly height?: number;
  /** Whether it stands for several, which is drawn as a pile. */
  readonly isPile?: boolean;
}

/** Breaks a box's texts into rows for a width. */
export function laid(box: Box, width: number): LaidBox {
  const rows = [box.title, ...box.lines].flatMap((line, index): Row[] => {
    const isBold = index === 0;
    const words = plain(`${SIGNS[line.mark]}${line.text}`);
    const room = width - 2 * PADDING - INDENT;
    const fitting = wrapped(words, room, { size: FONT_SIZE, isBold }, MOST_ROWS);
    const fill = box.isNote && line.mark === "same" ? GREY : COLOURS[line.mark].text;
    return fitting.map((row, place) => ({
      words: row,
      indent: place === 0 ? 0 : INDENT,
      weight: isBold && !box.isNote ? 600 : 400,
      fill,
      ...(row !== words && { tooltip: words }),
    }));
  });
  return { box, width, rows, height: 2 * PADDING + rows.length * LINE - 4 };
}

/** A box as SVG. */
export function drawn({ box, width, height, rows }: LaidBox, place: Place): string {
  const { x, y, height: outer = height, isPile = false } = place;
  const mark = boxMark(box);
  const { stroke } = COLOURS[mark];
  const fill = box.isNote ? "none" : COLOURS[mark].fill;
  const dash = box.isNote ? ' stroke-dasharray="2 3"' : mark === "remove" ? ' stroke-dasharray="5 4"' : "";
  const thick = mark === "down" ? ' stroke-width="2"' : "";
  const frame = (left: number, top: number): string =>
    `<rect x="${left}" y="${top}" width="${width}" height="${outer}" rx="6" fill="${fill}" stroke="${stroke}"${thick}${dash}/>`;
  const top = y + (outer - height) / 2 + PADDING + FONT_SIZE - 2;
  return [
    ...(isPile ? [frame(x + 6, y - 6), frame(x + 3, y - 3)] : []),
    frame(x, y),
    ...rows.map(({ words, indent, ...style }, index) =>
      text(x + PADDING + indent, top + index * LINE, words, style),
    ),
  ].join("\n");
}

/** The height of boxes one above the other. */
export function pileHeight(boxes: readonly LaidBox[]): number {
  return boxes.reduce((sum, { height }) => sum + height + BOX_GAP, boxes.length > 0 ? -BOX_GAP : 0);
}

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly tooltip?: string;
}

/** A text as SVG. What has characters of unknown width is told how wide to be, whatever the font. */
export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size, weight = 400, fill = COLOURS.same.text, tooltip } = style;
  const width = widthOf(words, { size: size ?? FONT_SIZE, isBold: weight > 400 });
  const attributes = [
    `x="${x}" y="${y}"`,
    ...(size === undefined ? [] : [`font-size="${size}"`]),
    ...(weight === 400 ? [] : [`font-weight="${weight}"`]),
    `fill="${fill}"`,
    ...(isMeasured(words) ? [] : [`textLength="${Math.round(width)}" lengthAdjust="spacingAndGlyphs"`]),
  ].join(" ");
  const title = tooltip === undefined ? "" : `<title>${escaped(tooltip)}</title>`;
  return `<text ${attributes}>${escaped(words)}${title}</text>`;
}

/** A text without what is not seen: control characters, and blanks in a row. */
export function plain(words: string): string {
  return words.replace(/\p{C}/gu, " ").replace(/\s+/g, " ").trim();
}

/** A text in XML. */
export function escaped(words: string): string {
  return plain(words).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
