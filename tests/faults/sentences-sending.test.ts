import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ApiRequest } from "../../provider/api/client";
import { MAX_ATTEMPTS, MAX_DELAY_MS, MAX_TOTAL_WAIT_MS } from "../../provider/api/retry";
import { TIMEOUT_MS, axiosTransport, type Transport } from "../../provider/api/transport";
import { trunk } from "./make";
import { createList, failure, holds, sent, tookMs, useWorld } from "./sentence";
import { lifecycle } from "./operations";
import { World } from "./world";

const world = useWorld();
const TRUNKS = { method: "GET", path: "/trunks" } as const;

/** A request with each method that changes something of a trunk; a PATCH is for the Numbers API. */
async function changes(): Promise<ApiRequest[]> {
  const [one, other] = [await trunk(world(), "One"), await trunk(world(), "Other")];
  return [
    { method: "PUT", path: `/trunks/${one}`, body: { name: "New", hostName: "new" } },
    { method: "DELETE", path: `/trunks/${other}` },
    {
      method: "PATCH",
      path: "/activeNumbers/+12025550101",
      api: "numbers",
      body: { voiceConfiguration: { type: "EST", trunkId: one } },
    },
  ];
}

holds("What was surely not done is sent again, also a POST.", async () => {
  const aborted = { code: 409, status: "ABORTED", message: "Try again" };
  for (const rule of [{ status: 429 }, { status: 425 }, { status: 423 }]) {
    world().emulator.addFault({ ...rule, method: "POST", path: "/accessControlLists" });
  }
  world().emulator.addFault({
    method: "POST",
    path: "/accessControlLists",
    body: "json",
    status: 409,
    json: aborted,
  });
  let isRefused = true;
  world().onRequest = () => {
    const way = isRefused ? "to a closed port" : "through";
    isRefused = false;
    return way;
  };
  await createList(world().client());
  expect(sent(world())).toEqual(Array.from({ length: 5 }, () => "POST /accessControlLists"));
  expect(world().emulator.state().accessControlLists).toHaveLength(1);
});

holds("What may have been done is sent again 6 times in all, but not a POST.", async () => {
  const requests: ApiRequest[] = [TRUNKS, ...(await changes())];
  const post: ApiRequest = { method: "POST", path: "/trunks", body: { name: "Third", hostName: "third" } };
  for (const rule of [
    { status: 503 },
    { status: 520 },
    { status: 504 },
    { reset: true },
    { body: "cut" },
  ] as const) {
    for (const request of [...requests, post]) {
      world().emulator.clearFaults();
      world().emulator.clearRequests();
      world().emulator.addFault({ ...rule, path: "", times: 1_000, method: request.method, skip: 0 });
      await failure(world().client(undefined, { authMethod: "basic" }).request(request));
      const times = request.method === "POST" ? 1 : MAX_ATTEMPTS;
      expect([rule, request.method, sent(world()).length]).toEqual([rule, request.method, times]);
    }
  }
});

holds("An answer that is not whole within 30 s counts as lost, also one that drips.", async () => {
  expect(TIMEOUT_MS).toBe(30_000);
  world().emulator.addFault({ path: "/trunks", hang: true });
  world().onRequest = () => "with a short timeout";
  expect(await world().client().request(TRUNKS)).toMatchObject({ trunks: [] });
  expect(sent(world())).toEqual(["GET /trunks", "GET /trunks"]);
});

holds("`Retry-After` says how long a wait is: in seconds, or as a date by the API's own clock.", async () => {
  const ahead = { now: () => world().clock.now() + 600_000, sleep: (ms: number) => world().clock.sleep(ms) };
  for (const retryAfter of [7, { date: 7 }]) {
    for (const status of [429, 503]) {
      world().emulator.addFault({ path: "/trunks", status, retryAfter });
      const waitedMs = await tookMs(world(), world().client(ahead).request(TRUNKS));
      expect(Math.round(waitedMs / 1000)).toBe(7);
    }
  }
});

holds("No single wait is longer than 30 s, whatever is asked for.", async () => {
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 86_400 });
  expect(await tookMs(world(), world().client().request(TRUNKS))).toBe(MAX_DELAY_MS);
});

holds("Without it `x-ratelimit-reset` and its like say so on a 429.", async () => {
  for (const [name, value] of [
    ["x-ratelimit-reset", "7"],
    ["ratelimit-reset", "7"],
    ["x-rate-limit-reset", String(world().clock.now() / 1000 + 1e6)],
  ] as const) {
    let isLimited = true;
    const http = axiosTransport();
    const transport: Transport = async (request) => {
      const answer = await http(request);
      if (request.method !== "GET" || !isLimited) return answer;
      isLimited = false;
      return { status: 429, headers: { ...answer.headers, [name]: value }, body: undefined };
    };
    const waitedMs = await tookMs(world(), world().client(undefined, {}, transport).request(TRUNKS));
    expect([name, waitedMs]).toEqual([name, value === "7" ? 7_000 : MAX_DELAY_MS]);
  }
});

