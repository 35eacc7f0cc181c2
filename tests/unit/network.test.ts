import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { skipUnless } from "../support/skip";

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-network-"));
const certificateFile = join(folder, "authority.pem");

/** A name that only the proxy knows: what is to go there directly finds no address. */
const API_HOST = "api.invalid";

/** A certificate of its own authority, and its key. */
const CERTIFICATE = [
  ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(" "),
  ...`-addext subjectAltName=DNS:localhost,DNS:${API_HOST}`.split(" "),
];
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const tlsTest = skipUnless(hasOpenssl, "openssl, which makes the certificate, is not installed");

/** An API behind HTTPS whose certificate nobody knows, and a proxy that passes connections on. */
let api: Server | undefined;
let proxy: Server | undefined;
let apiPort = 443;
let proxyPort: number;
/** What the proxy was asked for: tunnels by their ends, and whole requests by their addresses. */
let asked: string[] = [];
/** What the proxy answers to the wish for a tunnel. */
let proxyAnswer: string | undefined;

beforeAll(async () => {
  await run(process.execPath, [join(REPOSITORY, "tools", "build.mjs"), "--if-changed"]);
  proxy = createHttpProxy();
  proxyPort = await listen(proxy);
  if (!hasOpenssl) return;
  const keyFile = join(folder, "key.pem");
  execFileSync("openssl", [...CERTIFICATE, "-keyout", keyFile, "-out", certificateFile], { stdio: "ignore" });
  const [cert, key] = [readFileSync(certificateFile), readFileSync(keyFile)];
  api = createHttpsServer({ cert, key }, (request, answer) => {
    answer.end(JSON.stringify({ path: request.url, agent: request.headers["user-agent"] }));
  });
  apiPort = await listen(api);
});
beforeEach(() => {
  asked = [];
  proxyAnswer = undefined;
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of [api, proxy]) server?.close();
});

function createHttpProxy(): Server {
  const onRequest = (request: IncomingMessage, answer: ServerResponse): void => {
    asked.push(request.url ?? "");
    answer.end("{}");
  };
  return createHttpServer(onRequest).on(
    "connect",
    (request: IncomingMessage, client: Socket, head: Buffer) => {
      asked.push(request.url ?? "");
      if (proxyAnswer !== undefined) {
        client.end(proxyAnswer);
        return;
      }
      const server = connect(apiPort, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        server.write(head);
        server.pipe(client).pipe(server);
      });
      for (const socket of [server, client]) socket.on("error", () => socket.destroy());
    },
  );
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

/** One request of a process of its own, since Node.js reads its authorities once; what it answered, or the error. */
async function request(
  variables: Record<string, string>,
  url = `https://${API_HOST}:${apiPort}/v1`,
  method = "GET",
  timeoutMs = 10_000,
): Promise<string> {
  const program = `
    const { axiosTransport } = require("./dist/provider/api/transport");
    const headers = { Authorization: "Basic c2VjcmV0" };
    const body = "${method}" === "POST" ? "{}" : undefined;
    axiosTransport(${timeoutMs})({ label: "${method} /v1", method: "${method}", url: "${url}", headers, body })
      .then(({ body }) => console.log(body.path, body.agent), (error) => console.log(error.outcome, error.message))
      .finally(() => process.exit());`;
  const env = { PATH: process.env.PATH, ...variables };
  const { stdout } = await run(process.execPath, ["-e", program], { cwd: REPOSITORY, env });
  return stdout.trim();
}

const local = (): string => `https://localhost:${apiPort}/v1`;
const proxyUrl = (): string => `http://127.0.0.1:${proxyPort}`;
const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateFile };
const SUCCESS = /^\/v1 pulumi-sinch\//;

tlsTest("an authority of one's own is trusted through NODE_EXTRA_CA_CERTS", async () => {
  expect(await request(TRUSTED, local())).toMatch(SUCCESS);
});

tlsTest("without it the error names the variable, and is final", async () => {
  expect(await request({}, local())).toMatch(
    /^refused .*certificate is not trusted \(.*\)\. .*NODE_EXTRA_CA_CERTS/,
  );
});

tlsTest("a certificate of another name is final, and the error says where to look", async () => {
  const answer = await request(TRUSTED, `https://127.0.0.1:${apiPort}/v1`);
  expect(answer).toMatch(
    /^refused .*\(ERR_TLS_CERT_ALTNAME_INVALID\)\. It is for another name: .*sinch:apiUrl/,
  );
});

