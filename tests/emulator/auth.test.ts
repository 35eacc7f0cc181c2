import { createEmulator } from "../../emulator";
import { answerOf, askToken, basic, bearer, client, textAt } from "./client";

const TWO_ACCOUNTS = [
  { keyId: "one", keySecret: "first-secret", projectIds: ["p1", "p2"] },
  { keyId: "two", keySecret: "second-secret", projectIds: ["p3"] },
];

describe("tokens", () => {
  test("a token looks like a JWT, and says itself when it expires", async () => {
    const { emulator, clock } = client({ tokenTtlS: 600 });
    const { body } = await askToken(emulator);
    expect(body).toMatchObject({ token_type: "bearer", expires_in: 600, scope: "" });
    const payload = textAt(body, "access_token").split(".")[1] ?? "";
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    expect(claims).toMatchObject({ exp: Math.floor(clock.now() / 1_000) + 600 });
  });

  test("a token is good until it expires, and then the challenge says so", async () => {
    const { emulator, clock, ask } = client({ tokenTtlS: 600 });
    const authorization = await bearer(emulator);
    clock.advance(599_000);
    expect((await ask("GET", "/trunks", undefined, { authorization })).status).toBe(200);
    clock.advance(1_000);
    const answer = await ask("GET", "/trunks", undefined, { authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("expired");
    expect(answer.body).toMatchObject({ title: "Token expired" });
  });

  test("a token with other claims or of another key's making is refused, not called expired", async () => {
    const { emulator, ask } = client();
    const [header = "", , signature = ""] = (await bearer(emulator)).split(".");
    const claims = { sub: emulator.keyId, exp: 4_102_444_800, generation: 0 };
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
    for (const authorization of [forged, "Bearer abc", "Bearer", "Digest x", ""]) {
      const answer = await ask("GET", "/trunks", undefined, { authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).not.toContain("expired");
    }
  });

  test("a token outlives a restart of the emulator", async () => {
    const { emulator, clock } = client();
    const authorization = await bearer(emulator);
    const restarted = createEmulator({ clock });
    const path = `/v1/projects/${restarted.projectId}/trunks`;
    expect((await restarted.request(path, { headers: { authorization } })).status).toBe(200);
  });

  test("the endpoint answers 30 requests at once and 10 a second, then 429 without Retry-After", async () => {
    const { emulator, clock } = client();
    for (let count = 0; count < 30; count += 1) expect((await askToken(emulator)).status).toBe(200);
    const refused = await askToken(emulator);
    expect(refused.status).toBe(429);
    expect(refused.headers.has("retry-after")).toBe(false);
    clock.advance(1_000);
    for (let count = 0; count < 10; count += 1) expect((await askToken(emulator)).status).toBe(200);
    expect((await askToken(emulator)).status).toBe(429);
  });

  test("another grant type is refused with 400", async () => {
    const answer = await askToken(client().emulator, "grant_type=password");
    expect([answer.status, answer.body]).toEqual([400, { error: "unsupported_grant_type" }]);
  });
});

describe("accounts", () => {
  test("each key opens its own projects and no others", async () => {
    const { request } = createEmulator({ accounts: TWO_ACCOUNTS });
    const status = async (keyId: string, secret: string, projectId: string): Promise<number> => {
      const headers = { authorization: basic(keyId, secret) };
      return (await request(`/v1/projects/${projectId}/trunks`, { headers })).status;
    };
    expect(await status("one", "first-secret", "p1")).toBe(200);
    expect(await status("one", "first-secret", "p2")).toBe(200);
    expect(await status("two", "second-secret", "p3")).toBe(200);
    expect(await status("one", "first-secret", "p3")).toBe(403);
    expect(await status("two", "second-secret", "p1")).toBe(403);
    expect(await status("two", "first-secret", "p3")).toBe(401);
  });

  test("a project that is not the key's own is named in the refusal", async () => {
    const { emulator } = client();
    const headers = { authorization: basic(emulator.keyId, emulator.keySecret) };
    const answer = await answerOf(await emulator.request("/v1/projects/other/trunks", { headers }));
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      title: "Permission denied",
      detail: "Access key emulator-key-id does not have access to projects/other.",
    });
  });

  test("a project that the key has added is open to it", async () => {
    const { emulator, ask } = client();
    await ask("POST", "/addProjects", { projectIds: ["new-project"] });
    const headers = { authorization: basic(emulator.keyId, emulator.keySecret) };
    expect((await emulator.request("/v1/projects/new-project/trunks", { headers })).status).toBe(200);
  });

  test("the same host name cannot be taken in two projects", async () => {
    const { request } = createEmulator({ accounts: TWO_ACCOUNTS });
    const create = async (projectId: string, hostName: string): Promise<number> => {
      const headers = { authorization: basic("one", "first-secret"), "content-type": "application/json" };
      const body = JSON.stringify({ name: "Main", hostName });
      return (await request(`/v1/projects/${projectId}/trunks`, { method: "POST", headers, body })).status;
    };
    expect(await create("p1", "Acme")).toBe(201);
    expect(await create("p2", "acme")).toBe(400);
  });
});

test("the APIs have a limit of their own if they are given one", async () => {
  const { ask, clock } = client({ apiLimit: { burst: 2, perSecond: 1 } });
  const statuses = [await ask("GET", "/trunks"), await ask("GET", "/trunks"), await ask("GET", "/trunks")];
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  clock.advance(1_000);
  expect((await ask("GET", "/trunks")).status).toBe(200);
});
