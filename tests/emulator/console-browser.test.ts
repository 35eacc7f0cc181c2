import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { startEmulator, type RunningEmulator } from "../../emulator";
import { ByHand } from "../support/by-hand";
import { skipUnless } from "../support/skip";

const CHROMIUM = JSON.parse(
  execFileSync(process.execPath, [join(__dirname, "..", "..", "tools", "chromium.mjs")], {
    encoding: "utf8",
  }),
) as { path?: string; env?: Record<string, string>; reason?: string };
const browserTest = skipUnless(CHROMIUM.path !== undefined, CHROMIUM.reason ?? "");
const SCRIPT = "<img src=x onerror=document.title='hacked'>";
const START_MS = 60_000;

let browser: Browser | undefined;
let emulator: RunningEmulator;
let page: Page;

beforeAll(async () => {
  if (CHROMIUM.path === undefined) return;
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-quic", "--disable-gpu"];
  browser = await chromium.launch({
    executablePath: CHROMIUM.path,
    env: { ...process.env, ...CHROMIUM.env },
    args: ["--no-sandbox", ...quiet],
  });
}, START_MS);
afterAll(() => browser?.close());

beforeEach(async () => {
  if (browser === undefined) return;
  emulator = await startEmulator();
  page = await browser.newPage();
  await page.goto(emulator.url);
});
afterEach(async () => {
  if (browser === undefined) return;
  await page.close();
  await emulator.close();
});

const api = (): ByHand => new ByHand(emulator);
const dialog = () => page.getByRole("dialog");

browserTest("what somebody else creates appears by itself and is announced", async () => {
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page.getByRole("region", { name: "Trunk Voice" }).waitFor();
  await page.getByText("New: Voice.").waitFor();
});

browserTest("a field is changed by hand with the keyboard alone, and the API has it", async () => {
  const { id } = await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page.getByRole("button", { name: "Change SIP trunk Voice" }).focus();
  await page.keyboard.press("Enter");
  await dialog().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.type("+12025550199");
  await page.keyboard.press("Enter");
  await page.getByText("forwards calls to +12025550199").waitFor();
  const trunk = await api().get(`/trunks/${String(id)}`);
  expect(trunk).toMatchObject({ name: "Voice", enableCallForward: true, callForwardNumber: "+12025550199" });
});

browserTest("what the API refuses is said in the form, which stays open", async () => {
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await api().post("/trunks", { name: "Other", hostName: "acme-other" });
  await page.getByRole("button", { name: "Change SIP trunk Other" }).click();
  await dialog().getByLabel("Host name").fill("acme-voice");
  await dialog().getByRole("button", { name: "Change" }).click();
  await dialog().getByRole("alert").filter({ hasText: "unavailable" }).waitFor();
});

browserTest("a list is unlinked, a range added and a trunk deleted by hand", async () => {
  const { id } = await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  const list = await api().post("/accessControlLists", {
    name: "Office",
    enabled: true,
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
  });
  await api().post(`/trunks/${String(id)}/accessControlLists`, { accessControlListIds: [list.id] });
  await page.getByRole("button", { name: "Add a range to Office" }).click();
  await dialog().getByLabel("First address").fill("0.0.0.0");
  await dialog().getByLabel("Prefix length").fill("1");
  await dialog().getByRole("button", { name: "Add" }).click();
  await page.getByRole("cell", { name: "0.0.0.0/1", exact: true }).waitFor();
  await page.getByRole("button", { name: "Unlink Office from Voice" }).click();
  await dialog().getByRole("button", { name: "Unlink" }).click();
  await page.getByText("Neither an enabled access control list").waitFor();
  await page.getByRole("button", { name: "Delete SIP trunk Voice" }).click();
  await dialog().getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "SIP trunks (0)" }).waitFor();
  expect(emulator.state()).toMatchObject({ trunks: [], accessControlListLinks: [] });
  expect(emulator.state().accessControlLists[0]?.ipRanges).toHaveLength(2);
});

browserTest(
  "a fault that a button arms strikes the next request, and the log tells so, retries too",
  async () => {
    await page.getByLabel("Strikes").selectOption("GET");
    await page.getByRole("button", { name: "503 before the change" }).click();
    await page.getByRole("cell", { name: "0 of 1" }).waitFor();
    await expect(api().get("/trunks")).rejects.toThrow("503");
    await api().get("/trunks");
    await page.getByRole("cell", { name: "1 of 1" }).waitFor();
    await page.getByRole("cell", { name: "fault fault-1" }).waitFor();
    await page.getByRole("cell", { name: "retry" }).waitFor();
    await page.getByRole("button", { name: "Clear all faults" }).click();
    await page.getByText("None armed.").waitFor();
    expect(emulator.faults()).toEqual([]);
  },
);

browserTest("a trunk says who is called without endpoints, and which of them cannot sign in", async () => {
  const trunk = { name: "Voice", hostName: "acme-voice", enableCallForward: true };
  const { id } = await api().post("/trunks", { ...trunk, callForwardNumber: "+12025550101" });
  await page.getByText("No endpoint is enabled: every call is forwarded to +12025550101.").waitFor();
  const credentials = [{ username: "desk01", password: "Correct-horse-9" }];
  const list = await api().post("/credentialLists", { name: "Phones", credentials });
  const endpoint = { name: "Desk", priority: 1, isRegistered: true, credentialUsername: "desk01" };
  await api().post(`/trunks/${String(id)}/endpoints`, endpoint);
  await page.getByText("it cannot sign in: link its list").waitFor();
  await api().post(`/trunks/${String(id)}/credentialLists`, { credentialListIds: [list.id] });
  await page.getByText("registered as desk01 over UDP", { exact: true }).waitFor();
});

browserTest("script in a name is shown as text and never runs", async () => {
  await api().post("/trunks", { name: SCRIPT, hostName: "acme-voice" });
  await page.getByRole("heading", { name: SCRIPT }).waitFor();
  expect(await page.title()).toBe("Sinch emulator");
  expect(await page.locator("img").count()).toBe(0);
});

browserTest("every control has a name, and the page asks nothing of another host", async () => {
  const hosts: string[] = [];
  page.on("request", (request) => hosts.push(new URL(request.url()).origin));
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page.reload();
  await page.getByRole("heading", { name: "Voice" }).waitFor();
  expect(new Set(hosts)).toEqual(new Set([emulator.url]));
  const nameless = await page.evaluate<string[]>(
    `[...document.querySelectorAll("button, input, select")]
      .filter((control) => control.checkVisibility())
      .filter((control) => !(control.ariaLabel || control.closest("label") || control.textContent).toString().trim())
      .map((control) => control.outerHTML)`,
  );
  expect(nameless).toEqual([]);
});
