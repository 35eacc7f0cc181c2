import { browserTest, usePage } from "./console-page";

const PASSWORD = "Correct-horse-9";
const { emulator, page, api, go, send } = usePage({ addCredentialRoute: true });
const dialog = () => page().getByRole("dialog");
const press = (name: string) => page().getByRole("button", { name, exact: true }).click();

async function fill(values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    await dialog().getByLabel(label, { exact: true }).fill(value);
  }
}

async function makeTrunk(): Promise<string> {
  return String((await api().post("/trunks", { name: "Voice", hostName: "acme-voice" })).id);
}

browserTest("a trunk is added, changed and deleted", async () => {
  await press("Add SIP trunk");
  await fill({ Name: "Voice", "Host name": "acme-voice" });
  await dialog().getByLabel("Caller name").check();
  await send("Add");
  expect(await api().list("/trunks")).toMatchObject([{ hostName: "acme-voice", enableCallerName: true }]);
  await press("Change SIP trunk Voice");
  await fill({ "Host name": "acme-main" });
  await send("Change");
  expect(await api().list("/trunks")).toMatchObject([{ hostName: "acme-main", enableCallerName: true }]);
  await press("Delete SIP trunk Voice");
  await send("Delete");
  expect(await api().list("/trunks")).toEqual([]);
});

browserTest("a static and a registered endpoint are added, changed and deleted", async () => {
  const id = await makeTrunk();
  await api().post("/credentialLists", {
    name: "Phones",
    credentials: [{ username: "desk01", password: PASSWORD }],
  });
  await go(`trunks/${id}`);
  await press("Add static endpoint");
  await fill({ Name: "primary", Address: "203.0.113.7", Port: "5061", Priority: "2" });
  await dialog().getByLabel("Transport").selectOption("TLS");
  await send("Add");
  await press("Add registered endpoint");
  await fill({ Name: "desk", Username: "desk01" });
  await send("Add");
  const path = `/trunks/${id}/endpoints`;
  expect(await api().list(path)).toMatchObject([
    { name: "primary", address: "203.0.113.7", port: 5061, priority: 2, transport: "TLS" },
    { name: "desk", isRegistered: true, credentialUsername: "desk01", priority: 1 },
  ]);
  await press("Change SIP endpoint primary");
  await dialog().getByLabel("Enabled").uncheck();
  await send("Change");
  await press("Delete SIP endpoint desk");
  await send("Delete");
  expect(await api().list(path)).toMatchObject([{ name: "primary", enabled: false, transport: "TLS" }]);
});

