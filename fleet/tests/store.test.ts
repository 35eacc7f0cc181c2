import { BadInputError, LeaseLostError } from "../src/errors";
import type { ShardRecord } from "../src/model";
import { Journal } from "../src/store/journal";
import { Store, type Lease } from "../src/store/store";
import { usePostgres } from "./support/postgres";

const url = usePostgres();
let store: Store;

beforeAll(async () => {
  // Workers that start at once make the tables once.
  const five = { length: 5 };
  const [stores, journals] = await Promise.all([
    Promise.all(Array.from(five, () => Store.open(url()))),
    Promise.all(Array.from(five, () => Journal.open(url()))),
  ]);
  await Promise.all([...stores.slice(1), ...journals].map((one) => one.close()));
  store = stores[0] as Store;
});

afterAll(async () => {
  await store.close();
});

const RECORD: ShardRecord = {
  ...{ name: "main-001", digest: "d", release: "r", customers: ["acme"], left: [] },
  ...{ outcome: "done", at: "2026-02-03T09:00:00Z" },
};

const IDLE = { isSending: false };

function lease(shard: string, holder: string, more: Partial<Lease> = {}): Lease {
  return { shard, holder, leaseMs: 60_000, graceMs: 0, ...more };
}

test("a text is kept once, under its hash", async () => {
  const hash = await store.put("rows");
  expect(await store.put("rows")).toBe(hash);
  expect(await store.get(hash)).toBe("rows");
  await expect(store.get("0")).rejects.toThrow(BadInputError);
});

test("what a rehearsal has found is kept by what decides it", async () => {
  const claims = [{ what: "a host name", key: "acme" }];
  await store.rehearsals.keep(new Map([["one", claims]]));
  await store.rehearsals.keep(new Map([["one", []]]));
  expect(await store.rehearsals.recall(["one", "two"])).toEqual(new Map([["one", claims]]));
});

test("the release that was approved last is the one to roll back to", async () => {
  const release = (hash: string) => ({ hash, rows: {}, program: "p", version: "1", shards: [] });
  expect(await store.approved()).toEqual([]);
  for (const hash of ["one", "two"]) {
    await store.saveRelease(release(hash));
    await store.approve(hash);
  }
  expect((await store.approved())[0]).toBe("two");
  await store.approve("one");
  expect((await store.approved())[0]).toBe("one");
  expect(await store.release("two")).toEqual(release("two"));
  await expect(store.approve("three")).rejects.toThrow(BadInputError);
});

test("a shard is recorded until it is forgotten", async () => {
  await store.record(RECORD);
  await store.record({ ...RECORD, digest: "e" });
  expect(await store.shards()).toEqual([{ ...RECORD, digest: "e" }]);
  await store.forget("main-001");
  expect(await store.shard("main-001")).toBeUndefined();
});

test("of many who want a lease at once one gets it", async () => {
  const holders = Array.from({ length: 20 }, (_, index) => `holder-${index}`);
  const got = await Promise.all(holders.map((holder) => store.leases.acquire(lease("wanted", holder))));
  expect(got.filter(Boolean)).toHaveLength(1);
});

test("a lease that was given back is free at once, one that has ended only after its grace", async () => {
  const first = lease("handed-on", "first");
  await store.leases.acquire(first);
  await store.leases.letGo(first);
  expect(await store.leases.acquire(lease("handed-on", "second", { leaseMs: 0, graceMs: 60_000 }))).toBe(
    true,
  );
  expect(await store.leases.acquire(lease("handed-on", "third"))).toBe(false);

  await store.leases.acquire(lease("ended", "first", { leaseMs: 0 }));
  expect(await store.leases.acquire(lease("ended", "second"))).toBe(true);
});

test("whoever has lost a lease can neither renew it nor record, nor give back another's", async () => {
  const lost = lease("main-002", "lost", { leaseMs: 0 });
  await store.leases.acquire(lost);
  expect(await store.leases.renew({ ...lost, leaseMs: 60_000 }, IDLE)).toBeUndefined();
  const held = lease("main-002", "held");
  expect(await store.leases.acquire(held)).toBe(true);
  const record = { ...RECORD, name: "main-002" };
  await expect(store.record(record, lost)).rejects.toThrow(LeaseLostError);
  await store.leases.letGo(lost);
  expect(await store.leases.renew(held, IDLE)).toEqual({});
  await store.record(record, held);
  expect(await store.shard("main-002")).toEqual(record);
});

test("an account's rate is shared by those who hold its leases and send, and halved by a 429", async () => {
  const [one, two, three] = ["one", "two", "three"].map((name) =>
    lease(`shared-${name}`, name, { account: "north", accountRate: 30 }),
  ) as [Lease, Lease, Lease];
  const share = async (of: Lease, isSending = true): Promise<number> =>
    (await store.leases.renew(of, { isSending }))?.requestsPerSecond ?? 0;
  for (const each of [one, two, three]) await store.leases.acquire(each);
  await store.leases.acquire(lease("other", "other", { account: "south" }));
  expect(await store.leases.processes("north")).toBe(3);
  expect(await share(three, false)).toBe(10);
  expect(await share(one)).toBe(30);
  // Until the first one knows of the second, what is sent together may be a little more, and never twice as much.
  expect([await share(two), await share(one), await share(two)]).toEqual([10, 15, 15]);
  expect(await share(two, false)).toBe(10);
  expect(await share(one)).toBe(30);
  await share(two);
  await share(one);
  await Promise.all(Array.from({ length: 5 }, () => store.leases.limited("north")));
  await share(two);
  const requestsPerSecond = await share(one);
  // Half, and what came back since: the five were one event.
  expect(requestsPerSecond).toBeGreaterThanOrEqual(7.5);
  expect(requestsPerSecond).toBeLessThan(15);
});
