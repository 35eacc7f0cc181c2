import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { call } from "./call-record";
import { browserTest, usePage } from "./console-page";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const { emulator, api, page, another } = usePage();
const VIEWS = [
  ...["trunks", "accessControlLists", "credentialLists", "numbers", "callBlockingRules", "countries"],
  ...["calls", "projects", "rehearse", "faults", "requests", "send", "configuration"],
];

interface Finding {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** An account with something of each kind, with names of the length that people use. */
async function fill(): Promise<string[]> {
  const { id } = await api().post("/trunks", {
    name: "Contact centre of Northern Europe",
    hostName: "acme-contact-centre-northern-europe-production",
  });
  const trunk = `/trunks/${String(id)}`;
  const address = "sip-gateway-1.emea.telephony.example-company.com";
  await api().post(`${trunk}/endpoints`, { name: "primary", address, priority: 1, transport: "TLS" });
  const ipRanges = [{ ipAddress: "198.51.100.16", range: 28, description: "Stockholm" }];
  const list = await api().post("/accessControlLists", { name: "Office", enabled: false, ipRanges });
  const credentials = [{ username: "anna.andersson@contact-centre.example", password: "Correct-horse-9" }];
  const phones = await api().post("/credentialLists", { name: "Phones", credentials });
  await api().post(`${trunk}/accessControlLists`, { accessControlListIds: [list.id] });
  await api().post(`${trunk}/credentialLists`, { credentialListIds: [phones.id] });
  await api().post("/callBlockingRules", { name: "No premium", direction: "outbound", calleeMatch: "1900" });
  await api().post("/phoneNumbers", { phoneNumber: "+12025550101", sipTrunkId: id });
  emulator().addCall(call("01JZ6Q8V3M7T2C9XK4R5B6N8PD", { trunkId: String(id) }));
  await fetch(`${emulator().url}/__emulator/rehearsals`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ projectId: emulator().projectId, scenario: "fraud" }),
  });
  return [
    ...VIEWS,
    `trunks/${String(id)}`,
    `accessControlLists/${String(list.id)}`,
    `credentialLists/${String(phones.id)}`,
    "requests/5",
  ];
}

async function show(other: Page, view: string): Promise<void> {
  const title = await other.getByRole("heading", { level: 1 }).textContent();
  await other.evaluate<string>(`location.hash = ${JSON.stringify(`#/${view}`)}`);
  if (view !== "trunks") {
    await other.locator("h1", { hasNotText: title ?? "" }).waitFor();
  }
  if (view === "rehearse") {
    await other.getByRole("button", { name: "Begin Toll fraud" }).waitFor();
    await other.getByRole("article", { name: "Toll fraud" }).waitFor();
  }
  if (view.startsWith("requests/")) await other.locator("pre").first().waitFor();
  if (view === "configuration") await other.locator("pre").first().waitFor();
}

async function seriousFindings(other: Page): Promise<string[]> {
  await other.evaluate(AXE);
  const { violations } = await other.evaluate<{ violations: Finding[] }>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Words that stand on two lines without a hyphen, a dot or the like at the end of the first. */
const BROKEN_WORDS = `(() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility() || node.parentElement.closest(".skip, script, thead")) continue;
    for (const match of node.textContent.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (tops.size > 1) broken.push(match[0]);
    }
  }
  return broken;
})()`;

for (const width of [1280, 390]) {
  for (const colorScheme of ["light", "dark"] as const) {
    browserTest(`axe finds nothing serious in any part, ${colorScheme}, at ${width} pixels`, async () => {
      const views = await fill();
      const other = await another({ viewport: { width, height: 844 }, colorScheme });
      for (const view of views) {
        await show(other, view);
        expect([view, ...(await seriousFindings(other))]).toEqual([view]);
      }
      await show(other, "credentialLists");
      await other.getByRole("button", { name: "Add credential list" }).click();
      await other.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
      await other.locator("[aria-invalid]:focus").waitFor();
      expect(await seriousFindings(other)).toEqual([]);
    });
  }
}

browserTest("at 390 pixels nothing scrolls sideways, and no word is broken by letters", async () => {
  const views = await fill();
  const other = await another({ viewport: { width: 390, height: 844 } });
  for (const view of views) {
    await show(other, view);
    const width = await other.evaluate<number>("document.documentElement.scrollWidth");
    const broken = await other.evaluate<string[]>(BROKEN_WORDS);
    expect({ view, width, broken }).toEqual({ view, width: 390, broken: [] });
  }
});

browserTest("a narrow form fits the screen, and each control has a name", async () => {
  await fill();
  const other = await another({ viewport: { width: 390, height: 844 } });
  await other.getByRole("button", { name: "Add SIP trunk" }).click();
  const box = await other.getByRole("dialog").boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  const nameless = await other.evaluate<string[]>(
    `[...document.querySelectorAll("button, input, select, textarea")]
      .filter((control) => control.checkVisibility())
      .filter((control) => !(control.ariaLabel || control.labels?.length || control.textContent.trim()))
      .map((control) => control.outerHTML)`,
  );
  expect(nameless).toEqual([]);
  expect(await page().title()).toContain("Sinch emulator");
});
