import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { axiosTransport } from "../../provider/api/transport";
import { connectionError } from "../../provider/api/connection-errors";
import { ConnectionError } from "../../provider/errors";
import { errorOf } from "./account";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const servers: (Server | HttpServer)[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that does as it likes with each connection. */
async function serve(onConnection: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => socket.destroy()));
    onConnection(socket);
  });
  return await listen(server);
}

async function listen(server: Server | HttpServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** What one request meets with. */
async function failureOf(url: string, method: string, timeoutMs = 5_000): Promise<ConnectionError> {
  const body = method === "GET" || method === "DELETE" ? undefined : "{}";
  const request = { label: `${method} /v1`, method, url, headers: {}, ...(body && { body }) };
  const error = await errorOf(axiosTransport(timeoutMs)(request));
  if (!(error instanceof ConnectionError)) throw error;
  return error;
}

/** Answers with a text as soon as a request comes, and goes on as told. */
const answering =
  (text: string, then: (socket: Socket) => void = (socket) => socket.end()) =>
  (socket: Socket) =>
    socket.once("data", () => {
      socket.write(text);
      then(socket);
    });

const LONG = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

const LOST: readonly [how: string, onConnection: (socket: Socket) => void][] = [
  ["is reset once the request has come", (socket) => socket.once("data", () => socket.resetAndDestroy())],
  ["ends once the request has come", (socket) => socket.once("data", () => socket.end())],
  ["breaks in the head of the answer", answering("HTTP/1.1 200 OK\r\nContent-Ty")],
  ["ends in the middle of the body", answering(`${LONG}{"id":`)],
  ["is reset in the middle of the body", answering(`${LONG}{"id":`, (socket) => socket.resetAndDestroy())],
  ["carries JSON that is cut short", answering('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n{"id":')],
  ["carries a page with 200", answering("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n<html></html")],
  ["speaks no HTTP", answering("SSH-2.0-OpenSSH_9.2\r\n")],
];

for (const [how, onConnection] of LOST) {
  test.each(METHODS)(`a connection that ${how} leaves open whether %s was done`, async (method) => {
    const port = await serve(onConnection);
    expect(await failureOf(`http://127.0.0.1:${port}/`, method)).toMatchObject({ outcome: "unknown" });
  });
}

const LATE: readonly [how: string, onConnection: (socket: Socket) => void][] = [
  ["never comes", () => undefined],
  ["stops in the middle", answering(`${LONG}{"id":`, () => undefined)],
  [
    "drips, a byte at a time",
    answering(LONG, (socket) => {
      const timer = setInterval(() => socket.write(" "), 20);
      socket.on("close", () => {
        clearInterval(timer);
      });
    }),
  ],
];

for (const [how, onConnection] of LATE) {
  test.each(METHODS)(`an answer to %s that ${how} may still come to be`, async (method) => {
    const port = await serve(onConnection);
    const failure = await failureOf(`http://127.0.0.1:${port}/`, method, 300);
    expect(failure).toMatchObject({ outcome: "open" });
    expect(failure.message).toMatch(/within 0.3 s|timeout of 300ms/);
  });
}

describe("nothing was sent, of a POST either, where", () => {
  test("nobody listens", async () => {
    expect(await failureOf("http://127.0.0.1:1/", "POST")).toMatchObject({ outcome: "undone" });
    expect(await failureOf("https://127.0.0.1:1/", "POST")).toMatchObject({ outcome: "undone" });
  });

  test("the name has no address", async () => {
    expect(await failureOf("https://api.invalid/", "POST")).toMatchObject({ outcome: "undone" });
  });

  test.each<[how: string, onConnection: (socket: Socket) => void]>([
    ["reset", (socket) => socket.once("data", () => socket.resetAndDestroy())],
    ["ended", (socket) => socket.once("data", () => socket.end())],
    ["not answered", () => undefined],
  ])("the handshake of TLS is %s", async (_how, onConnection) => {
    const port = await serve(onConnection);
    const failure = await failureOf(`https://127.0.0.1:${port}/`, "POST", 500);
    expect(failure).toMatchObject({ outcome: "undone" });
  });
});

test("a server that speaks plain HTTP where TLS is asked for is a final error that says where to look", async () => {
  const port = await listen(createHttpServer((_request, answer) => answer.end("{}")));
  const failure = await failureOf(`https://127.0.0.1:${port}/`, "GET");
  expect(failure).toMatchObject({ outcome: "refused" });
  expect(failure.message).toMatch(/no way to speak TLS.*the port in sinch:apiUrl/);
});

/** Errors as Node.js gives them, of networks that no test can make. */
function nodeError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall, request: { socket: {} } });
}

test.each([
  ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "ECONNRESET", "EADDRNOTAVAIL"].map(
    (code) => [code, "connect", "undone"] as const,
  ),
  ...["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"].map((code) => [code, "getaddrinfo", "undone"] as const),
  ...["ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"].map(
    (code) => [code, "read", "unknown"] as const,
  ),
  ["EPIPE", "write", "unknown"],
  ["ETIMEDOUT", "read", "open"],
] as const)("%s of %s is %s: what had been sent by then decides", (code, syscall, outcome) => {
  expect(connectionError("POST /v1", nodeError(code, syscall), 30_000)).toMatchObject({ outcome });
});

test("an error of all addresses of a name is told by the first of them", () => {
  const errors = [nodeError("ECONNREFUSED", "connect"), nodeError("ENETUNREACH", "connect")];
  const cause = Object.assign(new AggregateError(errors), { code: "ECONNREFUSED" });
  const wrapped = Object.assign(new Error("", { cause }), { code: "ECONNREFUSED" });
  expect(connectionError("POST /v1", wrapped, 30_000)).toMatchObject({ outcome: "undone" });
});

test.each([
  ["CERT_HAS_EXPIRED", /this machine's clock.*new certificate/],
  ["CERT_NOT_YET_VALID", /this machine's clock/],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", /NODE_EXTRA_CA_CERTS/],
  ["SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /NODE_EXTRA_CA_CERTS/],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", /NODE_EXTRA_CA_CERTS/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /another name: check the host in sinch:apiUrl/],
])("%s is final, since no second try can mend a certificate", (code, advice) => {
  const failure = connectionError("PUT /v1", nodeError(code, ""), 30_000);
  expect(failure).toMatchObject({ outcome: "refused" });
  expect(failure.message).toMatch(advice);
});
