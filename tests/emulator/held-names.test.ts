import { client, type Answer, type Client } from "./client";

const PASSWORD = "Correct-horse-9";
const HOLD_MS = 60_000;
const REFUSED = { code: 400, status: "BAD_REQUEST" };

function createTrunk({ ask }: Client, hostName: string): Promise<Answer> {
  return ask("POST", "/trunks", { name: "Main", hostName });
}

function createList({ ask }: Client, username: string): Promise<Answer> {
  return ask("POST", "/credentialLists", { name: "x", credentials: [{ username, password: PASSWORD }] });
}

describe("hostNameHoldMs", () => {
  test("the name of a deleted trunk is taken for so long, in any case, though no trunk lists it", async () => {
    const user = client({ hostNameHoldMs: HOLD_MS });
    const id = await user.make("/trunks", { name: "Main", hostName: "Main" });
    const other = await user.make("/trunks", { name: "Other", hostName: "other" });
    await user.ask("DELETE", `/trunks/${id}`);
    user.clock.advance(HOLD_MS - 1);
    const refused = { ...REFUSED, message: "The provided domain name is unavailable" };
    expect((await createTrunk(user, "main")).body).toMatchObject(refused);
    const renamed = await user.ask("PUT", `/trunks/${other}`, { name: "Other", hostName: "main" });
    expect(renamed.body).toMatchObject(refused);
    expect((await user.ask("GET", "/trunks?domain=main.pstn.sinch.com")).body).toMatchObject({ trunks: [] });
    expect(user.emulator.state().trunks).toMatchObject([{ hostName: "other" }]);
    user.clock.advance(1);
    expect((await createTrunk(user, "main")).status).toBe(201);
  });

  test("the old name of a renamed trunk is taken too, even for that trunk", async () => {
    const user = client({ hostNameHoldMs: HOLD_MS });
    const path = `/trunks/${await user.make("/trunks", { name: "Main", hostName: "old" })}`;
    expect((await user.ask("PUT", path, { name: "Main", hostName: "new" })).status).toBe(200);
    expect((await createTrunk(user, "old")).status).toBe(400);
    expect((await user.ask("PUT", path, { name: "Main", hostName: "old" })).status).toBe(400);
    user.clock.advance(HOLD_MS);
    expect((await user.ask("PUT", path, { name: "Main", hostName: "old" })).status).toBe(200);
  });

  test("a trunk that keeps its name, or changes its case, can go on doing so", async () => {
    const user = client({ hostNameHoldMs: HOLD_MS });
    const path = `/trunks/${await user.make("/trunks", { name: "Main", hostName: "main" })}`;
    for (const hostName of ["main", "MAIN", "main"]) {
      expect((await user.ask("PUT", path, { name: "Main", hostName })).status).toBe(200);
    }
  });

  test("without it a name is free at once", async () => {
    const user = client();
    await user.ask("DELETE", `/trunks/${await user.make("/trunks", { name: "Main", hostName: "main" })}`);
    expect((await createTrunk(user, "main")).status).toBe(201);
  });

  test("a reset frees all names", async () => {
    const user = client({ hostNameHoldMs: HOLD_MS, usernameHoldMs: HOLD_MS });
    await user.ask("DELETE", `/trunks/${await user.make("/trunks", { name: "Main", hostName: "main" })}`);
    const credentials = [{ username: "one", password: PASSWORD }];
    const listId = await user.make("/credentialLists", { name: "x", credentials });
    await user.ask("DELETE", `/credentialLists/${listId}`);
    user.emulator.reset();
    expect((await createTrunk(user, "main")).status).toBe(201);
    expect((await createList(user, "one")).status).toBe(201);
  });
});

describe("usernameHoldMs", () => {
  test("the usernames of a deleted list are taken for so long, and no endpoint can use them", async () => {
    const user = client({ usernameHoldMs: HOLD_MS });
    const credentials = [{ username: "one", password: PASSWORD }];
    const id = await user.make("/credentialLists", { name: "x", credentials });
    const trunkId = await user.make("/trunks", { name: "Main", hostName: "main" });
    await user.ask("DELETE", `/credentialLists/${id}`);
    user.clock.advance(HOLD_MS - 1);
    const refused = { ...REFUSED, message: "The provided username is unavailable" };
    expect((await createList(user, "one")).body).toMatchObject(refused);
    const endpoint = { name: "x", priority: 1, isRegistered: true, credentialUsername: "one" };
    expect((await user.ask("POST", `/trunks/${trunkId}/endpoints`, endpoint)).status).toBe(404);
    user.clock.advance(1);
    expect((await createList(user, "one")).status).toBe(201);
  });

  test("so is a username that was removed from its list, also for that list", async () => {
    const user = client({ usernameHoldMs: HOLD_MS, addCredentialRoute: true });
    const credentials = ["one", "two"].map((username) => ({ username, password: PASSWORD }));
    const path = `/credentialLists/${await user.make("/credentialLists", { name: "x", credentials })}/credentials`;
    await user.ask("DELETE", `${path}/one`);
    expect((await createList(user, "one")).status).toBe(400);
    expect((await user.ask("POST", path, credentials[0])).status).toBe(400);
    user.clock.advance(HOLD_MS);
    expect((await user.ask("POST", path, credentials[0])).status).toBe(201);
  });

  test("without it a username is free at once", async () => {
    const user = client();
    const credentials = [{ username: "one", password: PASSWORD }];
    const id = await user.make("/credentialLists", { name: "x", credentials });
    await user.ask("DELETE", `/credentialLists/${id}`);
    expect((await createList(user, "one")).status).toBe(201);
  });
});
