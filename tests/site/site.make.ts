import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { serveSite, SITE_URL } from "../support/built-site";
import { browserTest, startChromium, START_MS } from "../support/chromium";

/* `npm run site -- --test` looks at the built docs site in a browser. */

const PAGES = join(__dirname, "..", "..", ".local", "site-pages");
const WIDTHS = [1280, 390];

const pages = readdirSync(PAGES, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".md") && !name.startsWith("public/"))
  .sort();

let browser: Browser | undefined;

beforeAll(async () => {
  browser = await startChromium();
}, START_MS);
afterAll(async () => {
  await browser?.close();
});

/** What goes wrong while a page is looked at. */
interface Visit {
  readonly page: Page;
  readonly problems: string[];
}

async function visit(width: number, look: (visit: Visit) => Promise<void>): Promise<void> {
  const context = await browser?.newContext({ viewport: { width, height: 900 } });
  if (context === undefined) throw new Error("there is no browser");
  await serveSite(context);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await look({ page, problems });
  await context.close();
}

function titleOf(page: string): string {
  return /^# (.*)$/m.exec(readFileSync(join(PAGES, page), "utf8"))?.[1]?.replaceAll(/[`*]/g, "") ?? "";
}

describe.each(WIDTHS)("%i px wide", (width) => {
  browserTest(
    "every page has its title, nothing sideways and no error",
    async () => {
      await visit(width, async ({ page, problems }) => {
        for (const name of pages) {
          await page.goto(SITE_URL + name.replace(/\.md$/, ".html"), { waitUntil: "load" });
          await page.getByRole("heading", { level: 1, name: titleOf(name) }).waitFor();
          await page.waitForFunction("document.querySelector('#app').__vue_app__ !== undefined");
          const sideways = await page.evaluate<number>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth",
          );
          if (sideways > 0) problems.push(`${name} is ${sideways} px too wide`);
          if (!(await page.title()).startsWith(titleOf(name)))
            problems.push(`${name} is called ${await page.title()}`);
        }
        expect(problems).toEqual([]);
      });
    },
    START_MS * 3,
  );

  browserTest(
    "the search finds what a page says",
    async () => {
      await visit(width, async ({ page, problems }) => {
        await page.goto(SITE_URL);
        await page
          .getByRole("button", { name: /search/i })
          .first()
          .click();
        await page.getByRole("searchbox").fill("priority");
        await page.getByRole("option").filter({ hasText: "SipEndpoint" }).first().click();
        await page.getByRole("heading", { level: 1, name: "SipEndpoint" }).waitFor();
        expect(problems).toEqual([]);
      });
    },
    START_MS,
  );

  browserTest(
    "an example in another language is shown on all pages once it was chosen",
    async () => {
      await visit(width, async ({ page }) => {
        await page.goto(`${SITE_URL}plugin`);
        await page.getByRole("tab", { name: "Python" }).first().click();
        await page.getByText("import pulumi_sinch as sinch").waitFor();
        await page.reload();
        await page.getByText("import pulumi_sinch as sinch").waitFor();
      });
    },
    START_MS,
  );
});

browserTest(
  "every page is there as Markdown, and names it to programs",
  async () => {
    await visit(1280, async ({ page }) => {
      await page.goto(`${SITE_URL}drift`);
      await page.getByRole("link", { name: "This page as Markdown" }).waitFor();
      const alternate = await page.locator('link[type="text/markdown"]').getAttribute("href");
      expect(alternate).toBe("/drift.md");
      for (const name of [...pages, "llms.txt", "llms-full.txt"]) {
        const status = await page.evaluate<number>(`fetch("/${name}").then(({ status }) => status)`);
        expect({ name, status }).toEqual({ name, status: 200 });
      }
    });
  },
  START_MS,
);
