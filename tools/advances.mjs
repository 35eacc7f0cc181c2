/** How wide characters are, as review/advances.ts has it, out of the font files of development dependencies. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { inflateSync } from "node:zlib";

const require = createRequire(import.meta.url);

/**
 * The fonts that a picture names. Arimo has the widths of Arial, Helvetica and Liberation Sans. They come as one file
 * or as one for each script.
 */
const SCRIPTS = ["latin", "latin-ext", "greek", "cyrillic"];
const FONTS = [
  {
    name: "dejavu-fonts-ttf",
    files: { 400: ["ttf/DejaVuSans.ttf"], 700: ["ttf/DejaVuSans-Bold.ttf"] },
  },
  ...["arimo", "noto-sans"].map((font) => ({
    name: `@fontsource/${font}`,
    files: Object.fromEntries(
      [400, 700].map((weight) => [
        weight,
        SCRIPTS.map((script) => `files/${font}-${script}-${weight}-normal.woff`),
      ]),
    ),
  })),
];

/** Latin, Greek and Cyrillic, and signs that names are written with. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x386, 0x3ce],
  [0x400, 0x45f],
  [0x2010, 0x2026],
  [0x20ac, 0x20ac],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
];
const PER_LINE = 16;

/** The text of review/advances.ts. */
export function advances() {
  const source = FONTS.map(({ name }) => `${name} ${require(`${name}/package.json`).version}`).join(", ");
  return `/**
 * The widest of some fonts for each character, in hundredths of the font's size: made by \`npm run docs\`
 * (tools/advances.mjs), read by text-width.ts. A line is the first character's code point and the widths from there on.
 */
export const SOURCE = ${JSON.stringify(source)};

export const REGULAR = \`
${table(400)}
\`;

export const BOLD = \`
${table(700)}
\`;
`;
}

function table(weight) {
  const fonts = FONTS.flatMap(({ name, files }) => {
    const folder = dirname(require.resolve(`${name}/package.json`));
    return files[weight].map((file) => advancesOf(readFileSync(join(folder, file))));
  });
  return RANGES.flatMap(([first, last]) => {
    const widths = Array.from({ length: last - first + 1 }, (_, index) =>
      Math.ceil(100 * Math.max(0, ...fonts.map((font) => font.get(first + index) ?? 0))),
    );
    return Array.from({ length: Math.ceil(widths.length / PER_LINE) }, (_, row) => {
      const part = widths.slice(row * PER_LINE, (row + 1) * PER_LINE);
      return `${(first + row * PER_LINE).toString(16)}|${part.join(" ")}`;
    });
  }).join("\n");
}

/** The advance width of each character of a font, as a share of the font's size. */
function advancesOf(file) {
  const tables = tablesOf(file);
  const unitsPerEm = tables.head.readUInt16BE(18);
  const metrics = tables.hhea.readUInt16BE(34);
  const width = (glyph) => tables.hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
  return new Map([...glyphs(tables.cmap)].map(([character, glyph]) => [character, width(glyph)]));
}

/** The tables of a TrueType file, which a WOFF file has compressed. */
function tablesOf(file) {
  const isWoff = file.toString("latin1", 0, 4) === "wOFF";
  const count = file.readUInt16BE(isWoff ? 12 : 4);
  const [start, size] = isWoff ? [44, 20] : [12, 16];
  const entries = Array.from({ length: count }, (_, index) => start + index * size).map((at) => {
    const tag = file.toString("latin1", at, at + 4);
    if (!isWoff) return [tag, file.subarray(file.readUInt32BE(at + 8))];
    const [offset, packed, whole] = [4, 8, 12].map((part) => file.readUInt32BE(at + part));
    const bytes = file.subarray(offset, offset + packed);
    return [tag, packed < whole ? inflateSync(bytes) : bytes];
  });
  return Object.fromEntries(entries);
}

/** Characters of the basic plane with their glyphs: format 4, which every font has. */
function* glyphs(cmap) {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.readUInt32BE(8 + 8 * index),
  );
  const map = offsets.map((offset) => cmap.subarray(offset)).find((part) => part.readUInt16BE(0) === 4);
  const segments = map.readUInt16BE(6);
  const at = (list, index) => 14 + list * segments + (list > 0 ? 2 : 0) + index;
  for (let index = 0; index < segments; index += 2) {
    const [last, first] = [map.readUInt16BE(at(0, index)), map.readUInt16BE(at(1, index))];
    const [delta, offset] = [map.readUInt16BE(at(2, index)), map.readUInt16BE(at(3, index))];
    for (let character = first; character <= last && character < 0xffff; character++) {
      const place = at(3, index) + offset + 2 * (character - first);
      const glyph = offset === 0 ? character : map.readUInt16BE(place);
      if (glyph !== 0 || offset === 0) yield [character, (glyph + delta) & 0xffff];
    }
  }
}
