import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator } from "../../emulator";

const CONSOLE = join(__dirname, "..", "..", "emulator", "console");
const JSON_TYPE = { "content-type": "application/json" };

function byHand(emulator: Emulator, body: unknown): Promise<Response> {
  const init = { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) };
  return emulator.request("/__emulator/by-hand", init);
}

test("a browser gets the page, everybody else a line of text", async () => {
  const emulator = createEmulator();
  const page = await emulator.request("/", { headers: { accept: "text/html,*/*" } });
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(await page.text()).toContain("<title>Sinch emulator</title>");
  expect(await (await emulator.request("/")).text()).toContain("It is not Sinch");
});

test("every file of the page is served, with a policy that allows nothing from elsewhere and nothing inline", async () => {
  const emulator = createEmulator();
  for (const name of readdirSync(CONSOLE)) {
    const path = name === "index.html" ? "/" : `/__emulator/console/${name}`;
    const response = await emulator.request(path, { headers: { accept: "text/html" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-security-policy")).toContain(
      "default-src 'none'; script-src 'self'",
    );
  }
});

test("no other file can be had", async () => {
  const emulator = createEmulator();
  for (const name of ["..%2Fconsole.ts", "index.html", "none.js"]) {
    expect((await emulator.request(`/__emulator/console/${name}`)).status).toBe(404);
  }
});

test("a change by hand is made by the API itself, in the name of the project's owner, and logged as such", async () => {
  const emulator = createEmulator();
  const body = { name: "Voice", hostName: "acme-voice" };
  const request = { projectId: emulator.projectId, method: "POST", path: "/trunks", body };
  expect((await byHand(emulator, request)).status).toBe(201);
  expect(emulator.state().trunks).toMatchObject([body]);
  const refused = await byHand(emulator, request);
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("unavailable")]);
  expect(emulator.requests()).toMatchObject([
    { method: "POST", status: 201, userAgent: "emulator console" },
    { method: "POST", status: 400 },
  ]);
});

test("no fault strikes a change by hand", async () => {
  const emulator = createEmulator();
  emulator.addFault({ path: "/**", status: 503 });
  const request = { projectId: emulator.projectId, method: "PUT", path: "/countryPermissions/SE" };
  expect((await byHand(emulator, { ...request, body: { enabled: true } })).status).toBe(200);
  expect(emulator.faults()).toMatchObject([{ hits: 0 }]);
});

test.each([
  [{}],
  [[]],
  [{ projectId: "p", method: "TRACE", path: "/trunks" }],
  [{ projectId: "p", method: "GET", path: "x" }],
])("what is no request by hand is refused: %j", async (request) => {
  expect((await byHand(createEmulator(), request)).status).toBe(400);
});

test("a page from elsewhere can neither read nor control anything through somebody's browser", async () => {
  const emulator = createEmulator();
  for (const origin of ["https://evil.example", "null"]) {
    const headers = { origin, host: "127.0.0.1:4010" };
    expect((await emulator.request("/__emulator/state", { headers })).status).toBe(403);
    expect((await emulator.request("/__emulator/reset", { method: "POST", headers })).status).toBe(403);
  }
  const own = { origin: "http://127.0.0.1:4010", host: "127.0.0.1:4010" };
  expect((await emulator.request("/__emulator/state", { headers: own })).status).toBe(200);
});

test("the log can be cut to its latest requests", async () => {
  const emulator = createEmulator();
  await emulator.request("/one");
  await emulator.request("/two");
  const cut = await emulator.request("/__emulator/requests?last=1");
  expect(await cut.json()).toMatchObject({ requests: [{ path: "/two" }] });
});
