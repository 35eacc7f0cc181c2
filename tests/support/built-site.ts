import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";

/** What `npm run site` has built. */
const SITE = join(__dirname, "..", "..", ".local", "site");

/** Where a context finds it that `serveSite` was called with. */
export const SITE_URL = "http://site.test/";

/** Answers requests as a server of static pages does, which finds `tutorial.html` for `/tutorial`; nothing listens. */
export async function serveSite(context: BrowserContext): Promise<void> {
  await context.route(`${SITE_URL}**`, async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname).slice(1) || "index.html";
    const file = [path, `${path}.html`].map((name) => join(SITE, name)).find(existsSync);
    await route.fulfill(file === undefined ? { status: 404, body: "not found" } : { path: file });
  });
}
