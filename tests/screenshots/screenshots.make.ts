import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import MarkdownIt from "markdown-it";
import type { Browser } from "playwright-core";
import { startEmulator, type RunningEmulator } from "../../emulator";
import { comment, pictureOf, reportOf, svg } from "../../review";
import { readReview } from "../../stack/document";
import { serveSite, SITE_URL } from "../support/built-site";
import { ByHand } from "../support/by-hand";
import { browserTest, startChromium, START_MS } from "../support/chromium";
import { exampleReviews } from "../support/example-reviews";
import { FULL } from "../unit/calls-page";

/* `npm run screenshots` puts pictures of what people look at into .local/screenshots, to be looked at. */

const REPOSITORY = join(__dirname, "..", "..");
const FOLDER = join(REPOSITORY, ".local", "screenshots");
const WIDTHS = [1280, 390];
const SCHEMES = ["light", "dark"] as const;
const EXAMPLES = ["office", "failover", "secure-trunk"];
/** Of the docs site: the index, and a page with each of long tables, tabs, pictures and programs. */
const PAGES = ["", "tutorial", "plugin", "performance", "reliability-figures", "resources/sip-endpoint"];
/** About as GitHub shows a comment. */
const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 14px/1.5 sans-serif; max-width: 980px; margin: 16px auto; padding: 0 16px; }
  table { border-collapse: collapse; display: block; overflow: auto; }
  td, th { border: 1px solid #8c959f; padding: 4px 10px; text-align: left; }
  pre { background: #8882; padding: 12px; overflow: auto; }
`;

let browser: Browser | undefined;
let emulator: RunningEmulator;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await startChromium();
  emulator = await startEmulator();
  const api = new ByHand(emulator);
  for (const n of [1, 2, 3]) {
    const { id } = await api.post("/trunks", { name: `Customer ${n}`, hostName: `customer-${n}` });
    const endpoint = { name: "SBC", address: `203.0.113.${n}`, priority: 1 };
    await api.post(`/trunks/${String(id)}/endpoints`, endpoint);
  }
}, START_MS);
afterAll(async () => {
  await browser?.close();
  await emulator.close();
});

/** A page in both widths, light and dark. */
async function shoot(name: string, open: { url: string } | { html: string }): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const context = await browser?.newContext({ colorScheme, viewport: { width, height: 900 } });
      if (context !== undefined) await serveSite(context);
      const page = await context?.newPage();
      if ("url" in open) await page?.goto(open.url);
      else await page?.setContent(open.html);
      if ("url" in open) await page?.getByRole("heading", { level: 1 }).waitFor();
      const height = (await page?.locator("body").boundingBox())?.height ?? 0;
      await page?.setViewportSize({ width, height: Math.max(900, Math.ceil(height) + 32) });
      await page?.screenshot({ path: join(FOLDER, `${name}-${width}-${colorScheme}.png`) });
      await context?.close();
    }
  }
}

browserTest(
  "the report of a preview and of a refresh",
  async () => {
    for (const name of ["preview", "refresh"]) {
      const text = readFileSync(join(__dirname, "..", "fixtures", "review", `${name}.json`), "utf8");
      const review = readReview(text, name);
      const body = new MarkdownIt({ html: true }).render(comment(reportOf(review), review));
      await shoot(`report-${name}`, { html: `<style>${STYLE}</style><body>${body}</body>` });
    }
  },
  START_MS,
);

browserTest(
  "the diagrams of the examples",
  async () => {
    for (const [index, review] of (await exampleReviews(EXAMPLES)).entries()) {
      const name = `diagram-${EXAMPLES[index] ?? ""}`;
      const drawn = svg(pictureOf(review));
      writeFileSync(join(FOLDER, `${name}.svg`), drawn);
      await shoot(name, { html: `<body style="margin: 0; color-scheme: light dark">${drawn}</body>` });
    }
  },
  START_MS,
);

browserTest(
  "the page of a replay",
  async () => {
    await shoot("calls", { html: FULL });
  },
  START_MS,
);

browserTest(
  "the emulator's page",
  async () => {
    await shoot("emulator", { url: emulator.url });
  },
  START_MS,
);

browserTest(
  "the docs site",
  async () => {
    await promisify(execFile)(process.execPath, [join(REPOSITORY, "tools", "site.mjs")]);
    for (const page of PAGES) {
      await shoot(`site-${page.replace("/", "-") || "index"}`, { url: SITE_URL + page });
    }
  },
  START_MS * 5,
);