browserTest("a static endpoint is made a registered one, and static again", async () => {
  const id = await makeTrunk();
  const credentials = [{ username: "desk01", password: PASSWORD }];
  await api().post("/credentialLists", { name: "Phones", credentials });
  const path = `/trunks/${id}/endpoints`;
  const made = { name: "primary", address: "203.0.113.7", port: 5061, priority: 2, transport: "TLS" };
  await api().post(path, { ...made, enabled: false });
  await go(`trunks/${id}`);
  await press("Make registered SIP endpoint primary");
  await fill({ Username: "nobody" });
  await dialog().getByRole("button", { name: "Make registered", exact: true }).click();
  await dialog().getByRole("alert").filter({ hasText: "'nobody' not found" }).waitFor();
  expect(await dialog().getByLabel("Username", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  await fill({ Username: "desk01" });
  await send("Make registered");
  const kept = { name: "primary", port: 5061, priority: 2, transport: "TLS", enabled: false };
  const registered = await api().list(path);
  expect(registered).toMatchObject([{ ...kept, isRegistered: true, credentialUsername: "desk01" }]);
  expect(registered[0]).not.toHaveProperty("address");
  await press("Make static SIP endpoint primary");
  await dialog().getByRole("button", { name: "Make static", exact: true }).click();
  await dialog().getByRole("alert").filter({ hasText: "must not be blank" }).waitFor();
  expect(await dialog().getByLabel("Address", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  await fill({ Address: "203.0.113.8" });
  await send("Make static");
  const [fixed] = await api().list(path);
  expect(fixed).toMatchObject({ ...kept, address: "203.0.113.8" });
  expect(fixed).not.toHaveProperty("credentialUsername");
});

browserTest(
  "an access control list is added with its range, gets another, and is linked and unlinked",
  async () => {
    const id = await makeTrunk();
    await go("accessControlLists");
    await press("Add access control list");
    await fill({ Name: "Office", "First address": "198.51.100.16", "Prefix length": "28" });
    await send("Add");
    await page().getByRole("link", { name: "Office" }).click();
    await press("Add a range to Office");
    await fill({ "First address": "0.0.0.0", "Prefix length": "1", Description: "the whole world" });
    await send("Add");
    await press("Delete range 198.51.100.16/28");
    await send("Delete");
    await page().getByRole("cell", { name: "0.0.0.0/1", exact: true }).waitFor();
    await go(`trunks/${id}`);
    await press("Link a list to Voice: access control list");
    await fill({ List: "Office" });
    await send("Link");
    await page().getByText("Neither an enabled access control list").waitFor({ state: "hidden" });
    expect(emulator().state().accessControlListLinks).toHaveLength(1);
    await press("Unlink Office from Voice");
    await send("Unlink");
    await page().getByText("Neither an enabled access control list").waitFor();
    expect(emulator().state()).toMatchObject({
      accessControlListLinks: [],
      accessControlLists: [{ ipRanges: [{ ipAddress: "0.0.0.0", range: 1 }] }],
    });
  },
);

browserTest("a credential list is added with usernames, gets another one, and a new password", async () => {
  await go("credentialLists");
  await press("Add credential list");
  await fill({ Name: "Phones", Username: "desk01", Password: PASSWORD });
  await dialog().getByRole("button", { name: "Another one" }).click();
  await dialog().getByLabel("Username").nth(1).fill("desk02");
  await dialog().getByLabel("Password").nth(1).fill(PASSWORD);
  await send("Add");
  await page().getByRole("link", { name: "Phones" }).click();
  await press("Add a username to Phones");
  await fill({ Username: "desk10", Password: PASSWORD });
  await send("Add");
  const before = emulator().state().credentialLists[0]?.credentials;
  await press("Change username desk02");
  await fill({ Password: "Another-horse-9" });
  await send("Change");
  await press("Delete username desk01");
  await send("Delete");
  const [list] = emulator().state().credentialLists;
  expect(list?.credentials.map(({ username }) => username)).toEqual(["desk02", "desk10"]);
  expect(list?.credentials[0]?.passwordFingerprint).not.toBe(before?.[1]?.passwordFingerprint);
});

browserTest("credential lists are linked one by one, or as a whole set", async () => {
  const id = await makeTrunk();
  for (const name of ["One", "Two", "Three"]) {
    await api().post("/credentialLists", { name, credentials: [{ username: name, password: PASSWORD }] });
  }
  await page().getByRole("link", { name: "Credential lists 3" }).waitFor();
  await go(`trunks/${id}`);
  await press("Link a list to Voice: credential list");
  await fill({ List: "One" });
  await send("Link");
  await press("Replace the credential lists of Voice");
  expect(await dialog().getByLabel("Credential lists").inputValue()).toBe("One");
  await fill({ "Credential lists": "Two\nThree\n" });
  await send("Replace");
  const lists = await api().list(`/trunks/${id}/credentialLists`);
  expect(lists.map(({ name }) => name)).toEqual(["Two", "Three"]);
});

browserTest(
  "every number is there, bound or not; one is bound, moved, unbound, released and rented",
  async () => {
    await makeTrunk();
    await api().post("/trunks", { name: "Branch", hostName: "acme-branch" });
    await go("numbers");
    await page().getByRole("cell", { name: "no trunk" }).nth(3).waitFor();
    await press("Bind +12025550101");
    await fill({ Trunk: "Voice" });
    await send("Bind");
    await page().getByRole("cell", { name: "Voice" }).waitFor();
    await press("Move +12025550101");
    await fill({ Trunk: "Branch" });
    await send("Move");
    await page().getByRole("cell", { name: "Branch" }).waitFor();
    expect(emulator().state().phoneNumbers).toMatchObject([{ phoneNumber: "+12025550101" }]);
    await press("Unbind +12025550101");
    await send("Unbind");
    await page().getByRole("cell", { name: "Branch" }).waitFor({ state: "hidden" });
    await press("Release +12025550101");
    await send("Release");
    await press("Rent +12025550101");
    await send("Rent");
    await press("Assign any number");
    await fill({ Number: "+46701234567", Trunk: "Voice" });
    await send("Assign");
    expect(emulator().state().phoneNumbers).toMatchObject([{ phoneNumber: "+46701234567" }]);
  },
);

browserTest("a country is opened, a blocking rule added, and a project added and looked at", async () => {
  await go("countries");
  await page().getByRole("searchbox").fill("sweden");
  await press("Allow Sweden (SE)");
  await page().getByRole("button", { name: "Forbid Sweden (SE)" }).waitFor();
  expect(await api().get("/countryPermissions/SE")).toMatchObject({ enabled: true });
  await go("callBlockingRules");
  await press("Add call blocking rule");
  await fill({ Name: "No premium", "Callee's digits": "1900" });
  await dialog().getByLabel("Direction").selectOption("outbound");
  await send("Add");
  await page().getByRole("cell", { name: "to 1900" }).waitFor();
  expect(await api().list("/callBlockingRules")).toMatchObject([
    { direction: "outbound", calleeMatch: "1900" },
  ]);
  await go("projects");
  await press("Add projects");
  await fill({ "Project ids": "customer-1\ncustomer-2" });
  await send("Add");
  await page().getByLabel("Project", { exact: true }).selectOption("customer-2");
  await go("trunks");
  await page().getByRole("heading", { name: "SIP trunks (0)" }).waitFor();
});

browserTest("any operation of the API is sent by hand, with its answer", async () => {
  const id = await makeTrunk();
  await go("send");
  await page().getByLabel("Operation").selectOption("getSipTrunkById: GET /trunks/{trunkId}");
  await press("Send");
  await page().getByRole("alert").filter({ hasText: "{trunkId}" }).waitFor();
  await page().getByLabel("Path").fill(`/trunks/${id}`);
  await press("Send");
  await page().getByText('"hostName": "acme-voice"').waitFor();
  await page().getByLabel("Operation").selectOption("exportCallRecords: GET /calls/export");
  await press("Send");
  await page().getByText('"Call Id"').waitFor();
});

describe("what the API refuses is said at its field, which is marked and has the focus", () => {
  const wrong = async (label: string): Promise<string> => {
    const field = dialog().getByLabel(label, { exact: true });
    await dialog().locator("[aria-invalid]:focus").waitFor();
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    const ids = ((await field.getAttribute("aria-describedby")) ?? "").split(" ");
    const alerts = await dialog().getByRole("alert").all();
    for (const alert of alerts) {
      const text = await alert.textContent();
      if (text && ids.includes((await alert.getAttribute("id")) ?? "")) return text;
    }
    return "";
  };

  browserTest("a missing name, and a host name that is taken", async () => {
    await makeTrunk();
    await press("Add SIP trunk");
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    expect(await wrong("Name")).toBe("must not be blank");
    await fill({ Name: "Other", "Host name": "acme-voice" });
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    await dialog().getByRole("alert").filter({ hasText: "unavailable" }).waitFor();
    expect(await wrong("Host name")).toBe("The provided domain name is unavailable");
    expect(await dialog().getByLabel("Name", { exact: true }).getAttribute("aria-invalid")).toBeNull();
    await fill({ "Host name": "acme-other" });
    await send("Add");
  });

  browserTest("a weak password, a priority that is no number, a trunk that is not there", async () => {
    const id = await makeTrunk();
    await go("credentialLists");
    await press("Add credential list");
    await fill({ Name: "Phones", Username: "desk01", Password: "short" });
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    expect(await wrong("Password")).toContain("at least 12 characters");
    await page().keyboard.press("Escape");
    await go(`trunks/${id}`);
    await press("Add static endpoint");
    await fill({ Name: "primary", Address: "203.0.113.7", Priority: "0" });
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    expect(await wrong("Priority")).toContain("must be between 1 and");
    await page().keyboard.press("Escape");
    await go("numbers");
    await press("Assign any number");
    await fill({ Number: "+46701234567", Trunk: "nowhere" });
    await dialog().getByRole("button", { name: "Assign", exact: true }).click();
    expect(await wrong("Trunk")).toContain("'nowhere' not found");
  });

  browserTest("what is about no field is said below the form, which stays open", async () => {
    const id = await makeTrunk();
    await api().post(`/trunks/${id}/endpoints`, { name: "primary", address: "203.0.113.7", priority: 1 });
    await press("Delete SIP trunk Voice");
    await dialog().getByRole("button", { name: "Delete" }).click();
    await dialog().getByRole("alert").filter({ hasText: "SIP Endpoints attached" }).waitFor();
  });
});
