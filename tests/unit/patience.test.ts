import { isAnotherDue, type FailedAttempt } from "../../provider/api/patience";
import { MAX_ATTEMPTS, MAX_TOTAL_WAIT_MS } from "../../provider/api/retry";
import { ApiError, ConnectionError } from "../../provider/errors";

const answered = (status: number): ApiError => new ApiError("GET /trunks", status, { code: "", text: "no" });
const lost = new ConnectionError("GET /trunks", "cut off", "unknown");
const unsent = new ConnectionError("GET /trunks", "refused", "unsent");

function failed(parts: Partial<FailedAttempt>): FailedAttempt {
  return { failure: answered(503), repeatable: true, attempt: 1, passedMs: 0, delayMs: 1_000, ...parts };
}

test.each<[words: string, parts: Partial<FailedAttempt>]>([
  ["a 503 of what may be repeated", {}],
  ["a lost answer of what may be repeated", { failure: lost }],
  ["what was never sent, also of a POST", { failure: unsent, repeatable: false }],
  ["a rate limit, also of a POST", { failure: answered(429), repeatable: false }],
  ["a rate limit after many attempts", { failure: answered(429), attempt: 100 }],
])("another attempt follows %s", (_words, parts) => {
  expect(isAnotherDue(failed(parts))).toBe(true);
});

test.each<[words: string, parts: Partial<FailedAttempt>]>([
  ["a refusal", { failure: answered(400) }],
  ["a 503 of a POST", { repeatable: false }],
  ["a lost answer of a POST", { failure: lost, repeatable: false }],
  ["the last attempt", { attempt: MAX_ATTEMPTS }],
  ["a wait that would pass the patience", { passedMs: MAX_TOTAL_WAIT_MS - 999 }],
  ["a rate limit that would pass the patience", { failure: answered(429), passedMs: MAX_TOTAL_WAIT_MS }],
])("no attempt follows %s", (_words, parts) => {
  expect(isAnotherDue(failed(parts))).toBe(false);
});
