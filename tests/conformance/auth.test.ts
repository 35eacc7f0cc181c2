import { conformance, emulatorRule, rule, send, type Answer } from "./api";

const api = conformance();

describe("authentication", () => {
  rule(
    "documented",
    "a key and its secret are exchanged for a token that tells when it expires",
    async () => {
      const answer = await askToken(basic(api.target().keyId, api.target().keySecret));
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
        token_type: expect.stringMatching(/^bearer$/i) as string,
        expires_in: expect.any(Number) as number,
      });
    },
  );

  rule("documented", "a wrong secret is answered with 401", async () => {
    expect((await askToken(basic(api.target().keyId, "wrong"))).status).toBe(401);
  });

  rule("documented", "the API takes the key and its secret as well as a token", async () => {
    const { keyId, keySecret } = api.target();
    const answer = await api.ask("GET", "/trunks?size=1", {
      headers: { authorization: basic(keyId, keySecret) },
    });
    expect(answer.status).toBe(200);
  });

  rule("documented", "a token that was not issued there is answered with 401", async () => {
    const content = [{ alg: "HS256" }, { sub: api.target().keyId, exp: 4_102_444_800, generation: 0 }];
    const token = [...content.map(encode), "c2lnbmF0dXJl"].join(".");
    const answer = await api.ask("GET", "/trunks", { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(401);
  });

  rule("documented", "a project of somebody else is answered with 403", async () => {
    const { apiUrl, keyId, keySecret } = api.target();
    const answer = await send(`${apiUrl}/v1/projects/00000000-0000-4000-8000-000000000000/trunks`, {
      headers: { authorization: basic(keyId, keySecret) },
    });
    expect(answer.status).toBe(403);
  });

  // Not tried on the real endpoint: it is there for all who use it.
  emulatorRule("observed", "the token endpoint answers 429 after 30 requests at once", async () => {
    const authorization = basic(api.target().keyId, api.target().keySecret);
    const answers = await Promise.all(Array.from({ length: 60 }, () => askToken(authorization)));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.has("retry-after")).toBe(false);
  });
});

function askToken(authorization: string): Promise<Answer> {
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  return api.ask("POST", "/oauth2/token", { host: "auth", headers, body: "grant_type=client_credentials" });
}

function basic(keyId: string, keySecret: string): string {
  return `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
