import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "../../provider/api/client";
import { axiosTransport } from "../../provider/api/transport";
import { useAccount } from "./account";

const account = useAccount({ apiLimit: { burst: 3, perSecond: 1 } });
const ask = { method: "GET", path: "/trunks" } as const;
let folder = "";
let permitFile = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "permit-"));
  permitFile = join(folder, "permit.json");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function allow(values: object) {
  writeFileSync(permitFile, JSON.stringify(values));
}

/** A client with the permit, and what becomes of a request of it: an answer, or the word that it stopped for good. */
function permitted(surroundings: Surroundings = {}) {
  let say: (line: string) => void = () => undefined;
  const stopped = new Promise<string>((resolve) => (say = resolve));
  const client = account().client({}, { ...surroundings, permitFile, say });
  return () => Promise.race([client.request(ask).then(() => "answered"), stopped]);
}

/** How long so many requests at once take. */
async function secondsFor(count: number, client = account().client()): Promise<number> {
  const beganMs = account().clock.now();
  await Promise.all(Array.from({ length: count }, () => client.request(ask)));
  return (account().clock.now() - beganMs) / 1000;
}

test("requests go out at the configured rate from the first on, none of them refused", async () => {
  const client = account().client({ maxRequestsPerSecond: "0.5" });
  expect(await secondsFor(4, client)).toBe(6);
  expect(account().requests()).toHaveLength(4);
});

test("the rate of the permit counts where it is lower, and a new one within a second", async () => {
  const untilMs = account().clock.now() + 1e6;
  allow({ until: untilMs, requestsPerSecond: 0.1 });
  const client = account().client({ maxRequestsPerSecond: "0.5" }, { permitFile });
  expect(await secondsFor(3, client)).toBe(20);
  allow({ until: untilMs, requestsPerSecond: 0.5 });
  await account().clock.sleep(10_000);
  expect(await secondsFor(3, client)).toBe(4);
});

test("a higher rate counts for whoever waits already", async () => {
  allow({ until: account().clock.now() + 1e6, requestsPerSecond: 0.01 });
  const send = permitted();
  await send();
  allow({ until: account().clock.now() + 1e6, requestsPerSecond: 0.5 });
  const beganMs = account().clock.now();
  await send();
  expect(account().clock.now() - beganMs).toBeLessThanOrEqual(2_000);
});

test("once the leave has ended nothing is sent, nor is anything answered", async () => {
  allow({ until: account().clock.now() + 1000 });
  const send = permitted();
  expect(await send()).toBe("answered");
  await account().clock.sleep(1000);
  expect(await send()).toMatch("stopped for good: the leave to send has ended");
  expect(account().requests()).toHaveLength(1);
});

test("an answer that comes after the end of the leave goes to nobody", async () => {
  allow({ until: account().clock.now() + 3000 });
  const send = permitted({
    transport: async (request) => {
      const answer = await axiosTransport()(request);
      await account().clock.sleep(2000);
      return answer;
    },
  });
  expect(await send()).toMatch("stopped for good");
  expect(account().requests()).toHaveLength(1);
});

test("a leave that was renewed is taken, and one whose file is gone lasts as long as it said", async () => {
  allow({ until: account().clock.now() + 1000 });
  const send = permitted();
  await send();
  allow({ until: account().clock.now() + 5000 });
  await account().clock.sleep(2000);
  expect(await send()).toBe("answered");
  rmSync(permitFile);
  await account().clock.sleep(1000);
  expect(await send()).toBe("answered");
  await account().clock.sleep(2000);
  expect(await send()).toMatch("stopped for good");
});

test.each([["{}"], ["no JSON"], ['{"until":"tomorrow"}'], ['{"until":1e15,"requestsPerSecond":0}']])(
  "nothing is sent where the file has %s",
  async (text) => {
    writeFileSync(permitFile, text);
    await expect(account().client({}, { permitFile }).request(ask)).rejects.toThrow(/gives no leave to send/);
    expect(account().requests()).toHaveLength(0);
  },
);

test("each second in which the leave is used is noted beside the permit, where its folder is still there", async () => {
  allow({ until: account().clock.now() + 1e6 });
  const noted = () => readFileSync(`${permitFile}.used`, "utf8").match(/^\d+$/gm)?.length;
  const send = permitted();
  await send();
  expect(noted()).toBe(1);
  await account().clock.sleep(10_000);
  await send();
  expect(noted()).toBe(2);
  rmSync(folder, { recursive: true });
  await account().clock.sleep(10_000);
  expect(await send()).toBe("answered");
  mkdirSync(folder);
});

test("every 429 is noted beside the permit", async () => {
  allow({ until: account().clock.now() + 1e6 });
  const client = account().client({}, { permitFile });
  account().emulator.addFault({ path: "/trunks", status: 429, times: 2 });
  await client.request(ask);
  expect(readFileSync(`${permitFile}.limited`, "utf8")).toMatch(/^\d+\n\d+\n$/);
});
