import { startEmulator } from "../../emulator";
import { answerOf, askToken, basic, bearer, client, valueAt } from "./client";

const PASSWORD = "Correct-horse-9";

describe("the request log", () => {
  test("tells method, path, query, status, time, key, token and user agent of each request", async () => {
    const { emulator, ask } = client();
    const authorization = await bearer(emulator);
    emulator.clearRequests();
    await ask("GET", "/trunks?size=2", undefined, { authorization, "user-agent": "someone/1" });
    expect(emulator.requests()).toEqual([
      {
        time: "2026-02-03T09:15:27.118Z",
        method: "GET",
        path: "/v1/projects/emulator-project/trunks",
        query: "size=2",
        status: 200,
        keyId: "emulator-key-id",
        token: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
        userAgent: "someone/1",
      },
    ]);
  });

  test("shows by the token's fingerprint which requests carried the same one", async () => {
    const { emulator, ask } = client();
    const [one, other] = [await bearer(emulator), await bearer(emulator)];
    emulator.clearRequests();
    for (const authorization of [one, one, other]) await ask("GET", "/trunks", undefined, { authorization });
    const [first, second, third] = emulator.requests().map(({ token }) => token);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test("has no secret, no token and no body in it", async () => {
    const { emulator, ask } = client();
    const { body } = await askToken(emulator);
    await ask("POST", "/credentialLists", {
      name: "x",
      credentials: [{ username: "u", password: PASSWORD }],
    });
    await emulator.request(`/oauth2/token?client_secret=${emulator.keySecret}`, { method: "POST" });
    const text = JSON.stringify(emulator.requests());
    for (const secret of [emulator.keySecret, PASSWORD, String(valueAt(body, "access_token"))]) {
      expect(text).not.toContain(secret);
    }
  });

  test("is read and cleared over HTTP, and does not log that", async () => {
    const { emulator, ask } = client();
    await ask("GET", "/trunks");
    const log = await answerOf(await emulator.request("/__emulator/requests"));
    expect(log.body).toMatchObject({ requests: [{ status: 200 }] });
    expect((await emulator.request("/__emulator/requests", { method: "DELETE" })).status).toBe(204);
    expect(emulator.requests()).toEqual([]);
  });
});

describe("the state", () => {
  test("shows each project's entities, but of a password only a fingerprint", async () => {
    const { emulator, ask, make } = client();
    const credentials = [{ username: "u", password: PASSWORD }];
    const id = await make("/credentialLists", { name: "x", credentials });
    await make("/trunks", { name: "Main", hostName: "main" });
    const { body, text } = await answerOf(await emulator.request("/__emulator/state"));
    expect(valueAt(body, "projects")).toMatchObject({
      "emulator-project": { trunks: [{ hostName: "main" }], credentialLists: [{ id }] },
    });
    expect(text).not.toContain(PASSWORD);
    const before = emulator.state().credentialLists[0]?.credentials[0]?.passwordFingerprint;
    await ask("PUT", `/credentialLists/${id}/credentials/u`, { password: PASSWORD });
    expect(emulator.state().credentialLists[0]?.credentials[0]?.passwordFingerprint).toBe(before);
    await ask("PUT", `/credentialLists/${id}/credentials/u`, { password: "Another-horse-9" });
    expect(emulator.state().credentialLists[0]?.credentials[0]?.passwordFingerprint).not.toBe(before);
  });

  test("the fingerprint of the same password is another one in another process", async () => {
    const credentials = [{ username: "u", password: PASSWORD }];
    const fingerprints = [client(), client()].map(async ({ emulator, make }) => {
      await make("/credentialLists", { name: "x", credentials });
      return emulator.state().credentialLists[0]?.credentials[0]?.passwordFingerprint;
    });
    const [one, other] = await Promise.all(fingerprints);
    expect(one).not.toBe(other);
  });

  test("is a copy: what a test does to it has no effect", async () => {
    const { emulator, make } = client();
    await make("/trunks", { name: "Main", hostName: "main" });
    emulator.state().trunks.pop();
    expect(emulator.state().trunks).toHaveLength(1);
  });
});

describe("reset", () => {
  test("brings the seed back, and forgets entities, requests, faults and tokens", async () => {
    const { emulator, ask, make } = client();
    const seed = emulator.state();
    const authorization = await bearer(emulator);
    await make("/trunks", { name: "Main", hostName: "main" });
    await ask("POST", "/activeNumbers/+12025550101:release");
    emulator.addFault({ path: "/nowhere", status: 500 });
    expect((await emulator.request("/__emulator/reset", { method: "POST" })).status).toBe(204);
    expect([emulator.state(), emulator.requests(), emulator.faults()]).toEqual([seed, [], []]);
    expect((await ask("GET", "/trunks", undefined, { authorization })).status).toBe(401);
    await make("/trunks", { name: "Main", hostName: "main" });
  });
});

describe("a running emulator", () => {
  test("says what it is, and where to read on", async () => {
    const emulator = await startEmulator();
    const text = await (await fetch(`${emulator.url}/`)).text();
    expect(text).toContain("emulator of the Sinch Elastic SIP Trunking API");
    await emulator.close();
  });

  test("drops connections that are kept alive when it closes", async () => {
    const emulator = await startEmulator();
    const headers = { authorization: basic(emulator.keyId, emulator.keySecret) };
    await (await fetch(`${emulator.url}/v1/projects/${emulator.projectId}/trunks`, { headers })).text();
    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow("fetch failed");
  });

  test("refuses a port that is taken", async () => {
    const emulator = await startEmulator();
    await expect(startEmulator({ port: Number(new URL(emulator.url).port) })).rejects.toThrow("EADDRINUSE");
    await emulator.close();
  });
});