holds("Redirects are not followed: no credentials go to where they point.", async () => {
  let asked = 0;
  const elsewhere = createServer((_request, answer) => {
    asked++;
    answer.end("{}");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  const { port } = elsewhere.address() as AddressInfo;
  const pointer = createServer((_request, answer) => {
    answer.writeHead(307, { Location: `http://127.0.0.1:${port}/` }).end();
  });
  await new Promise<void>((resolve) => pointer.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(pointer.address() as AddressInfo).port}`;
  try {
    for (const urls of [{ apiUrl: url }, { authUrl: url }]) {
      for (const method of ["GET", "POST"] as const) {
        const message = await failure(world().client(undefined, urls).request({ method, path: "/trunks" }));
        expect(message).toContain("Redirects are not followed");
      }
    }
    expect(asked).toBe(0);
  } finally {
    for (const server of [elsewhere, pointer]) {
      server.close();
      server.closeAllConnections();
    }
  }
});

holds("Without both a wait is drawn at random from under 1 s, then 2 s, 4 s and so on.", async () => {
  // The dice of this world show 0.99.
  for (const [times, waitedMs] of [
    [1, 990],
    [2, 990 + 1_980],
    [3, 990 + 1_980 + 3_960],
  ] as const) {
    world().emulator.addFault({ path: "/trunks", status: 503, times });
    expect(await tookMs(world(), world().client().request(TRUNKS))).toBe(waitedMs);
  }
});

holds("A request takes 180 s at most with all its waits, those for a token among them.", async () => {
  world().emulator.addFault({ path: "/oauth2/token", status: 429, retryAfter: 30, times: 3 });
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 30, times: 1_000 });
  const message = failure(world().client().request(TRUNKS));
  expect(await tookMs(world(), message)).toBe(MAX_TOTAL_WAIT_MS);
  expect(await message).toMatch(/status 429: .* run the command again later/);
  expect(sent(world())).toHaveLength(MAX_TOTAL_WAIT_MS / MAX_DELAY_MS - 3 + 1);
});

holds("Time in our own queue is not counted.", async () => {
  // Two of three are refused, and each refusal holds all back: the last of six has waited for six minutes.
  for (let skip = 0; skip < 6; skip++) {
    world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 30, skip, times: 2 });
  }
  const client = world().client();
  const all = Promise.all(Array.from({ length: 6 }, () => client.request(TRUNKS)));
  expect(await tookMs(world(), all)).toBeGreaterThan(MAX_TOTAL_WAIT_MS);
  expect(await all).toHaveLength(6);
});

holds("Where nothing passes for 180 s, what waits in our queue fails unsent.", async () => {
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 30, times: 1_000 });
  const client = world().client();
  const all = Promise.all(Array.from({ length: 50 }, () => failure(client.request(TRUNKS))));
  expect(await tookMs(world(), all)).toBeLessThanOrEqual(MAX_TOTAL_WAIT_MS + MAX_DELAY_MS);
  expect((await all).filter((message) => message.includes("it was not sent"))).not.toEqual([]);
  expect(sent(world()).length).toBeLessThan(50);
});

holds("A 429 holds back every request of the process to the same API.", async () => {
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 20 });
  const client = world().client();
  const limited = client.request(TRUNKS);
  await world().clock.sleep(1_000);
  expect(
    await tookMs(world(), client.request({ method: "GET", path: "/accessControlLists" })),
  ).toBeGreaterThan(18_000);
  await limited;
});

holds("From the second 429 on, requests go out at the rate that the API was seen to allow.", async () => {
  const limited = new World({ apiLimit: { burst: 20, perSecond: 20 } });
  await limited.start();
  try {
    const client = limited.client();
    let left = 300;
    const caller = async (): Promise<void> => {
      while (left-- > 0) await client.request(TRUNKS);
    };
    const tookS = (await tookMs(limited, Promise.all(Array.from({ length: 16 }, caller)))) / 1000;
    const refused = limited.emulator.requests().filter(({ status }) => status === 429).length;
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(32);
    expect(tookS).toBeLessThan(20);
  } finally {
    await limited.stop();
  }
});

holds("A wait of 5 s or more is told in one line, however many requests wait for the same.", async () => {
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 4 });
  await world().client().request(TRUNKS);
  expect(world().lines).toEqual([]);
  const client = world().client();
  world().emulator.addFault({ path: "/trunks", status: 429, retryAfter: 20, times: 8 });
  await Promise.all(Array.from({ length: 8 }, () => client.request(TRUNKS)));
  expect(world().lines).toEqual(["waiting 20 s after status 429 of GET /trunks"]);
});

holds("A 401 makes the package fetch a new token and send the request again, once.", async () => {
  const client = world().client();
  world().emulator.addFault({ path: "/trunks", expireToken: true });
  await client.request(TRUNKS);
  expect(sent(world())).toEqual(["GET /trunks", "GET /trunks"]);
  world().emulator.addFault({ path: "/trunks", status: 401, times: 1_000 });
  expect(await failure(client.request(TRUNKS))).toContain("GET /trunks failed with status 401");
  expect(sent(world())).toHaveLength(4);
});

holds("Changes of one parent at the same time, which the API refuses, are all made.", async () => {
  world().emulator.switches.concurrentChanges = "refuse";
  const sipTrunkId = await trunk(world());
  world().emulator.addFault({ path: "/endpoints", delayMs: 2, times: 1_000 });
  const endpoints = lifecycle("SipEndpoint", world().client());
  const common = {
    sipTrunkId,
    address: "192.0.2.10",
    port: 5060,
    priority: 1,
    transport: "UDP",
    enabled: true,
  };
  await Promise.all(
    Array.from({ length: 16 }, (_none, n) => endpoints.create({ ...common, name: `PBX ${n}` })),
  );
  expect(world().emulator.state().endpoints).toHaveLength(16);
  expect(
    world()
      .emulator.requests()
      .filter(({ status }) => status === 409),
  ).not.toEqual([]);
});
