import { browserTest, usePage } from "./console-page";

const SCRIPT = "<img src=x onerror=document.title='hacked'>";
const { emulator, page, api, go, send, another } = usePage();
const dialog = () => page().getByRole("dialog");
// A dialog that closes gives the focus back in an event of its own, a moment after it is hidden.
const hasFocus = (key: string) => page().locator(`[data-key="${key}"]:focus`).waitFor();

browserTest("what somebody else creates appears by itself and is announced", async () => {
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page().getByRole("link", { name: "Voice", exact: true }).waitFor();
  await page().getByRole("status").filter({ hasText: "New: Voice." }).waitFor();
  await page().getByRole("heading", { name: "SIP trunks (1)" }).waitFor();
});

browserTest("a field is changed by hand with the keyboard alone, and the API has it", async () => {
  const { id } = await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page().getByRole("button", { name: "Change SIP trunk Voice" }).focus();
  await page().keyboard.press("Enter");
  await dialog().waitFor();
  // By way of the host name and the caller name to call forwarding.
  for (let count = 0; count < 3; count += 1) await page().keyboard.press("Tab");
  await page().keyboard.press("Space");
  await page().keyboard.press("Tab");
  await page().keyboard.type("+12025550199");
  await page().keyboard.press("Enter");
  await dialog().waitFor({ state: "hidden" });
  await hasFocus("Change SIP trunk Voice");
  const trunk = await api().get(`/trunks/${String(id)}`);
  expect(trunk).toMatchObject({ name: "Voice", enableCallForward: true, callForwardNumber: "+12025550199" });
});

browserTest("a trunk says who is called without endpoints, and which of them cannot sign in", async () => {
  const trunk = { name: "Voice", hostName: "acme-voice", enableCallForward: true };
  const { id } = await api().post("/trunks", { ...trunk, callForwardNumber: "+12025550101" });
  await go(`trunks/${String(id)}`);
  await page().getByText("No endpoint is enabled: every call is forwarded to +12025550101.").waitFor();
  const credentials = [{ username: "desk01", password: "Correct-horse-9" }];
  const list = await api().post("/credentialLists", { name: "Phones", credentials });
  const endpoint = { name: "Desk", priority: 1, isRegistered: true, credentialUsername: "desk01" };
  await api().post(`/trunks/${String(id)}/endpoints`, endpoint);
  await page().getByText("it cannot sign in: link its list").waitFor();
  await api().post(`/trunks/${String(id)}/credentialLists`, { credentialListIds: [list.id] });
  await page().getByText("registered as desk01 over UDP", { exact: true }).waitFor();
});

browserTest("the focus stays where it was while others change the account", async () => {
  await api().post("/trunks", { name: "Branch 2", hostName: "branch-2" });
  const { id } = await api().post("/trunks", { name: "Branch 10", hostName: "branch-10" });
  await page().getByRole("button", { name: "Delete SIP trunk Branch 10" }).focus();
  await api().post("/trunks", { name: "Branch 1", hostName: "branch-1" });
  await page().getByRole("link", { name: "Branch 1", exact: true }).waitFor();
  await hasFocus("Delete SIP trunk Branch 10");
  await api().change(`/trunks/${String(id)}`, { hostName: "branch-ten" });
  await page().getByRole("cell", { name: "branch-ten" }).waitFor();
  await hasFocus("Delete SIP trunk Branch 10");
});

browserTest("where the control with the focus is gone, the heading of its part has it", async () => {
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page().getByRole("button", { name: "Delete SIP trunk Voice" }).click();
  await send("Delete");
  await page().getByRole("heading", { name: "SIP trunks (0)" }).waitFor();
  await page().locator("#title:focus").waitFor();
});

browserTest("a text that is being typed stays while others change the account", async () => {
  await page().getByRole("button", { name: "Add SIP trunk" }).click();
  await dialog().getByLabel("Host name").fill("half-ty");
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await page().getByText("New: Voice.").waitFor();
  expect(await dialog().getByLabel("Host name").inputValue()).toBe("half-ty");
});

browserTest("script in a name is shown as text and never runs", async () => {
  const { id } = await api().post("/trunks", { name: SCRIPT, hostName: "acme-voice" });
  await page().getByRole("link", { name: SCRIPT }).waitFor();
  await go(`trunks/${String(id)}`);
  await page().getByRole("heading", { name: SCRIPT }).waitFor();
  expect(await page().title()).toBe(`${SCRIPT} - Sinch emulator`);
  expect(await page().locator("img").count()).toBe(0);
});

browserTest("the page asks nothing of another host, and goes on after a reset", async () => {
  const other = await another({});
  const hosts: string[] = [];
  other.on("request", (request) => hosts.push(new URL(request.url()).origin));
  await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
  await other.reload();
  await other.getByRole("link", { name: "Voice", exact: true }).waitFor();
  await other.getByRole("button", { name: "Reset the emulator" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await other.getByRole("heading", { name: "SIP trunks (0)" }).waitFor();
  expect(new Set(hosts)).toEqual(new Set([emulator().url]));
});
