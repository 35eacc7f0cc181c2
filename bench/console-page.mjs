/** The emulator's page with 10,000 objects: first paint, what it holds, and what it is sent while nothing happens. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "playwright-core";
import { ROOT } from "../tools/setup.mjs";
import { startEmulator } from "./emulator.mjs";

const OBJECTS = 10_000;
const LISTS = 500;
const RANGES = 5;
const IDLE_S = 10;

/** Opens the page in a headless Chromium a few times; without one it says why and measures nothing. */
export async function consolePage({ step, runs, say }) {
  const found = JSON.parse(
    execFileSync(process.execPath, [join(ROOT, "tools", "chromium.mjs")], { encoding: "utf8" }),
  );
  if (found.path === undefined) return say(`page: ${found.reason}`);
  const { path: executablePath, env } = found;
  return step("page", async () => {
    const emulator = await startEmulator();
    const browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    });
    try {
      await fill(emulator);
      const views = [];
      for (let run = 0; run < runs; run += 1) views.push(await look(browser, emulator));
      return { objects: OBJECTS, views };
    } finally {
      await browser.close();
      emulator.close();
    }
  });
}

/** Trunks, and lists with their ranges: as many objects as the largest accounts have. */
async function fill({ make }) {
  const trunks = OBJECTS - LISTS * (1 + RANGES);
  const trunk = (_, index) => ({ name: `Trunk ${index + 1}`, hostName: `trunk-${index + 1}` });
  await make("/trunks", Array.from({ length: trunks }, trunk));
  const range = (list) => (_, index) => ({ ipAddress: `10.${list % 250}.${index}.0`, range: 24 });
  const list = (_, index) => ({
    name: `List ${index + 1}`,
    ipRanges: Array.from({ length: RANGES }, range(index)),
  });
  await make("/accessControlLists", Array.from({ length: LISTS }, list));
}

async function look(browser, { url, make }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.dataReceived", ({ dataLength }) => (bytes += dataLength));
  const beganMs = performance.now();
  await page.goto(url);
  await page.locator("tbody tr").first().waitFor();
  const rowsMs = performance.now() - beganMs;
  const paintMs = await page.evaluate(
    `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN`,
  );
  const nodes = await page.evaluate("document.getElementsByTagName('*').length");
  bytes = 0;
  await wait(IDLE_S * 1000);
  const idleBytesPerS = bytes / IDLE_S;
  bytes = 0;
  const name = `A new one ${Math.round(performance.now())}`;
  await make("/trunks", [{ name, hostName: name.toLowerCase().replaceAll(" ", "-") }]);
  await page.getByRole("link", { name }).waitFor();
  const view = { paintMs, rowsMs, nodes, idleBytesPerS, changeBytes: bytes };
  await page.close();
  return view;
}

/** What the page was to reach, and whether it did each time. */
export function pageGoals({ steps }) {
  const { page } = steps;
  if (page === undefined) return [];
  const most = (value) => Math.max(...page.views.map(value));
  const paintMs = Math.round(most((view) => view.paintMs));
  const rowsMs = Math.round(most((view) => view.rowsMs));
  const nodes = most((view) => view.nodes);
  const idle = Math.round(most((view) => view.idleBytesPerS));
  return [
    {
      figure: `the emulator's page with ${page.objects.toLocaleString("en")} objects`,
      goal: "first paint under 1 s, under 1,000 nodes, under 100 bytes an idle second",
      measured: `${paintMs} ms (first rows ${rowsMs} ms), ${nodes} nodes, ${idle} bytes`,
      held: paintMs < 1_000 && nodes < 1_000 && idle < 100,
    },
  ];
}

/** What was measured, a row for each time that the page was opened. */
export function pageRows({ steps }) {
  const { page } = steps;
  return (page?.views ?? []).map(({ paintMs, rowsMs, nodes, idleBytesPerS, changeBytes }) => [
    page.objects,
    Math.round(paintMs),
    Math.round(rowsMs),
    nodes,
    idleBytesPerS.toFixed(0),
    changeBytes,
  ]);
}
