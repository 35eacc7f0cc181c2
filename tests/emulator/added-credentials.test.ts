import { client, valueAt } from "./client";

const PASSWORD = "Correct-horse-9";
const MORE = { username: "two", password: PASSWORD };

/** A project with a list that has one username, and the path to add another. */
async function withList(options: Parameters<typeof client>[0] = { addCredentialRoute: true }) {
  const user = client(options);
  const credentials = [{ username: "one", password: PASSWORD }];
  const list = `/credentialLists/${await user.make("/credentialLists", { name: "x", credentials })}`;
  return { ...user, list, path: `${list}/credentials` };
}

describe("addCredentialRoute", () => {
  test("on: a username is added, answered with its id and without its password", async () => {
    const { ask, list, path, emulator } = await withList();
    const answer = await ask("POST", path, MORE);
    expect([answer.status, answer.body]).toEqual([
      201,
      { id: expect.stringMatching(/^[0-9A-Z]{26}$/) as string, username: "two" },
    ]);
    const id = valueAt(answer.body, "id");
    expect((await ask("GET", list)).body).toMatchObject({
      credentials: [{ username: "one" }, { id, username: "two" }],
    });
    const [one, two] = emulator.state().credentialLists[0]?.credentials ?? [];
    expect(two?.passwordFingerprint).toBe(one?.passwordFingerprint);
  });

  test("on: it can be used, changed and removed like one that was there from the start", async () => {
    const { ask, make, path } = await withList();
    await ask("POST", path, MORE);
    const trunkId = await make("/trunks", { name: "Main", hostName: "main" });
    const endpoint = { name: "x", priority: 1, isRegistered: true, credentialUsername: "two" };
    const endpointId = await make(`/trunks/${trunkId}/endpoints`, endpoint);
    expect((await ask("DELETE", `${path}/two`)).status).toBe(400);
    await ask("DELETE", `/trunks/${trunkId}/endpoints/${endpointId}`);
    expect((await ask("PUT", `${path}/two`, { password: "Another-horse-9" })).status).toBe(200);
    expect((await ask("DELETE", `${path}/two`)).status).toBe(204);
    expect((await ask("POST", path, MORE)).status).toBe(201);
  });

  test("on: a username of any list of the project is refused", async () => {
    const { ask, make, path, emulator } = await withList();
    await make("/credentialLists", { name: "y", credentials: [MORE] });
    const before = emulator.state();
    for (const username of ["one", "two"]) {
      expect((await ask("POST", path, { username, password: PASSWORD })).body).toMatchObject({
        code: 400,
        message: "The provided username is unavailable",
      });
    }
    expect(emulator.state()).toEqual(before);
  });

  test("on: a weak password, none, and no username are refused", async () => {
    const { ask, path, emulator } = await withList();
    const before = emulator.state();
    const wrong = [{ username: "two", password: "weak" }, { username: "two" }, { password: PASSWORD }, {}];
    for (const body of wrong) expect((await ask("POST", path, body)).status).toBe(400);
    expect(emulator.state()).toEqual(before);
  });

  test.each([
    ["documented" as const, { code: 404, status: "NOT_FOUND" }],
    ["starter" as const, { code: "CREDENTIAL_LIST_NOT_FOUND" }],
  ])("on: an unknown list is 404 in the API's own form, %s", async (errors, expected) => {
    const { ask } = await withList({ addCredentialRoute: true, errors });
    const answer = await ask("POST", "/credentialLists/01X/credentials", MORE);
    expect([answer.status, answer.body]).toEqual([404, expect.objectContaining(expected)]);
  });

  test("on: the path has no other method", async () => {
    const { ask, path } = await withList();
    expect((await ask("GET", path)).status).toBe(405);
  });

  test.each([
    ["documented" as const, { code: 404, status: "NO_RESOURCE_FOUND" }],
    ["starter" as const, { code: "NO_RESOURCE_FOUND" }],
  ])("off: there is no such path, whether the list exists or not, %s", async (errors, expected) => {
    const { ask, path, emulator } = await withList({ errors });
    for (const target of [path, "/credentialLists/01X/credentials"]) {
      const answer = await ask("POST", target, MORE);
      expect([answer.status, answer.body]).toEqual([404, expect.objectContaining(expected)]);
    }
    expect(emulator.state().credentialLists[0]?.credentials).toHaveLength(1);
  });

  test("can be switched while the emulator runs", async () => {
    const { ask, path, emulator } = await withList({});
    expect((await ask("POST", path, MORE)).status).toBe(404);
    emulator.switches.addCredentialRoute = true;
    expect((await ask("POST", path, MORE)).status).toBe(201);
  });
});
