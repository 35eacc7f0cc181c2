import type { Locator } from "playwright-core";
import { browserTest, usePage } from "./console-page";

const PASSWORD = "Correct-horse-9";
const { emulator, page, api, go, send } = usePage();
const press = (name: string) => page().getByRole("button", { name, exact: true }).click();
const card = (title: string): Locator => page().getByRole("article", { name: title });
const state = (title: string, text: string) =>
  card(title).getByRole("status").filter({ hasText: text }).waitFor();

async function begin(title: string): Promise<void> {
  await go("rehearse");
  await press(`Begin ${title}`);
  await send("Begin");
  await state(title, "Not put back yet.");
}

describe("a rehearsal says what it did, what to run next, and when all is as before", () => {
  browserTest("toll fraud: a country opened, and an endpoint diverted", async () => {
    const { id } = await api().post("/trunks", { name: "Voice", hostName: "acme-voice" });
    const body = { name: "primary", address: "198.51.100.7", port: 5061, priority: 1 };
    const endpoint = await api().post(`/trunks/${String(id)}/endpoints`, body);
    const path = `/trunks/${String(id)}/endpoints/${String(endpoint.id)}`;
    await page().getByRole("cell", { name: "acme-voice" }).waitFor();
    await begin("Toll fraud");
    expect(await api().get("/countryPermissions/CU")).toMatchObject({ enabled: true });
    expect(await api().get(path)).toMatchObject({ address: "203.0.113.66", port: 5061 });
    await card("Toll fraud").getByText("pulumi refresh --preview-only --run-program --diff").waitFor();
    await card("Toll fraud").getByText("country CU: open").waitFor();
    await api().put(path, body);
    await card("Toll fraud").getByText("address 203.0.113.66").waitFor({ state: "hidden" });
    await state("Toll fraud", "Not put back yet.");
    await api().put("/countryPermissions/CU", { enabled: false });
    await state("Toll fraud", "Put back at");
    await press("End rehearsal Toll fraud");
    await page().getByText("None.", { exact: true }).waitFor();
  });

  browserTest("a deleted trunk, which is as before when it was made again with another id", async () => {
    const trunk = { name: "Voice", hostName: "acme-voice" };
    const endpoint = { name: "primary", address: "198.51.100.7", priority: 1 };
    const list = await api().post("/accessControlLists", {
      name: "Office",
      ipRanges: [{ ipAddress: "203.0.113.7" }],
    });
    const make = async (): Promise<void> => {
      const id = String((await api().post("/trunks", trunk)).id);
      await api().post(`/trunks/${id}/endpoints`, endpoint);
      await api().post(`/trunks/${id}/accessControlLists`, { accessControlListIds: [list.id] });
      await api().post("/phoneNumbers", { phoneNumber: "+12025550101", sipTrunkId: id });
    };
    await make();
    await page().getByRole("cell", { name: "acme-voice" }).waitFor();
    await begin("A deleted trunk");
    expect(emulator().state()).toMatchObject({ trunks: [], endpoints: [], phoneNumbers: [] });
    await card("A deleted trunk").getByText("pulumi up --refresh --run-program").waitFor();
    await make();
    await state("A deleted trunk", "Put back at");
  });

  browserTest("a slow API, until it is ended", async () => {
    await begin("A slow API");
    expect(emulator().faults()).toMatchObject([{ id: "rehearsal-slow-api", delayMs: 5_000 }]);
    await press("End rehearsal A slow API");
    await page().getByText("None.", { exact: true }).waitFor();
    expect(emulator().faults()).toEqual([]);
  });

  browserTest("a leaked key: the old secret is refused, and the new one is what a stack needs", async () => {
    const token = (secret: string): Promise<Response> =>
      fetch(`${emulator().url}/oauth2/token`, {
        method: "POST",
        headers: {
          authorization: `Basic ${Buffer.from(`${emulator().keyId}:${secret}`).toString("base64")}`,
          "content-type": "application/x-www-form-urlencoded",
        },
        body: "grant_type=client_credentials",
      });
    await begin("A leaked key");
    expect((await token(emulator().keySecret)).status).toBe(401);
    const renewed = `${emulator().keySecret}-2`;
    await card("A leaked key").getByText(`pulumi config set --secret sinch:keySecret ${renewed}`).waitFor();
    expect((await token(renewed)).status).toBe(200);
    await state("A leaked key", "Put back at");
    await page().getByRole("button", { name: "Reset the emulator" }).click();
    await send("Reset");
    expect((await token(emulator().keySecret)).status).toBe(200);
  });

  browserTest("without anything to divert it says so at its field, and is not begun", async () => {
    await go("rehearse");
    await press("Begin Toll fraud");
    const dialog = page().getByRole("dialog");
    await dialog.getByRole("button", { name: "Begin" }).click();
    await dialog.getByRole("alert").filter({ hasText: "no such static endpoint" }).waitFor();
    expect(await dialog.getByLabel("Endpoint").getAttribute("aria-invalid")).toBe("true");
    expect(emulator().state().countryPermissions).toEqual({});
  });
});

