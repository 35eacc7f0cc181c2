import { gzipSync } from "node:zlib";
import { ConnectionError } from "../../provider/errors";
import { axiosTransport, type HttpRequest } from "../../provider/api/transport";
import { errorOf, useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();

function get(url: string): HttpRequest {
  return { label: "GET /trunks", method: "GET", url, headers: { Authorization: "Bearer a.b.c" } };
}

test.each([301, 302, 303, 307, 308])(
  "a redirect with status %s is not followed, so no credentials go to another host",
  async (status) => {
    const elsewhere = await startServer(() => ({}));
    const headers = { Location: `${elsewhere.url}/v1/projects/x/trunks?token=1` };
    const api = await startServer(() => ({ status, headers }));
    const client = account().client({ apiUrl: api.url });
    for (const method of ["GET", "POST"] as const) {
      const error = await errorOf(client.request({ method, path: "/trunks" }));
      expect(error.message).toContain(`status ${status}: redirected to ${elsewhere.url}.`);
      expect(error.message).toContain("Redirects are not followed");
    }
    expect(elsewhere.seen).toEqual([]);
  },
);

test("a redirect of the token endpoint is not followed either", async () => {
  const elsewhere = await startServer(() => ({ body: { access_token: "a.b.c", expires_in: 3600 } }));
  const auth = await startServer(() => ({ status: 307, headers: { Location: elsewhere.url } }));
  const error = await errorOf(
    account().client({ authUrl: auth.url }).request({ method: "GET", path: "/trunks" }),
  );
  expect(error.message).toContain("POST /oauth2/token failed with status 307");
  expect(elsewhere.seen).toEqual([]);
});

test.each<{ how: string; headers: Record<string, string>; body: Buffer }>([
  { how: "says so", headers: { "Content-Length": "34000000" }, body: Buffer.alloc(34_000_000, " ") },
  {
    how: "does not say so",
    headers: { "Transfer-Encoding": "chunked" },
    body: Buffer.alloc(34_000_000, " "),
  },
  {
    how: "is packed small",
    headers: { "Content-Encoding": "gzip" },
    body: gzipSync(Buffer.alloc(34_000_000, " ")),
  },
])("an answer over the limit that $how is refused", async ({ headers, body }) => {
  const api = await startServer(() => ({ headers, body }));
  const error = await errorOf(axiosTransport()(get(api.url)));
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error.message).toMatch(/maxContentLength|too large|exceeded/i);
});

test("a success that is no JSON is an error that names a proxy as the likely cause", async () => {
  const api = await startServer(() => ({ body: "<html>Please log in</html>" }));
  const error = await errorOf(axiosTransport()(get(api.url)));
  expect(error.message).toContain("the body is not JSON (a proxy's page?)");
});

test("a server that cannot be reached is named as such, with what to check", async () => {
  const error = await errorOf(axiosTransport()(get("http://127.0.0.1:1")));
  expect(error.message).toMatch(
    /^GET \/trunks got no usable answer: .*ECONNREFUSED.* HTTPS_PROXY and sinch:apiUrl/,
  );
  expect(error).toMatchObject({ outcome: "undone" });
});

test("connections are kept: requests one after the other need a single one", async () => {
  const api = await startServer(() => ({}));
  const transport = axiosTransport();
  for (let count = 0; count < 20; count++) await transport(get(api.url));
  expect(api.seen).toHaveLength(20);
  expect(api.connections()).toBe(1);
});
