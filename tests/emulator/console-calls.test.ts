import { call } from "./call-record";
import { browserTest, usePage } from "./console-page";

const { emulator, page, api, go } = usePage();
const cell = (name: string) => page().getByRole("cell", { name, exact: true });

browserTest("calls are listed, the newest first, with what the API tells of them, and searched", async () => {
  const { id } = await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await go("calls");
  await page().getByText("the emulator connects no calls").waitFor();
  emulator().addCall(call("busy", { callResult: "BUSY", direction: "inbound", trunkId: String(id) }));
  emulator().addCall(call("later", { createTime: "2026-02-03T10:00:00+0000", trunkId: "01GONE" }));
  await page().getByRole("heading", { name: "Calls (2)" }).waitFor();
  await page().getByRole("link", { name: "Calls 2" }).waitFor();
  await cell("2026-02-03 10:00:00").waitFor();
  const rows = await page().getByRole("table", { name: "Calls" }).locator("tbody tr").allInnerTexts();
  const [from, to] = ["sip:12025550190@203.0.113.21", "12025550147"];
  expect(rows.map((row) => row.split("\t"))).toEqual([
    ["2026-02-03 10:00:00", "outbound", from, to, "01GONE", "COMPLETED", "58"],
    ["2026-02-03 09:00:00", "inbound", from, to, "Voice", "BUSY", "58"],
  ]);
});

browserTest("a search finds calls by trunk and result, and a reset removes them", async () => {
  for (let minute = 10; minute < 50; minute += 1) {
    emulator().addCall(call(`call-${minute}`, { createTime: `2026-02-03T09:${minute}:00Z` }));
  }
  emulator().addCall(call("busy", { callResult: "BUSY", trunkId: "branch" }));
  await go("calls");
  await page().getByRole("searchbox", { name: "Search Calls" }).fill("busy BRANCH");
  await page().getByText("1 to 1 of 1").waitFor();
  await cell("BUSY").waitFor();
  await page().getByRole("button", { name: "Reset the emulator…" }).click();
  await page().getByRole("dialog").getByRole("button", { name: "Reset", exact: true }).click();
  await page().getByRole("heading", { name: "Calls (0)" }).waitFor();
});
