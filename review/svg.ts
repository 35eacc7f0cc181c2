import { boxMark, type Box, type Line, type Mark } from "./marks";
import { SIGNS } from "./mermaid";
import type { Picture, TrunkPicture } from "./picture";

/** Columns of a trunk's row, from left to right. */
const COLUMNS = [
  { heading: "Who may call in", width: 290 },
  { heading: "Trunk", width: 230 },
  { heading: "Where its calls go, in this order", width: 370 },
  { heading: "Numbers", width: 160 },
] as const;

const MARGIN = 24;
const GAP = 44;
const LINE = 18;
const PADDING = 10;
const ROW_GAP = 18;
const BOX_GAP = 10;
const FONT_SIZE = 13;
/** An average character of the font; texts are cut to fit, the whole text is in the tooltip. */
const CHARACTER = 7;

const WIDTH = 2 * MARGIN + COLUMNS.reduce((sum, { width }) => sum + width, 0) + GAP * (COLUMNS.length - 1);

const COLOURS: Record<Mark, { fill: string; stroke: string; text: string }> = {
  same: { fill: "#ffffff", stroke: "#8c959f", text: "#1f2328" },
  add: { fill: "#dafbe1", stroke: "#1a7f37", text: "#116329" },
  change: { fill: "#fff8c5", stroke: "#9a6700", text: "#7d4e00" },
  remove: { fill: "#ffebe9", stroke: "#cf222e", text: "#a40e26" },
};

/** The picture as a stand-alone SVG: a row for each trunk, shared lists once, below what holds for the project. */
export function svg(picture: Picture): string {
  const parts: string[] = [];
  let y = MARGIN + 8;
  parts.push(text(MARGIN, y, picture.title, { size: 17, weight: 600 }));
  if (picture.hasChanges) parts.push(legend(y));
  y += 34;
  if (picture.lists.length > 0) {
    y = section(parts, y, "Lists of several trunks or of none", picture.lists);
  }
  if (picture.trunks.length > 0) {
    COLUMNS.forEach(({ heading }, column) =>
      parts.push(text(left(column), y, heading, { weight: 600, fill: "#59636e" })),
    );
    y += 14;
  }
  picture.trunks.forEach((trunk) => {
    const row = trunkRow(trunk, y);
    parts.push(row.svg);
    y += row.height + ROW_GAP;
  });
  if (picture.trunks.length > 0) y += 14;
  if (picture.project.length > 0) y = section(parts, y, "Project", picture.project);
  if (parts.length === 1) {
    parts.push(text(MARGIN, y, "Nothing of Sinch's in this stack.", {}));
    y += LINE;
  }
  const height = y + MARGIN - ROW_GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif" font-size="${FONT_SIZE}">`,
    `<title>${escaped(`SIP trunks of ${picture.title}`)}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#59636e"/></marker></defs>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/** Boxes side by side under a heading, as many in a row as fit. Returns where the next part begins. */
function section(parts: string[], top: number, heading: string, boxes: readonly Box[]): number {
  parts.push(text(MARGIN, top, heading, { weight: 600, fill: "#59636e" }));
  const perRow = 4;
  const width = (WIDTH - 2 * MARGIN - (perRow - 1) * 16) / perRow;
  let y = top + 14;
  for (let first = 0; first < boxes.length; first += perRow) {
    const row = boxes.slice(first, first + perRow);
    row.forEach((one, index) => parts.push(box(one, { x: MARGIN + index * (width + 16), y, width })));
    y += Math.max(...row.map(boxHeight)) + 14;
  }
  return y + 20;
}

function trunkRow(
  { trunk, gates, endpoints, withoutEndpoints, numbers }: TrunkPicture,
  top: number,
): { svg: string; height: number } {
  const columns = [
    gates.length > 0 ? gates : [note("no list: probably nobody may call in")],
    [trunk],
    endpoints.length > 0 ? endpoints : [note(withoutEndpoints)],
    numbers ? [numbers] : [],
  ];
  const heights = columns.map(stackHeight);
  const inner = Math.max(...heights);
  const middle = top + PADDING + inner / 2;
  const placed = columns.map((boxes, column) => {
    let y = middle - (heights[column] ?? 0) / 2;
    return boxes.map((one) => {
      const place = { x: left(column), y, width: COLUMNS[column]?.width ?? 0 };
      y += boxHeight(one) + BOX_GAP;
      return { one, place };
    });
  });
  const arrows = [
    ...(gates.length > 0 ? (placed[0] ?? []) : []).map(({ one, place }) =>
      arrow(place.x + place.width, place.y + boxHeight(one) / 2, left(1), middle),
    ),
    ...(endpoints.length > 0 ? (placed[2] ?? []) : []).map(({ one, place }) =>
      arrow(left(1) + COLUMNS[1].width, middle, place.x, place.y + boxHeight(one) / 2),
    ),
  ];
  const height = inner + 2 * PADDING;
  const background = `<rect x="${MARGIN - 10}" y="${top}" width="${WIDTH - 2 * MARGIN + 20}" height="${height}" rx="8" fill="#f6f8fa"/>`;
  const boxes = placed.flat().map(({ one, place }) => box(one, place));
  return { svg: [background, ...arrows, ...boxes].join("\n"), height };
}

function note(words: string): Box {
  return { title: { text: words, mark: "same" }, lines: [] };
}

function box(one: Box, { x, y, width }: { x: number; y: number; width: number }): string {
  const mark = boxMark(one);
  const { fill, stroke } = COLOURS[mark];
  const dash = mark === "remove" ? ' stroke-dasharray="5 4"' : "";
  const most = Math.floor((width - 2 * PADDING) / CHARACTER);
  const lines = [one.title, ...one.lines].map((line, index) =>
    text(x + PADDING, y + PADDING + FONT_SIZE - 2 + index * LINE, `${SIGNS[line.mark]}${line.text}`, {
      weight: index === 0 ? 600 : 400,
      fill: COLOURS[line.mark].text,
      most: index === 0 ? most - 2 : most,
    }),
  );
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${boxHeight(one)}" rx="6" fill="${fill}" stroke="${stroke}"${dash}/>`;
  return [frame, ...lines].join("\n");
}

