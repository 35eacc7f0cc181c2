import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { skipUnless } from "../skip";

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-network-"));
const certificateFile = join(folder, "authority.pem");

/** A certificate of its own authority for localhost, and its key. */
const CERTIFICATE = [
  ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost".split(" "),
  ..."-addext subjectAltName=DNS:localhost".split(" "),
];
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const tlsTest = skipUnless(hasOpenssl, "openssl, which makes the certificate, is not installed");

/** An API behind HTTPS whose certificate nobody knows, and a proxy that passes connections on. */
let api: Server | undefined;
let proxy: Server | undefined;
let apiPort: number;
let proxyPort: number;
let tunnels: string[] = [];

beforeAll(async () => {
  await run(process.execPath, [join(REPOSITORY, "tools", "build.mjs"), "--if-changed"]);
  if (!hasOpenssl) return;
  const keyFile = join(folder, "key.pem");
  execFileSync("openssl", [...CERTIFICATE, "-keyout", keyFile, "-out", certificateFile], { stdio: "ignore" });
  const [cert, key] = [readFileSync(certificateFile), readFileSync(keyFile)];
  api = createHttpsServer({ cert, key }, (request, answer) => {
    answer.end(JSON.stringify({ path: request.url, agent: request.headers["user-agent"] }));
  });
  proxy = createHttpProxy();
  apiPort = await listen(api);
  proxyPort = await listen(proxy);
});
beforeEach(() => {
  tunnels = [];
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of [api, proxy]) server?.close();
});

function createHttpProxy(): Server {
  return createHttpServer().on("connect", (request, client, head) => {
    tunnels.push(request.url ?? "");
    const server = connect(apiPort, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      server.write(head);
      server.pipe(client).pipe(server);
    });
    for (const socket of [server, client]) socket.on("error", () => socket.destroy());
  });
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

/** One request of a process of its own, since Node.js reads its authorities once. */
async function request(variables: Record<string, string>): Promise<string> {
  const program = `
    const { axiosTransport } = require("./dist/provider/api/transport");
    const url = "https://localhost:${apiPort}/v1";
    axiosTransport(10_000)({ label: "GET /v1", method: "GET", url, headers: {} })
      .then(({ body }) => console.log(body.path, body.agent), (error) => console.log(error.message))
      .finally(() => process.exit());`;
  const env = { PATH: process.env.PATH, ...variables };
  const { stdout } = await run(process.execPath, ["-e", program], { cwd: REPOSITORY, env });
  return stdout.trim();
}

const TRUSTED = { NODE_EXTRA_CA_CERTS: certificateFile };
const SUCCESS = /^\/v1 pulumi-sinch\//;

tlsTest("an authority of one's own is trusted through NODE_EXTRA_CA_CERTS", async () => {
  expect(await request(TRUSTED)).toMatch(SUCCESS);
  expect(tunnels).toEqual([]);
});

tlsTest("without it the error names the variable", async () => {
  expect(await request({})).toMatch(/certificate is not trusted \(.*\); .*NODE_EXTRA_CA_CERTS/);
});

for (const name of ["HTTPS_PROXY", "https_proxy"]) {
  tlsTest(`requests go through the proxy of ${name}, as a tunnel`, async () => {
    expect(await request({ ...TRUSTED, [name]: `http://127.0.0.1:${proxyPort}` })).toMatch(SUCCESS);
    expect(tunnels).toEqual([`localhost:${apiPort}`]);
  });
}

tlsTest("the certificate is checked behind a proxy too", async () => {
  const answer = await request({ HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` });
  expect(answer).toContain("certificate is not trusted");
});

for (const hosts of ["localhost", "example.com,localhost", "*"]) {
  tlsTest(`NO_PROXY=${hosts} leaves the proxy out`, async () => {
    const proxied = { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, NO_PROXY: hosts };
    expect(await request({ ...TRUSTED, ...proxied })).toMatch(SUCCESS);
    expect(tunnels).toEqual([]);
  });
}

tlsTest("a proxy that is not there is an error that names the variable", async () => {
  expect(await request({ ...TRUSTED, HTTPS_PROXY: "http://127.0.0.1:1" })).toMatch(
    /ECONNREFUSED.*HTTPS_PROXY/,
  );
});
