import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { pictureOf } from "../../review/picture";
import { svg } from "../../review/svg";
import type { Review } from "../../stack/change";
import { readReview } from "../../stack/document";
import { browserTest, startChromium, START_MS } from "../support/chromium";
import { customers, previewed } from "../support/customers";
import { exampleReviews } from "../support/example-reviews";

/*
 * No text runs over its box, nor into another one, whatever the font. The fonts come from development dependencies and
 * into the page as data, so that it does not matter what the machine has.
 */

const RENDER_MS = 60_000;

const FONTS: Record<string, string> = {
  "DejaVu Sans": `${faceOf("DejaVuSans", 400)}${faceOf("DejaVuSans-Bold", 700)}`,
  "Arimo, which is as wide as Arial": facesOf("arimo"),
  "Noto Sans": facesOf("noto-sans"),
};

function folderOf(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

function dataOf(path: string): string {
  return `url(data:font/any;base64,${readFileSync(path).toString("base64")})`;
}

function faceOf(file: string, weight: number): string {
  const source = dataOf(join(folderOf("dejavu-fonts-ttf"), "ttf", `${file}.ttf`));
  return `@font-face { font-family: tested; font-weight: ${weight}; src: ${source}; }`;
}

/** The faces of all scripts, as the package's own style sheets declare them. */
function facesOf(font: string): string {
  const folder = folderOf(`@fontsource/${font}`);
  return ["400.css", "700.css"]
    .map((sheet) => readFileSync(join(folder, sheet), "utf8"))
    .join("\n")
    .replace(/font-family: '[^']*'/g, "font-family: tested")
    .replace(/url\((\.\/files\/[^)]*)\)/g, (_, file: string) => dataOf(join(folder, file)));
}

/** Runs in the page: what each text of the picture runs over, and how wide all of them are. */
const MEASURED = `(async () => {
  await Promise.all([...document.fonts].map((font) => font.load()));
  const boxes = [...document.querySelectorAll("rect[rx='6']")].map((rect) => rect.getBBox());
  const page = document.querySelector("svg").viewBox.baseVal;
  const isIn = ({ x, y }, box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  let width = 0;
  const over = [];
  for (const text of document.querySelectorAll("text")) {
    const { x, y, width: own, height } = text.getBBox();
    width += own;
    const start = { x: Number(text.getAttribute("x")), y: Number(text.getAttribute("y")) };
    const mine = boxes.filter((box) => isIn(start, box));
    const right = Math.min(page.width, ...mine.map((box) => box.x + box.width));
    const hit = boxes.filter(
      (box) => !mine.includes(box) && x < box.x + box.width && x + own > box.x && y < box.y + box.height && y + height > box.y,
    );
    if (x + own > right || hit.length > 0) over.push(text.firstChild.data + ": " + Math.round(x + own - right));
  }
  return { over, width, count: document.querySelectorAll("text").length };
})()`;

interface Measured {
  readonly over: readonly string[];
  readonly width: number;
  readonly count: number;
}

const FIXTURES = ["preview.json", "state.json", "refresh.json"];
const EXAMPLES = ["quickstart", "office", "failover", "secure-trunk"];

let browser: Browser | undefined;
let examples: Review[];
beforeAll(async () => {
  browser = await startChromium();
  examples = await exampleReviews(EXAMPLES);
}, START_MS);
afterAll(() => browser?.close());

/** What a browser makes of pictures, one below the other, with a font. */
async function measured(reviews: readonly Review[], faces: string): Promise<Measured[]> {
  if (browser === undefined) throw new Error("there is no browser");
  const page = await browser.newPage();
  const all: Measured[] = [];
  for (const review of reviews) {
    const style = `<style>${faces} svg, svg text { font-family: tested; }</style>`;
    await page.setContent(`<!doctype html><meta charset="utf-8">${style}${svg(pictureOf(review))}`);
    all.push(await page.evaluate<Measured>(MEASURED));
  }
  await page.close();
  return all;
}

/** Long words, wide letters, other scripts, and whatever else a name may be. */
const NAME = fc.oneof(
  fc.constantFrom(
    "W".repeat(80),
    "m".repeat(61),
    "WWW mmm WWW mmm WWW mmm WWW mmm WWW mmm WWW mmm WWW mmm",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "株式会社サンプル通信サービス東京本社営業部第二課お客様相談窓口専用回線",
    "한국어로 된 아주 긴 고객 이름과 그 지점의 이름",
    "Щиты и мечи: Широкая Щедрая Юридическая Фирма Южного Округа",
    "شركة الاتصالات المتحدة للخدمات الهاتفية المحدودة في القاهرة",
    "Ώρα Ωμέγα Ψηφιακές Τηλεπικοινωνίες Μακεδονίας",
    "☎ Hotline 👩‍👩‍👧‍👦 Family & Friends ﷽ 𒐫",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
  fc.string({ unit: "grapheme-ascii", minLength: 20, maxLength: 90 }),
);

const SEED = 20_261_128;

/** Previews of twelve customers with such names, of whom some come, change and go. */
function randomReviews(): Review[] {
  return fc
    .sample(fc.array(NAME, { minLength: 12, maxLength: 12 }), { seed: SEED, numRuns: 4 })
    .map((names) =>
      previewed(
        customers(12, (index) => names[index - 1] ?? ""),
        (one) => {
          const operation =
            (["same", "create", "delete", "replace"] as const)[one.resource.urn.length % 4] ?? "same";
          return { ...one, operation, before: one.resource };
        },
      ),
    );
}

function fixture(name: string): Review {
  return readReview(readFileSync(join(__dirname, "..", "fixtures", "review", name), "utf8"), name);
}

describe.each(Object.entries(FONTS))("with %s, no text runs over its box", (_font, faces) => {
  browserTest(
    "in the pictures of the examples and of the docs",
    async () => {
      const found = await measured([...FIXTURES.map(fixture), ...examples], faces);
      expect(found.flatMap(({ over }) => over)).toEqual([]);
      for (const { count } of found) expect(count).toBeGreaterThan(10);
    },
    RENDER_MS,
  );

  browserTest(
    "whatever the names are",
    async () => {
      const found = await measured(randomReviews(), faces);
      expect(found.flatMap(({ over }) => over)).toEqual([]);
    },
    RENDER_MS,
  );

  browserTest(
    "in the overview of many trunks",
    async () => {
      const found = await measured([customers(200, (index) => `${"Wm".repeat(20)} ${index}`)], faces);
      expect(found.flatMap(({ over }) => over)).toEqual([]);
    },
    RENDER_MS,
  );
});

browserTest(
  "the fonts are told apart: the same texts have another width with each",
  async () => {
    const widths = [];
    for (const faces of Object.values(FONTS)) {
      widths.push(
        ...(await measured([fixture("preview.json")], faces)).map(({ width }) => Math.round(width)),
      );
    }
    expect(new Set(widths).size).toBe(Object.keys(FONTS).length);
  },
  RENDER_MS,
);
