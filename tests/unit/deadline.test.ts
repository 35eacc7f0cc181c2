import type { Client, Surroundings } from "../../provider/api/client";
import { Pacer } from "../../provider/api/pacing";
import { MAX_DELAY_MS, MAX_TOTAL_WAIT_MS, SECOND_LOOK_MS } from "../../provider/api/retry";
import { axiosTransport, type Transport } from "../../provider/api/transport";
import { ApiError, AuthError, ConnectionError } from "../../provider/errors";
import { errorOf, useAccount } from "./account";
import { startServer, type Answer, type TestServer } from "./server";

const account = useAccount();
const TRUNKS = { method: "GET", path: "/trunks" } as const;
const LIMITED: Answer = { status: 429, headers: { "Retry-After": "30" } };
const TOKEN: Answer = { body: { access_token: "a.b.c", expires_in: 3600 } };

/** An API that answers each kind of request as told; the count of that kind is from 1. */
async function api(
  onToken: (count: number) => Answer,
  onOther: (count: number) => Answer,
): Promise<TestServer> {
  let [tokens, others] = [0, 0];
  return await startServer(({ path }) => (path === "/oauth2/token" ? onToken(++tokens) : onOther(++others)));
}

/** How long something takes on the clock on which waiting takes no time. */
async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const beganMs = account().clock.now();
  await work();
  return account().clock.now() - beganMs;
}

/** A client on whose clock no time passes while a request is under way. */
function clientOf({ url }: TestServer, own: Surroundings = {}): Client {
  let underWay = 0;
  const http = axiosTransport();
  const transport: Transport = async (request) => {
    underWay++;
    return await http(request).finally(() => underWay--);
  };
  account().clock.isBusy = () => underWay > 0;
  return account().client({ apiUrl: url, authUrl: url }, { transport, ...own });
}

describe("the deadline of a request is one for all that belongs to it", () => {
  test("five 429s, a 401 and a token endpoint that limits", async () => {
    const server = await api(
      (count) => (count === 1 ? TOKEN : LIMITED),
      (count) => (count <= 5 ? LIMITED : { status: 401 }),
    );
    let error: Error | undefined;
    const waitedMs = await tookMs(async () => {
      error = await errorOf(clientOf(server).request(TRUNKS));
    });
    expect(error).toBeInstanceOf(AuthError);
    expect(error?.message).toContain("POST /oauth2/token failed with status 429");
    expect(waitedMs).toBe(MAX_TOTAL_WAIT_MS);
  });

  test("a token that comes late, and then a rate limit", async () => {
    const server = await api(
      (count) => (count <= 4 ? LIMITED : TOKEN),
      () => LIMITED,
    );
    expect(await tookMs(() => errorOf(clientOf(server).request(TRUNKS)))).toBe(MAX_TOTAL_WAIT_MS);
  });

  test("503s with a wait each, and a 404 that is asked a second time", async () => {
    const unavailable = { status: 503, headers: { "Retry-After": "30" } };
    const gone = { status: 404, body: { code: "SIP_TRUNK_NOT_FOUND", message: "no" } };
    const server = await api(
      () => TOKEN,
      (count) => (count === 6 ? gone : unavailable),
    );
    const waitedMs = await tookMs(() => errorOf(clientOf(server).request({ ...TRUNKS, path: "/trunks/x" })));
    expect(waitedMs).toBeLessThanOrEqual(MAX_TOTAL_WAIT_MS + SECOND_LOOK_MS);
  });

  test("requests that share a token go on for as long as each has time", async () => {
    // The first one has spent two minutes when its token is refused; the second comes then.
    const server = await api(
      (count) => (count === 1 || count > 5 ? TOKEN : LIMITED),
      (count) => (count <= 4 ? LIMITED : count === 5 ? { status: 401 } : { body: { trunks: [] } }),
    );
    const client = clientOf(server);
    const first = errorOf(client.request(TRUNKS));
    await account().clock.sleep(125_000);
    const second = client.request(TRUNKS);
    expect((await first).message).toContain("POST /oauth2/token failed with status 429");
    expect(await second).toEqual({ trunks: [] });
  });
});

test("a request that waited in our own queue has not used up its patience", async () => {
  // One a minute gets through, so that the last of five has waited longer than any request may take.
  let sent = 0;
  const server = await api(
    () => TOKEN,
    () => (++sent % 3 === 0 ? { body: { trunks: [] } } : LIMITED),
  );
  const client = clientOf(server);
  await client.request(TRUNKS).catch(() => undefined);
  let answers: unknown[] = [];
  const waitedMs = await tookMs(async () => {
    answers = await Promise.all(Array.from({ length: 5 }, () => client.request(TRUNKS)));
  });
  expect(answers).toHaveLength(5);
  expect(waitedMs).toBeGreaterThan(MAX_TOTAL_WAIT_MS);
});

test("nor has one whose token waited in the queue for those of other keys", async () => {
  let sent = 0;
  const server = await api(
    () => TOKEN,
    () => (++sent === 1 ? LIMITED : { body: { trunks: [] } }),
  );
  const authPacer = new Pacer(account().clock);
  (await authPacer.turn())?.limited(170_000);
  expect(await clientOf(server, { authPacer }).request(TRUNKS)).toEqual({ trunks: [] });
});

test("where the API lets nothing pass, 50 requests at once end together, and most are never sent", async () => {
  const server = await api(
    () => TOKEN,
    () => LIMITED,
  );
  const client = clientOf(server);
  let errors: Error[] = [];
  const waitedMs = await tookMs(async () => {
    errors = await Promise.all(Array.from({ length: 50 }, () => errorOf(client.request(TRUNKS))));
  });
  expect(waitedMs).toBeLessThanOrEqual(MAX_TOTAL_WAIT_MS + MAX_DELAY_MS);
  expect(errors.filter((error) => error instanceof ApiError).length).toBeGreaterThan(0);
  const unsent = errors.filter((error) => error instanceof ConnectionError);
  expect(unsent.length).toBeGreaterThan(0);
  expect(unsent[0]?.message).toMatch(/it was not sent, .*status 429.* --parallel/);
});

test("a wait that is longer than any request may take is told", async () => {
  const server = await api(
    () => TOKEN,
    () => ({ status: 429, headers: { "Retry-After": "86400" } }),
  );
  const error = await errorOf(clientOf(server).request(TRUNKS));
  expect(error.message).toMatch(/status 429: .*\(it asks to wait 86400 s\)\. .* run the command again later/);
});

describe("changes of one parent at the same time, which the API refuses", () => {
  test("are all made, whatever their number", async () => {
    const { emulator } = account();
    emulator.switches.concurrentChanges = "refuse";
    const client = account().client();
    const { id } = await client.request({
      method: "POST",
      path: "/trunks",
      body: { name: "Voice", hostName: "voice" },
    });
    emulator.addFault({ path: /endpoints/, delayMs: 2, times: 1_000 });
    const endpoint = (n: number) =>
      account()
        .lifecycle("SipEndpoint", client)
        .create({ sipTrunkId: id, name: `PBX ${n}`, address: "192.0.2.10", priority: 1, transport: "UDP" });
    await Promise.all(Array.from({ length: 20 }, (_none, n) => endpoint(n)));
    expect(emulator.state().endpoints).toHaveLength(20);
    const statuses = emulator.requests().map(({ status }) => status);
    expect(statuses).toContain(409);
  });
});
