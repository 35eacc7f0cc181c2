import fc from "fast-check";
import { MAX_DELAY_MS, isPassing, retryDelay } from "../../provider/api/retry";
import { errorOf, useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();
const NOW_MS = Date.parse("2026-02-03T09:00:00Z");
const FAILED = { attempt: 1, nowMs: NOW_MS, dice: 0.5 };

/** What servers and proxies may put into `Retry-After`, right or wrong. */
const retryAfters = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: "binary" }),
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.constantFrom("", " ", "0", "-1", "1e9", "Infinity", "NaN", "Tue, 03 Feb 2026 09:00:10 GMT", "5, 10"),
);

test("no wait is longer than the ceiling or shorter than nothing, whatever the server asks for", () => {
  const failures = fc.record({
    attempt: fc.integer({ min: 1, max: 10_000 }),
    retryAfter: retryAfters,
    nowMs: fc.nat({ max: 4e12 }),
    dice: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(failures, (failed) => {
      const delayMs = retryDelay(failed);
      expect(delayMs).toBeGreaterThan(0);
      expect(delayMs).toBeLessThanOrEqual(MAX_DELAY_MS);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test.each([
  { retryAfter: "7", delayMs: 7_000 },
  { retryAfter: " 7 ", delayMs: 7_000 },
  { retryAfter: "Tue, 03 Feb 2026 09:00:10 GMT", delayMs: 10_000 },
  { retryAfter: "3600", delayMs: MAX_DELAY_MS },
])("Retry-After: $retryAfter is a wait of $delayMs ms", ({ retryAfter, delayMs }) => {
  expect(retryDelay({ ...FAILED, retryAfter })).toBe(delayMs);
});

test("without it the ceiling of a random wait doubles from one second", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryDelay({ ...FAILED, attempt, dice: 1 }));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, MAX_DELAY_MS, MAX_DELAY_MS]);
});

test.each(["0", "Tue, 03 Feb 2026 08:00:00 GMT", "-1"])(
  "Retry-After: %s does not make us hammer the API",
  async (retryAfter) => {
    const headers = { "Retry-After": retryAfter };
    const api = await startServer(() => ({ status: api.seen.length < 4 ? 429 : 200, headers }));
    const beganMs = account().clock.now();
    await account().client({ apiUrl: api.url }).request({ method: "GET", path: "/trunks" });
    expect(account().clock.now() - beganMs).toBeGreaterThan(1_000);
  },
);

test.each([
  { method: "GET", status: 503, sent: 6 },
  { method: "PUT", status: 502, sent: 6 },
  { method: "DELETE", status: 504, sent: 6 },
  { method: "POST", status: 503, sent: 1 },
  { method: "GET", status: 400, sent: 1 },
  { method: "GET", status: 501, sent: 1 },
] as const)("$method that always meets $status is sent $sent times", async ({ method, status, sent }) => {
  const api = await startServer(() => ({ status }));
  await errorOf(account().client({ apiUrl: api.url }).request({ method, path: "/trunks" }));
  expect(api.seen).toHaveLength(sent);
  expect(isPassing(status)).toBe(status >= 502);
});

test("POST is sent again after 429, since the API did nothing", async () => {
  const api = await startServer(() => ({ status: api.seen.length < 3 ? 429 : 201 }));
  await account().client({ apiUrl: api.url }).request({ method: "POST", path: "/trunks", body: {} });
  expect(api.seen).toHaveLength(3);
});
