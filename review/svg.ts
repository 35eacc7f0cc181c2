import { boxMark, type Box, type Mark } from "./marks";
import { SIGNS } from "./mermaid";
import type { Picture } from "./picture";
import { BOX_GAP, COLOURS, drawn, escaped, FONT_SIZE, laid, plain, text } from "./svg-box";
import { FLOWS, trunkRow, WIDTH } from "./svg-row";
import { cut, widthOf } from "./text-width";

const MARGIN = 24;
const ROW_GAP = 18;
const BOXES_IN_A_ROW = 3;
const BETWEEN_BOXES = 16;
const TITLE_SIZE = 17;

/** The fonts whose widths `advances.ts` knows come first. */
const FONTS = "Arial, Helvetica, 'Liberation Sans', Arimo, 'Noto Sans', 'DejaVu Sans', sans-serif";

/** The picture as a stand-alone SVG: shared lists once, a row for each trunk, below what holds for an account. */
export function svg(picture: Picture): string {
  const parts: string[] = [];
  const signs = picture.hasChanges ? legend(picture) : { words: [], width: 0 };
  const room = WIDTH - 2 * MARGIN - signs.width;
  const title = cut(plain(picture.title), room, { size: TITLE_SIZE, isBold: true });
  let y = MARGIN + 8;
  parts.push(text(MARGIN, y, title, { size: TITLE_SIZE, weight: 600 }), ...signs.words);
  y += 34;
  y = section(parts, y, "Lists of several trunks or of none", picture.lists);
  for (const trunk of picture.trunks) {
    const row = trunkRow(trunk, y);
    parts.push(row.svg);
    y += row.height + ROW_GAP;
  }
  if (picture.trunks.length > 0) y += 14;
  y = section(parts, y, "Phone network, as the account reaches it", picture.network);
  y = section(parts, y, "Not drawn with a trunk", picture.rest);
  if (parts.length === 1) {
    parts.push(text(MARGIN, y, "Nothing of Sinch's in this stack."));
    y += 18;
  }
  const height = Math.ceil(y + MARGIN - ROW_GAP);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONTS}" font-size="${FONT_SIZE}">`,
    `<title>${escaped(`SIP trunks of ${picture.title}`)}</title>`,
    `<defs>${Object.entries(FLOWS).map(arrowHead).join("")}</defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/** Boxes side by side under a heading, as many in a row as fit. Returns where the next part begins. */
function section(parts: string[], top: number, heading: string, boxes: readonly Box[]): number {
  if (boxes.length === 0) return top;
  parts.push(text(MARGIN, top, heading, { weight: 600, fill: "#59636e" }));
  const width = Math.floor((WIDTH - 2 * MARGIN - (BOXES_IN_A_ROW - 1) * BETWEEN_BOXES) / BOXES_IN_A_ROW);
  let y = top + 14;
  for (let first = 0; first < boxes.length; first += BOXES_IN_A_ROW) {
    const row = boxes.slice(first, first + BOXES_IN_A_ROW).map((box) => laid(box, width));
    parts.push(...row.map((box, index) => drawn(box, { x: MARGIN + index * (width + BETWEEN_BOXES), y })));
    y += Math.max(...row.map(({ height }) => height)) + BOX_GAP + 4;
  }
  return y + 20;
}

const MEANINGS: Record<Exclude<Mark, "same">, string> = {
  add: "added",
  change: "changed",
  remove: "removed",
  down: "down on the way",
};

/** What the signs mean, at the right of the title; the one for what is down only where something is. */
function legend(picture: Picture): { words: string[]; width: number } {
  const boxes = picture.trunks.flatMap(({ trunk, gates, numbers, endpoints }) => [
    trunk,
    ...gates,
    ...numbers,
    ...endpoints,
  ]);
  const isDown = [...boxes, ...picture.lists].some((box) => boxMark(box) === "down");
  const marks = (["add", "change", "remove", "down"] as const).filter((mark) => mark !== "down" || isDown);
  const style = { size: FONT_SIZE, isBold: true };
  let x = WIDTH - MARGIN;
  const words = [...marks].reverse().map((mark) => {
    const word = `${SIGNS[mark]}${MEANINGS[mark]}`;
    x -= Math.ceil(widthOf(word, style)) + 16;
    return text(x, MARGIN + 8, word, { weight: 600, fill: COLOURS[mark].text });
  });
  return { words: words.reverse(), width: WIDTH - MARGIN - x };
}

function arrowHead([flow, colour]: [string, string]): string {
  return `<marker id="${flow}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z" fill="${colour}"/></marker>`;
}