function legend(y: number): string {
  const words: Line[] = [
    { mark: "add", text: "added" },
    { mark: "change", text: "changed" },
    { mark: "remove", text: "removed" },
  ];
  return words
    .map(({ mark, text: word }, index) =>
      text(WIDTH - MARGIN - 80 * (words.length - index), y, `${SIGNS[mark]}${word}`, {
        fill: COLOURS[mark].text,
        weight: 600,
      }),
    )
    .join("\n");
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const bend = (x2 - x1) / 2;
  const d = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 1} ${y2}`;
  return `<path d="${d}" fill="none" stroke="#59636e" marker-end="url(#arrow)"/>`;
}

interface TextStyle {
  readonly size?: number;
  readonly weight?: number;
  readonly fill?: string;
  /** How many characters fit. */
  readonly most?: number;
}

function text(x: number, y: number, words: string, { size, weight, fill, most }: TextStyle): string {
  const characters = Array.from(words);
  const isCut = most !== undefined && characters.length > most;
  const shown = isCut ? `${characters.slice(0, most - 1).join("")}…` : words;
  const attributes = [
    ...(size === undefined ? [] : [`font-size="${size}"`]),
    ...(weight === undefined || weight === 400 ? [] : [`font-weight="${weight}"`]),
    `fill="${fill ?? "#1f2328"}"`,
  ].join(" ");
  const tooltip = isCut ? `<title>${escaped(words)}</title>` : "";
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(shown)}${tooltip}</text>`;
}

function boxHeight({ lines }: Box): number {
  return 2 * PADDING + (1 + lines.length) * LINE - 4;
}

function stackHeight(boxes: readonly Box[]): number {
  return boxes.reduce((sum, one) => sum + boxHeight(one) + BOX_GAP, boxes.length > 0 ? -BOX_GAP : 0);
}

function left(column: number): number {
  return COLUMNS.slice(0, column).reduce((x, { width }) => x + width + GAP, MARGIN);
}

/** A text in XML, without characters that XML does not have. */
function escaped(words: string): string {
  return words
    .replace(/\p{C}/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
