import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { browserTest, startChromium, START_MS } from "../../tests/support/chromium";
import { servePage } from "../src/page/server";
import type { FleetStatus } from "../src/status";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TEMPORAL = "http://temporal.example.com:8233/";
const HTML = `<img src="https://example.com/x" onerror="document.title='broken'">`;
const AT = "2026-03-14T09:26:53.000Z";
const shard = (
  name: string,
  more: Partial<FleetStatus["shards"][number]> = {},
): FleetStatus["shards"][number] => ({
  ...{
    name,
    digest: "d".repeat(64),
    release: "4f2a".repeat(16),
    customers: 50,
    left: [],
    outcome: "done",
    at: AT,
  },
  path: `/namespaces/default/workflows/${encodeURIComponent(`acme/shard/${name}`)}`,
  ...more,
});

/** A fleet in trouble: a roll-out that has stopped, customers that are left, an alarm. */
const TROUBLED: FleetStatus = {
  fleet: "acme",
  rollOut: {
    phase: "waves",
    states: { waiting: 0, previewed: 37, updating: 1, done: 61, failed: 1 },
    waitsFor: "1 shard has failed; `pulumi-sinch-fleet resume` goes on, `abort` ends it",
    failures: { "main-002": "CredentialsError: main-002: the API answers 403" },
    leftMs: 190_000,
    path: "/namespaces/default/workflows/acme%2Froll-out",
  },
  shards: [
    shard("main-001"),
    shard("main-002", { outcome: "failed", state: "failed" }),
    shard("north-001", { account: "north", left: ["corner-bakery", HTML], state: "updating" }),
    shard(HTML),
  ],
  accounts: [
    { account: "main", processes: 2, requestsPerSecond: 10 },
    { account: "north", processes: 0 },
  ],
  incidents: [{ id: "7", urgency: "alarm", account: "main", begun: AT, findings: 2 }],
  runs: [{ kind: "roll-out", outcome: "done", detail: {}, at: AT }],
};
const EMPTY: FleetStatus = { fleet: "acme", shards: [], accounts: [], incidents: [], runs: [] };

let browser: Browser | undefined;
let url = "";
let status: () => Promise<FleetStatus> = () => Promise.resolve(TROUBLED);
const stop = new AbortController();
let served: Promise<void>;
beforeAll(async () => {
  browser = await startChromium();
  url = await new Promise<string>((listening) => {
    served = servePage(() => status(), {
      ...{ port: 0, temporalPage: TEMPORAL, signal: stop.signal },
      say: (line) => {
        listening(line.split(" ").at(-1) ?? "");
      },
    });
  });
}, START_MS);
afterAll(async () => {
  await browser?.close();
  stop.abort();
  await served;
});

const asked: string[] = [];
async function open(width: number, colorScheme: "light" | "dark"): Promise<Page> {
  if (browser === undefined) throw new Error("there is no browser");
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  await page.getByText(/shards, \d+ customers, seen at/).waitFor();
  return page;
}

const LOOKS = [1280, 390].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

describe.each(LOOKS)("the page at a width of %i in %s", (width, scheme) => {
  browserTest(
    "shows shards, the roll-out, failures and incidents, so that everybody can read it",
    async () => {
      status = () => Promise.resolve(TROUBLED);
      const page = await open(width, scheme);
      const shots = process.env.FLEET_SCREENSHOTS;
      if (shots !== undefined)
        await page.screenshot({ path: `${shots}/${width}-${scheme}.png`, fullPage: true });
      await page.getByText("37 previewed, 1 updating, 61 done, 1 failed, about 4 min left").waitFor();
      await page.getByText("It waits: 1 shard has failed").waitFor();
      await page.getByText("main-002: CredentialsError: main-002: the API answers 403").waitFor();
      await page.getByRole("row", { name: "7 alarm main 2026-03-14 09:26 UTC 2" }).waitFor();
      await page.getByRole("row", { name: "main-002 main 50 none 4f2a4f2a4f2a failed" }).waitFor();
      // What a name has of HTML is text.
      await page.getByRole("cell", { name: `corner-bakery, ${HTML}` }).waitFor();
      await page.getByRole("link", { name: HTML }).waitFor();
      expect(await page.locator("img").count()).toBe(0);
      const targetOf = (name: string) => page.getByRole("link", { name }).getAttribute("href");
      const workflows = "http://temporal.example.com:8233/namespaces/default/workflows";
      expect(await targetOf("Updating")).toBe(`${workflows}/acme%2Froll-out`);
      expect(await targetOf("main-001")).toBe(`${workflows}/acme%2Fshard%2Fmain-001`);
      const { scrollWidth } = await page.evaluate<{ scrollWidth: number }>(
        "({ scrollWidth: document.documentElement.scrollWidth })",
      );
      expect(scrollWidth).toBeLessThanOrEqual(width);
      await page.evaluate(AXE);
      expect(
        await page.evaluate(
          "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))",
        ),
      ).toEqual([]);
      await page.context().close();
    },
  );
});

browserTest(
  "an empty fleet says so, an error is told and goes away by itself, and nothing is fetched from elsewhere",
  async () => {
    status = () => Promise.resolve(EMPTY);
    const page = await open(1280, "light");
    await page.getByText("There was none yet.").waitFor();
    expect(await page.getByText("None.").count()).toBe(4);
    status = () => Promise.reject(new Error("Temporal is away"));
    await page.getByText("Cannot be told at the moment: Temporal is away").waitFor();
    status = () => Promise.resolve(TROUBLED);
    await page.getByRole("row", { name: "7 alarm main 2026-03-14 09:26 UTC 2" }).waitFor();
    await page.context().close();
    expect([...new Set(asked.map((one) => new URL(one).origin))]).toEqual([url]);
  },
);

test("the page only reads, is answered under this machine's names alone, and may load nothing", async () => {
  const answer = await fetch(url);
  expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/);
  expect((await fetch(`${url}/status.json`, { method: "POST" })).status).toBe(404);
});
