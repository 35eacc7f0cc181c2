import type { ClientOptions } from "../../provider/config";
import { trace } from "../../provider/api/trace";
import { axiosTransport, type Transport } from "../../provider/api/transport";
import { errorOf, useAccount } from "./account";
import { startServer, type Answer } from "./server";

const account = useAccount({
  accounts: [{ keyId: "key", keySecret: "Key+Secret/0123=", projectIds: ["project"] }],
});
const PASSWORD = 'Tr0ub4dor-"and"-3';
const OTHER_PASSWORD = "Correct-Horse-1";
const LIST = {
  name: "Branches",
  credentials: [
    { username: "branch01", password: PASSWORD },
    { username: "branch02", password: OTHER_PASSWORD },
  ],
};

/** Every secret of these tests, in every spelling in which it is sent. */
function secrets(): string[] {
  const { keyId, keySecret } = account().options;
  const basic = Buffer.from(`${keyId}:${keySecret}`).toString("base64");
  return [keySecret, basic, PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), OTHER_PASSWORD];
}

function expectNoSecret(text: string): void {
  for (const secret of secrets()) expect(text).not.toContain(secret);
}

const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  process.env["SINCH_LOG"] = "debug";
  jest.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  delete process.env["SINCH_LOG"];
  jest.restoreAllMocks();
});

/** A client whose requests are traced, and the tokens that it got. */
function tracedClient(options: Partial<ClientOptions> = {}) {
  const tokens: string[] = [];
  const http = axiosTransport();
  const transport: Transport = async (request) => {
    const answer = await http(request);
    const { access_token: token } = Object(answer.body) as { access_token?: string };
    if (token !== undefined) tokens.push(token);
    return answer;
  };
  return { client: account().client(options, { transport }), tokens };
}

test("a trace has a line for each request, with what it sent and met, but no secret", async () => {
  const { client, tokens } = tracedClient();
  const lists = account().lifecycle("CredentialList", client);
  const { inputs } = lists.check({}, LIST);
  const { id, state } = await lists.create(inputs);
  const changed = { ...inputs, credentials: [{ username: "branch01", password: OTHER_PASSWORD }] };
  await lists.read(id, await lists.update(id, state, changed));
  await errorOf(client.request({ method: "POST", path: "/credentialLists", body: LIST }));
  await errorOf(client.request({ method: "GET", path: "/trunks/none" }));
  expect(lines.map((line) => line.replace(/ \(\d+ ms\)\n$/, ""))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^sinch: POST \/oauth2\/token .* -> 200 .*"access_token":"\[secret\]"/),
      expect.stringMatching(/^sinch: POST \/credentialLists .*"password":"\[secret\]".* -> 201 .*branch01/),
      expect.stringMatching(/^sinch: PUT .*\/credentials\/branch01 \{"password":"\[secret\]"\} -> 200/),
      expect.stringMatching(/^sinch: GET \/trunks\/none -> 404/),
    ]),
  );
  expect(tokens).toHaveLength(1);
  for (const line of lines) {
    expectNoSecret(line);
    expect(line).not.toContain(tokens[0]);
    expect(line.trimEnd()).not.toContain("\n");
  }
});

test("without SINCH_LOG=debug nothing is traced", () => {
  const transport = axiosTransport();
  for (const level of ["", "info", "DEBUG "]) expect(trace(transport, { level })).toBe(transport);
});

/** What servers and proxies do: they give back what they did not understand. */
const ECHOES: [what: string, echo: (request: { body: string; headers: object }) => Answer][] = [
  [
    "in a message",
    ({ body }) => ({ status: 400, body: { message: `Failed to read HTTP message: ${body}` } }),
  ],
  [
    "as an object",
    ({ body }) => ({ status: 422, body: { error: { message: "no", rejected: JSON.parse(body) as object } } }),
  ],
  [
    "as text",
    ({ body, headers }) => ({ status: 400, body: `bad request: ${JSON.stringify(headers)} ${body}` }),
  ],
  [
    "as a rejected value",
    () => ({
      status: 400,
      body: {
        message: "no",
        fieldErrors: [{ property: "password", message: `'${OTHER_PASSWORD}' is too weak` }],
      },
    }),
  ],
];

test.each(ECHOES)(
  "an answer that gives back the request %s leads to no secret in the error or the trace",
  async (_what, echo) => {
    const api = await startServer((request) => echo(request));
    const { client, tokens } = tracedClient({ apiUrl: api.url });
    const error = await errorOf(client.request({ method: "POST", path: "/credentialLists", body: LIST }));
    for (const text of [error.message, String(error.stack), JSON.stringify(error), ...lines]) {
      expectNoSecret(text);
      expect(text).not.toContain(tokens[0]);
    }
    expect(error.message).toMatch(/^POST \/credentialLists failed with status 4\d\d: ./);
  },
);

test("a token endpoint that gives back the credentials leads to no secret in the error", async () => {
  const api = await startServer(({ headers }) => ({
    status: 400,
    body: { message: `bad: ${String(headers["authorization"])} ${account().options.keySecret}` },
  }));
  const { client } = tracedClient({ authUrl: api.url });
  const error = await errorOf(client.request({ method: "GET", path: "/trunks" }));
  for (const text of [error.message, ...lines])
    for (const secret of secrets().slice(0, 2)) expect(text).not.toContain(secret);
});

test("a connection that breaks leads to no secret in the error", async () => {
  const { client } = tracedClient({ apiUrl: "http://127.0.0.1:1" });
  const error = await errorOf(client.request({ method: "POST", path: "/credentialLists", body: LIST }));
  for (const text of [error.message, String(error.stack), JSON.stringify(error), ...lines])
    expectNoSecret(text);
});