describe("requests", () => {
  browserTest(
    "one is opened with its bodies, in which secrets are masked, and sent again as it was",
    async () => {
      const body = { name: "Phones", credentials: [{ username: "desk01", password: PASSWORD }] };
      const { id } = await api().post("/credentialLists", body);
      await go("requests");
      await page().getByRole("link", { name: "POST /credentialLists" }).click();
      await page().getByText('"password": "********"').waitFor();
      expect(await page().content()).not.toContain(PASSWORD);
      await page()
        .getByText(`"id": "${String(id)}"`)
        .waitFor();
      await api().delete(`/credentialLists/${String(id)}`);
      await page()
        .getByRole("button", { name: /^Send again/ })
        .click();
      await page().getByRole("status").filter({ hasText: "it was accepted" }).waitFor();
      await page()
        .getByRole("button", { name: /^Send again/ })
        .click();
      await page()
        .getByRole("status")
        .filter({ hasText: "refused with 400: The provided username" })
        .waitFor();
      expect(await api().list("/credentialLists")).toMatchObject([{ name: "Phones" }]);
    },
  );

  browserTest("a masked one that is changed before it is sent asks for the secret", async () => {
    await api().post("/credentialLists", {
      name: "Phones",
      credentials: [{ username: "desk01", password: PASSWORD }],
    });
    await go("requests");
    await page().getByRole("link", { name: "POST /credentialLists" }).click();
    await page().getByRole("link", { name: "Change it and send" }).click();
    await page().getByRole("heading", { name: "Send a request" }).waitFor();
    const field = page().getByLabel("Body");
    await page().locator("option:checked", { hasText: "POST" }).waitFor({ state: "attached" });
    await press("Send");
    await page().getByRole("alert").filter({ hasText: "Secrets are not shown" }).waitFor();
    const text = (await field.inputValue()).replaceAll("********", PASSWORD).replaceAll("desk01", "desk02");
    await field.fill(text);
    await press("Send");
    await page().getByText("Accepted.").waitFor();
    expect(await api().list("/credentialLists")).toHaveLength(2);
  });

  browserTest(
    "a fault that a button arms strikes the next request, and the log tells so, retries too",
    async () => {
      await go("faults");
      await page().getByLabel("Strikes").selectOption("GET");
      await press("503 before the change");
      await page().getByRole("cell", { name: "0 of 1" }).waitFor();
      await expect(api().get("/trunks")).rejects.toThrow("503");
      await api().get("/trunks");
      await page().getByRole("cell", { name: "1 of 1" }).waitFor();
      await go("requests");
      await page().getByRole("cell", { name: "fault fault-1" }).waitFor();
      await page().getByRole("cell", { name: "retry" }).waitFor();
      await go("faults");
      await press("Clear all faults");
      await page().getByText("None armed.").waitFor();
      expect(emulator().faults()).toEqual([]);
    },
  );

  browserTest("a path that is no expression is refused at its field", async () => {
    await go("faults");
    await page().getByLabel("Path ends in").fill("(");
    await press("503 before the change");
    await page().getByRole("alert").filter({ hasText: "not as docs/emulator.md" }).waitFor();
    expect(await page().getByLabel("Path ends in").getAttribute("aria-invalid")).toBe("true");
  });
});

browserTest("the lines of a configuration are there to copy, with this emulator's address", async () => {
  await go("configuration");
  const { url } = emulator();
  await page().getByText(`pulumi config set sinch:apiUrl ${url}`).waitFor();
  await page().getByText("export SINCH_KEY_SECRET=emulator-key-secret").waitFor();
  await press("Copy the lines: For a stack");
  await page()
    .getByRole("status")
    .filter({ hasText: /Copied|Selected/ })
    .waitFor();
});
