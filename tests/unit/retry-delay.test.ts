import fc from "fast-check";
import { MAX_DELAY_MS, retryDelay } from "../../provider/api/retry";
import { askedWaitMs } from "../../provider/api/retry-after";
import { errorOf, useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();
const NOW_MS = Date.parse("2026-02-03T09:00:00Z");

/** What servers and proxies may put into a header, right or wrong. */
const headers = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: "binary" }),
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.constantFrom("", " ", "0", "-1", "1e9", "Infinity", "NaN", "Tue, 03 Feb 2026 09:00:10 GMT", "5, 10"),
);

function asked(own: Record<string, unknown>, status = 429): number {
  return askedWaitMs({ status, headers: own, body: undefined }, NOW_MS);
}

test("no wait is longer than the ceiling or shorter than nothing, whatever the server asks for", () => {
  const failures = fc.record({
    attempt: fc.integer({ min: 1, max: 10_000 }),
    headers: fc.record({ "retry-after": headers, "x-ratelimit-reset": headers, date: headers }),
    status: fc.constantFrom(429, 503),
    dice: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(failures, ({ attempt, dice, status, headers: own }) => {
      const delayMs = retryDelay({ attempt, askedMs: asked(own, status), dice });
      expect(delayMs).toBeGreaterThan(0);
      expect(delayMs).toBeLessThanOrEqual(MAX_DELAY_MS);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test.each([
  ["7", 7_000],
  [" 7 ", 7_000],
  ["0.5", 500],
  ["3600", 3_600_000],
  ["Tue, 03 Feb 2026 09:00:10 GMT", 10_000],
  ["Tuesday, 03-Feb-26 09:00:10 GMT", 10_000],
  ["Tue Feb  3 09:00:10 2026", 10_000],
  ["Tue, 03 Feb 2026 08:00:00 GMT", 0],
  ["0", 0],
  ["-1", 0],
  ["soon", 0],
])("Retry-After: %s asks for %i ms", (header, askedMs) => {
  expect(asked({ "retry-after": header })).toBe(askedMs);
  expect(asked({ "retry-after": header }, 503)).toBe(askedMs);
});

test("a date is told from the answer's own, since our clock may be wrong", () => {
  const date = "Tue, 03 Feb 2026 08:50:00 GMT";
  expect(asked({ "retry-after": "Tue, 03 Feb 2026 08:50:07 GMT", date })).toBe(7_000);
});

test.each([
  ["x-ratelimit-reset", "7"],
  ["ratelimit-reset", "7"],
  ["x-rate-limit-reset", String(NOW_MS / 1000 + 7)],
  ["x-ratelimit-reset", String(NOW_MS + 7_000)],
  ["x-ratelimit-reset", "2026-02-03T09:00:07Z"],
  ["x-ratelimit-reset-after", "7"],
  ["x-rate-limit-retry-after-seconds", "7"],
])("a 429 with %s: %s and no Retry-After asks for 7 s", (name, value) => {
  expect(asked({ [name]: value })).toBe(7_000);
  expect(asked({ [name]: value, "retry-after": "3" })).toBe(3_000);
});

test("x-ratelimit-reset says nothing on any other status, since gateways put it on every answer", () => {
  expect(asked({ "x-ratelimit-reset": "7" }, 503)).toBe(0);
});

const FAILED = { attempt: 1, dice: 0.5 };

test("no single wait is longer than the ceiling", () => {
  expect(retryDelay({ ...FAILED, askedMs: 3_600_000 })).toBe(MAX_DELAY_MS);
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
});

test("POST is sent again after 429, since the API did nothing", async () => {
  const api = await startServer(() => ({ status: api.seen.length < 3 ? 429 : 201 }));
  await account().client({ apiUrl: api.url }).request({ method: "POST", path: "/trunks", body: {} });
  expect(api.seen).toHaveLength(3);
});