test("what speaks no TLS is final, and the error says where to look", async () => {
  expect(await request({}, `https://127.0.0.1:${proxyPort}/v1`)).toMatch(
    /^refused .*TLS.*the port in sinch:apiUrl/,
  );
});

for (const name of ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"]) {
  tlsTest(`requests go through the proxy of ${name}, as a tunnel`, async () => {
    expect(await request({ ...TRUSTED, [name]: proxyUrl() })).toMatch(SUCCESS);
    expect(asked).toEqual([`${API_HOST}:${apiPort}`]);
  });
}

tlsTest("the certificate is checked behind a proxy too", async () => {
  expect(await request({ HTTPS_PROXY: proxyUrl() })).toContain("certificate is not trusted");
});

for (const hosts of [API_HOST, `example.com,${API_HOST}`, ".invalid", "*"]) {
  tlsTest(`NO_PROXY=${hosts} leaves the proxy out`, async () => {
    const answer = await request({ ...TRUSTED, HTTPS_PROXY: proxyUrl(), NO_PROXY: hosts });
    expect(answer).toMatch(/^undone .*(ENOTFOUND|EAI_AGAIN)/);
    expect(asked).toEqual([]);
  });
}

test.each(["127.0.0.1", "127.8.8.8", "localhost", "[::1]"])(
  "what is for %s is never sent to a proxy, whatever the variables say",
  async (host) => {
    const variables = {
      HTTP_PROXY: proxyUrl(),
      HTTPS_PROXY: proxyUrl(),
      ALL_PROXY: proxyUrl(),
      http_proxy: proxyUrl(),
    };
    for (const url of [`http://${host}:1/v1`, `https://${host}:1/v1`]) {
      expect(await request(variables, url, "POST")).toMatch(/^(undone|unknown) /);
    }
    expect(asked).toEqual([]);
  },
);

test("plain HTTP to a host that is named for it is never sent to a proxy, which could read it", async () => {
  const variables = { HTTP_PROXY: proxyUrl(), ALL_PROXY: proxyUrl() };
  expect(await request(variables, "http://emulator.invalid/v1", "POST")).toMatch(
    /^undone .*(ENOTFOUND|EAI_AGAIN)/,
  );
  expect(asked).toEqual([]);
});

const ACCOUNT = { HTTPS_PROXY: "" };
beforeAll(() => {
  ACCOUNT.HTTPS_PROXY = `http://alice:Wonder-land-7@127.0.0.1:${proxyPort}`;
});

for (const method of ["GET", "POST"]) {
  test(`a proxy that wants a password is named, and no password is told (${method})`, async () => {
    proxyAnswer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    const answer = await request(ACCOUNT, undefined, method);
    expect(answer).toContain(
      `refused ${method} /v1 got no usable answer: the proxy 127.0.0.1:${proxyPort} in HTTPS_PROXY`,
    );
    expect(answer).toMatch(/status 407.*wants a name and a password/);
    expect(answer).not.toContain("land-7");
  });

  test(`a proxy that does not reach the API is named, and the request surely not sent (${method})`, async () => {
    for (const status of ["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"]) {
      proxyAnswer = `HTTP/1.1 ${status}\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<html>no\n`;
      const answer = await request(ACCOUNT, undefined, method);
      expect(answer).toContain(
        `undone ${method} /v1 got no usable answer: the proxy 127.0.0.1:${proxyPort} in HTTPS_PROXY`,
      );
    }
  });
}

test("a proxy that forbids the API's host is named, not taken for the API", async () => {
  proxyAnswer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  const answer = await request(ACCOUNT);
  expect(answer).toMatch(/^refused .*the proxy 127\.0\.0\.1:\d+ in HTTPS_PROXY answered with status 403/);
  expect(answer).not.toContain("sinch:projectId");
});

test("a proxy that hangs up before the tunnel is there has sent nothing", async () => {
  proxyAnswer = "";
  expect(await request(ACCOUNT, undefined, "POST", 500)).toMatch(/^undone /);
});

test("a proxy that is not there is an error that names the variable", async () => {
  expect(await request({ ...TRUSTED, HTTPS_PROXY: "http://127.0.0.1:1" })).toMatch(
    /^undone .*ECONNREFUSED.*HTTPS_PROXY/,
  );
});
