import { AuthError } from "../../provider/errors";
import { clientFor } from "../../provider/runtime";
import { basic } from "../emulator/client";
import { errorOf, useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount({ tokenLimit: { burst: 30, perSecond: 10 } });
const TRUNKS = { method: "GET", path: "/trunks" } as const;

test("300 requests at once share one token", async () => {
  const client = account().client();
  await Promise.all(Array.from({ length: 300 }, () => client.request(TRUNKS)));
  expect(account().tokenRequests()).toBe(1);
  expect(account().requests()).toHaveLength(300);
  const tokens = account()
    .emulator.requests()
    .flatMap(({ token }) => token ?? []);
  expect(new Set(tokens).size).toBe(1);
});

test("a token is renewed a minute before its end", async () => {
  const client = account().client();
  await client.request(TRUNKS);
  await account().clock.sleep(3_600_000 - 61_000);
  await client.request(TRUNKS);
  expect(account().tokenRequests()).toBe(1);
  await account().clock.sleep(1_000);
  await client.request(TRUNKS);
  expect(account().tokenRequests()).toBe(2);
});

test.each([{ lifetimeS: 60 }, { lifetimeS: "60" }])(
  "a token that lives for $lifetimeS seconds is renewed halfway",
  async ({ lifetimeS }) => {
    const api = await startServer(() => ({ body: { access_token: "a.b.c", expires_in: lifetimeS } }));
    const client = account().client({ apiUrl: api.url, authUrl: api.url });
    const asked = () => api.seen.filter(({ path }) => path === "/oauth2/token").length;
    await client.request(TRUNKS);
    await account().clock.sleep(29_000);
    await client.request(TRUNKS);
    expect(asked()).toBe(1);
    await account().clock.sleep(1_000);
    await client.request(TRUNKS);
    expect(asked()).toBe(2);
  },
);

test("a token that the API refuses is replaced once, whatever the number of requests under way", async () => {
  const client = account().client();
  await client.request(TRUNKS);
  account().emulator.addFault({ path: "/trunks", expireToken: true });
  await Promise.all(Array.from({ length: 50 }, () => client.request(TRUNKS)));
  expect(account().tokenRequests()).toBe(2);
});

test("a second refusal is final, and says what to check", async () => {
  account().emulator.addFault({ path: "/trunks", status: 401, times: 2 });
  const error = await errorOf(account().client().request(TRUNKS));
  expect(error).toBeInstanceOf(AuthError);
  expect(error.message).toMatch(
    /^GET \/trunks failed with status 401: .*Check sinch:keyId and sinch:keySecret/,
  );
  expect(error.message).toContain("--run-program");
  expect(account().tokenRequests()).toBe(2);
  expect(account().requests()).toEqual(["GET /trunks", "GET /trunks"]);
});

test("a key secret that is wrong is asked for once, and the message says what to check", async () => {
  const client = account().client({ keySecret: "Wrong-0123456789" });
  const error = await errorOf(client.request(TRUNKS));
  expect(error.message).toMatch(/^POST \/oauth2\/token failed with status 401: .*sinch:keySecret/);
  expect(error.message).not.toContain("Wrong-0123456789");
  expect(account().tokenRequests()).toBe(1);
  expect(account().requests()).toEqual([]);
});

test("another project than the key's is named as what to check", async () => {
  const error = await errorOf(account().client({ projectId: "another" }).request(TRUNKS));
  expect(error.message).toMatch(/^GET \/trunks failed with status 403: .*Check that sinch:projectId is/);
});

test("what is not there is met with the advice to refresh", async () => {
  const error = await errorOf(account().client().request({ method: "PUT", path: "/trunks/x", body: {} }));
  expect(error.message).toMatch(/^PUT \/trunks\/x failed with status 404: .*`pulumi refresh`/);
});

test("60 processes that ask for a token at once outlast the limit of 30", async () => {
  const clients = Array.from({ length: 60 }, () => account().client());
  await Promise.all(clients.map((client) => client.request(TRUNKS)));
  const statuses = account()
    .emulator.requests()
    .map(({ path, status }) => `${path} ${status}`);
  expect(statuses).toContain("/oauth2/token 429");
  expect(statuses.filter((one) => one === "/oauth2/token 200")).toHaveLength(60);
});

test("a token endpoint that never stops limiting is given up after three minutes, with advice", async () => {
  account().emulator.addFault({ path: "/oauth2/token", status: 429, times: 10_000 });
  const beganMs = account().clock.now();
  const error = await errorOf(account().client().request(TRUNKS));
  expect(error.message).toMatch(/^POST \/oauth2\/token failed with status 429: .*limiting requests/);
  expect(account().clock.now() - beganMs).toBeLessThanOrEqual(180_000);
});

test("an answer without a token is an error, not a request without one", async () => {
  const api = await startServer(() => ({ body: { token_type: "bearer" } }));
  const error = await errorOf(account().client({ apiUrl: api.url, authUrl: api.url }).request(TRUNKS));
  expect(error.message).toContain("the answer has no access_token");
  expect(api.seen.map(({ path }) => path)).toEqual(["/oauth2/token"]);
});

test("basic authentication asks for no token, and a refusal is final", async () => {
  const { keyId, keySecret } = account().options;
  const api = await startServer(() => ({ status: 401 }));
  const client = account().client({ authMethod: "basic", apiUrl: api.url });
  await errorOf(client.request(TRUNKS));
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([basic(keyId, keySecret)]);
  await account().client({ authMethod: "basic" }).request(TRUNKS);
  expect(account().tokenRequests()).toBe(0);
});

test.each([
  { keyId: "another" },
  { keySecret: "another" },
  { projectId: "another" },
  { apiUrl: "https://api.example.com" },
  { authUrl: "https://auth.example.com" },
  { numbersUrl: "https://numbers.example.com" },
  { authMethod: "basic" },
])("a configuration that differs has a client and a token of its own: %j", (other) => {
  const { options } = account();
  expect(clientFor({ ...options })).toBe(clientFor({ ...options }));
  expect(clientFor({ ...options, ...other })).not.toBe(clientFor({ ...options }));
});
