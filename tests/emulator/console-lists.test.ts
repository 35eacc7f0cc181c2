import type { Page } from "playwright-core";
import { createEmulator } from "../../emulator";
import { browserTest, usePage } from "./console-page";

const TRUNKS = 10_000;
const { emulator, page, api, go } = usePage();

const names = (): Promise<string[]> => page().locator("tbody td:first-child").allTextContents();
const nodes = (other: Page): Promise<number> =>
  other.evaluate<number>("document.getElementsByTagName('*').length");

/** Makes so many trunks past everything that would take time. */
async function makeTrunks(count: number): Promise<void> {
  const { projectId, keyId, keySecret, request } = emulator();
  const headers = {
    authorization: `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`,
    "content-type": "application/json",
  };
  for (let number = 1; number <= count; number += 1) {
    const body = JSON.stringify({ name: `Trunk ${number}`, hostName: `trunk-${number}` });
    await request(`/v1/projects/${projectId}/trunks`, { method: "POST", headers, body });
  }
}

browserTest("names are in natural order, and a search finds all words in any column", async () => {
  for (const number of [10, 2, 1]) {
    await api().post("/trunks", { name: `Branch ${number}`, hostName: `acme-${number}` });
  }
  await page().getByRole("heading", { name: "SIP trunks (3)" }).waitFor();
  expect(await names()).toEqual(["Branch 1", "Branch 2", "Branch 10"]);
  await makeTrunks(60);
  await page().getByRole("heading", { name: "SIP trunks (63)" }).waitFor();
  await page().getByRole("searchbox", { name: "Search SIP trunks" }).fill("acme-10 BRANCH");
  await page().getByText("1 to 1 of 1").waitFor();
  expect(await names()).toEqual(["Branch 10"]);
  await page().getByRole("searchbox", { name: "Search SIP trunks" }).fill("nowhere");
  await page().getByText("Nothing has all these words.").waitFor();
});

browserTest("the rows that the screen has no room for are a button away", async () => {
  await makeTrunks(60);
  await page().getByRole("heading", { name: "SIP trunks (60)" }).waitFor();
  const first = await names();
  expect(first[0]).toBe("Trunk 1");
  await page().getByRole("button", { name: "Next SIP trunks" }).click();
  const second = await names();
  expect(second[0]).toBe(`Trunk ${first.length + 1}`);
  await page().getByRole("button", { name: "Previous SIP trunks" }).click();
  expect(await names()).toEqual(first);
  // On the first page the button does nothing, and keeps the focus.
  await page().getByRole("button", { name: "Previous SIP trunks" }).press("Enter");
  expect(await names()).toEqual(first);
});

browserTest(
  `with ${TRUNKS} trunks the page holds what is on the screen, and is sent what changes`,
  async () => {
    await makeTrunks(TRUNKS);
    await page().getByRole("heading", { name: "SIP trunks (10,000)" }).waitFor();
    expect(await nodes(page())).toBeLessThan(600);
    const session = await page().context().newCDPSession(page());
    let bytes = 0;
    await session.send("Network.enable");
    session.on("Network.dataReceived", ({ dataLength }) => (bytes += dataLength));
    await api().post("/trunks", { name: "A new one", hostName: "new" });
    await page().getByRole("link", { name: "A new one" }).waitFor();
    expect(bytes).toBeLessThan(10_000);
    bytes = 0;
    // Nothing is asked for between two changes: what comes is the second change and no more.
    await api().put("/countryPermissions/SE", { enabled: true });
    await page().getByText("Changed: Sweden.").waitFor();
    expect(bytes).toBeLessThan(10_000);
    await go("countries");
    await page().getByRole("cell", { name: "Sweden (SE)", exact: true }).waitFor();
  },
);

describe("what has changed", () => {
  const ask = async (path: string): Promise<Record<string, unknown>> =>
    (await (await emulatorAlone.request(`/__emulator/changes?${path}`)).json()) as Record<string, unknown>;
  const emulatorAlone = createEmulator();
  const put = (path: string, body: unknown): Promise<Response> =>
    emulatorAlone.request("/__emulator/by-hand", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ projectId: emulatorAlone.projectId, method: "PUT", path, body }),
    });

  test("is all at first, then nothing, then the one row that is another", async () => {
    const first = await ask("seen=");
    expect(first).toMatchObject({ isWhole: true, projectId: "emulator-project" });
    const idle = await ask(`seen=${String(first.seen)}&log=1`);
    expect(idle).toMatchObject({ isWhole: false, changed: {}, gone: {}, requests: [], seen: first.seen });
    await put("/countryPermissions/SE", { enabled: true });
    const changed = await ask(`seen=${String(first.seen)}&log=1`);
    expect(changed).toMatchObject({
      isWhole: false,
      changed: { countryPermissions: [{ isoCode: "SE", enabled: true }] },
      requests: [{ number: 1, method: "PUT" }],
    });
    expect(Object.keys(changed.changed as object)).toEqual(["countryPermissions"]);
  });

  test("what is gone is named once", async () => {
    const { seen } = await ask("seen=");
    await emulatorAlone.request("/__emulator/by-hand", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        ...{ projectId: emulatorAlone.projectId, method: "POST" },
        path: "/activeNumbers/+12025550101:release",
      }),
    });
    const released = await ask(`seen=${String(seen)}`);
    expect(released).toMatchObject({ gone: { numbers: ["+12025550101"] } });
    expect(await ask(`seen=${String(released.seen)}`)).toMatchObject({ gone: {}, changed: {} });
  });

  test("somebody who has seen another emulator gets all of it", async () => {
    expect(await ask("seen=12345678.9")).toMatchObject({ isWhole: true });
  });
});
