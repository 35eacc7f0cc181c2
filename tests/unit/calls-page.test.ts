import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { pageOf } from "../../calls/replay/page";
import { browserTest, START_MS, startChromium } from "../support/chromium";
import { ALL, FULL } from "./calls-page";
import { replayed, whole } from "./calls-replay";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser | undefined;
const folder = mkdtempSync(join(tmpdir(), "calls-page-"));
beforeAll(async () => {
  browser = await startChromium();
}, START_MS);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

const asked: string[] = [];
const problems: string[] = [];
async function open(text: string, width = 1280, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  if (browser === undefined) throw new Error("there is no browser");
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const file = join(folder, "calls.html");
  writeFileSync(file, text);
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return page;
}

const LOOKS = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

describe.each(LOOKS)("the page at a width of %i in %s", (width, scheme) => {
  browserTest("can be read by everybody, fits, and asks nobody for anything", async () => {
    const page = await open(FULL, width, scheme);
    await page.getByRole("heading", { name: "Calls of acme, stack prod" }).waitFor();
    // What a name has of HTML is text.
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).toBe("Calls of acme, stack prod");
    const size = await page.evaluate<number>("document.documentElement.scrollWidth");
    expect(size).toBeLessThanOrEqual(width);
    await page.evaluate(AXE);
    const violations =
      "axe.run().then((found) => found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))";
    expect(await page.evaluate(violations)).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("file:") && !url.startsWith("data:"))).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

browserTest("rows are found by words of theirs, and what is left is said", async () => {
  const page = await open(FULL);
  const table = page.getByRole("table", { name: "Calls that change, by country" });
  expect(await table.locator("tbody tr:visible").count()).toBeGreaterThan(2);
  await page.getByRole("searchbox", { name: "Filter countries" }).fill("swe");
  expect(await table.locator("tbody tr:visible").allInnerTexts()).toEqual([
    expect.stringContaining("Sweden (SE)"),
  ]);
  await page.getByText(/^1 of \d+ rows$/).waitFor();
  await page.getByRole("searchbox", { name: "Filter countries" }).fill("");
  expect(await table.locator("tbody tr:visible").count()).toBeGreaterThan(2);
  await page.context().close();
});

browserTest(
  "columns are sorted by the keyboard alone: numbers from the most, names from A, then the other way round",
  async () => {
    const page = await open(FULL);
    const table = page.getByRole("table", { name: "Calls that change, by country" });
    const values = async () =>
      (await table.locator("tbody td:nth-child(2)").allInnerTexts()).map((text) =>
        Number(text.replace(",", "")),
      );
    const heads = async () => table.locator("tbody th").allInnerTexts();
    const minutes = table.getByRole("columnheader", { name: "Calls" });
    await minutes.getByRole("button").focus();
    await page.keyboard.press("Enter");
    const down = await values();
    expect(down).toEqual(down.toSorted((one, other) => other - one));
    expect(await minutes.getAttribute("aria-sort")).toBe("descending");
    await page.keyboard.press("Enter");
    expect(await values()).toEqual(down.toReversed());
    await table.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
    const names = await heads();
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, "en")));
    expect(await minutes.getAttribute("aria-sort")).toBeNull();
    await page.context().close();
  },
);

browserTest("without a call, a change or a picture the page says so", async () => {
  const page = await open(pageOf(replayed([], { before: whole(...ALL) }), { title: "Calls" }));
  await page.getByText("No record proves that its call was let through").waitFor();
  expect(await page.getByRole("table").count()).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the page may load nothing, and runs nothing but its own script", () => {
  const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(FULL) ?? [];
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';/);
  expect(FULL).not.toMatch(/ (src|href)="(?!data:)/);
});
