import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startEmulator, type RunningEmulator, type ServerOptions } from "../../emulator";
import { ByHand } from "../support/by-hand";
import { browserTest, startChromium, START_MS } from "../support/chromium";

export { browserTest };

/** An emulator of its own for each test, and its page in a browser. */
export interface OpenPage {
  emulator: () => RunningEmulator;
  page: () => Page;
  /** The API as somebody uses it past the page. */
  api: () => ByHand;
  /** Goes to a part of the page, such as `trunks/01H…`, and waits until it is shown. */
  go: (path: string) => Promise<void>;
  /** Presses the button of a form that is open. */
  send: (verb: string) => Promise<void>;
  /** Another page of the same emulator, such as a narrow one. */
  another: (options: BrowserContextOptions) => Promise<Page>;
}

/** Starts a browser for the tests of a file. */
export function usePage(options: ServerOptions = {}): OpenPage {
  let browser: Browser | undefined;
  let emulator: RunningEmulator;
  let page: Page;
  beforeAll(async () => {
    browser = await startChromium();
  }, START_MS);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    if (browser === undefined) return;
    emulator = await startEmulator(options);
    page = await browser.newPage();
    await page.goto(emulator.url);
    await page.getByRole("heading", { level: 1, name: /^SIP trunks/ }).waitFor();
  });
  afterEach(async () => {
    if (browser === undefined) return;
    for (const context of browser.contexts()) await context.close();
    await emulator.close();
  });
  return {
    emulator: () => emulator,
    page: () => page,
    api: () => new ByHand(emulator),
    async go(path) {
      await page.evaluate<string>(`location.hash = ${JSON.stringify(`#/${path}`)}`);
    },
    async send(verb) {
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: verb, exact: true }).click();
      await dialog.waitFor({ state: "hidden" });
    },
    async another(context) {
      if (browser === undefined) throw new Error("There is no browser");
      const other = await browser.newPage(context);
      await other.goto(emulator.url);
      await other.getByRole("heading", { level: 1, name: /^SIP trunks/ }).waitFor();
      return other;
    },
  };
}
