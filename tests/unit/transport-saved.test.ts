import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axiosTransport, type HttpRequest } from "../../provider/api/transport";
import { errorOf, useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-saved-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function get(url: string): HttpRequest {
  const saveTo = join(folder, "body");
  return {
    label: "GET /calls/export",
    method: "GET",
    url,
    headers: { Authorization: "Bearer a.b.c" },
    saveTo,
  };
}

test("a body may go to a file, whatever its form and size, for its owner alone", async () => {
  const body = Buffer.alloc(40_000_000, "x");
  const api = await startServer(() => ({ body }));
  const answer = await axiosTransport()(get(api.url));
  expect([answer.status, answer.body]).toEqual([200, undefined]);
  expect(readFileSync(join(folder, "body")).equals(body)).toBe(true);
  expect(statSync(join(folder, "body")).mode & 0o777).toBe(0o600);
});

test("an error's body is told and not kept", async () => {
  const api = await startServer(() => ({ status: 404, body: { message: "no such thing" } }));
  expect(await axiosTransport()(get(api.url))).toMatchObject({
    status: 404,
    body: { message: "no such thing" },
  });
  expect(existsSync(join(folder, "body"))).toBe(false);
});

test("an answer that stands still is given up", async () => {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200).write("the beginning");
  });
  try {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const error = await errorOf(axiosTransport(50)(get(`http://127.0.0.1:${port}/`)));
    expect(error.message).toContain(
      "GET /calls/export got no usable answer: no whole answer came within 0.05 s",
    );
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("a client names the forms of an answer that are wanted, JSON unless told otherwise", async () => {
  const api = await startServer(() => ({}));
  const client = account().client({ apiUrl: api.url });
  await client.send({ method: "GET", path: "/calls/export", accept: "text/csv" });
  await client.send({ method: "GET", path: "/calls" });
  expect(api.seen.map(({ headers }) => headers.accept)).toEqual(["text/csv", "application/json"]);
});

test("a body that broke off is asked for again, and takes the place of what there was", async () => {
  const { emulator } = account();
  emulator.addFault({ path: "/calls/export", body: "cut" });
  const saveTo = join(folder, "body");
  const request = { method: "GET", path: "/calls/export", accept: "text/csv", saveTo } as const;
  expect((await account().client().send(request)).body).toBeUndefined();
  expect(readFileSync(saveTo, "utf8")).toMatch(/^"Timestamp",.*,"Has Children"\n$/);
  expect(emulator.requests().filter(({ path }) => path.endsWith("/export"))).toHaveLength(2);
});
