import fc from "fast-check";
import { isWorthAnother } from "../../provider/api/patience";
import { MAX_ATTEMPTS } from "../../provider/api/retry";
import { ApiError, ConnectionError, isAmbiguous } from "../../provider/errors";
import type { Outcome } from "../../provider/outcomes";

const answered = (status: number, code = ""): ApiError =>
  new ApiError("PUT /trunks/x", status, { code, text: "no" });
const lost = (outcome: Outcome): ConnectionError => new ConnectionError("PUT /trunks/x", "cut off", outcome);

test.each([
  [408, false],
  [423, true],
  [425, true],
  [429, true],
  [499, false],
  [500, false],
  [502, false],
  [503, false],
  [504, false],
  [507, false],
  [520, false],
  [521, false],
  [522, false],
  [523, false],
  [524, false],
  [525, false],
  [527, false],
  [529, false],
  [530, false],
  [599, false],
])("after status %i another attempt follows; of a POST: %s", (status, ofPost) => {
  expect(isWorthAnother(answered(status), true, 1)).toBe(true);
  expect(isWorthAnother(answered(status), false, 1)).toBe(ofPost);
});

test.each([
  300, 301, 302, 303, 304, 307, 308, 400, 402, 403, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 421,
  422, 424, 426, 428, 431, 451, 501, 505, 511, 526,
])("after status %i none follows", (status) => {
  expect(isWorthAnother(answered(status), true, 1)).toBe(false);
  expect(isAmbiguous(answered(status))).toBe(false);
});

test.each([
  "ABORTED",
  "OPTIMISTIC_LOCKING_ERROR",
  "OBJECT_OPTIMISTIC_LOCKING_FAILURE",
  "CONCURRENT_MODIFICATION",
])("a 409 with the code %s is tried again, also of a POST: it says that nothing was done", (code) => {
  expect(isWorthAnother(answered(409, code), false, 1)).toBe(true);
});

test.each(["", "CONFLICT", "ALREADY_EXISTS", "SIP_TRUNK_ALREADY_EXISTS"])(
  "a 409 with the code %p is final",
  (code) => {
    expect(isWorthAnother(answered(409, code), true, 1)).toBe(false);
  },
);

test.each<[outcome: Outcome, again: boolean, ofPost: boolean]>([
  ["refused", false, false],
  ["undone", true, true],
  ["unknown", true, false],
  ["open", true, false],
])("a connection whose outcome is %s: again %s, of a POST %s", (outcome, again, ofPost) => {
  expect(isWorthAnother(lost(outcome), true, 1)).toBe(again);
  expect(isWorthAnother(lost(outcome), false, 1)).toBe(ofPost);
});

test.each([
  [429, "", true],
  [423, "", true],
  [409, "ABORTED", true],
  [503, "", false],
  [425, "", false],
])("after many attempts status %i %s is still tried again: %s", (status, code, isTried) => {
  expect(isWorthAnother(answered(status, code), true, MAX_ATTEMPTS)).toBe(isTried);
});

test("no status makes a POST go out again unless it says that nothing was done, whatever its body", () => {
  const codes = fc.constantFrom("", "ABORTED", "INTERNAL", "UNAVAILABLE", "NOT_FOUND", "429");
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), codes, (status, code) => {
      const failure = answered(status, code);
      const isUndone = [423, 425, 429].includes(status) || (status === 409 && code === "ABORTED");
      expect(isWorthAnother(failure, false, 1)).toBe(isUndone);
      expect(isAmbiguous(failure) && isUndone).toBe(false);
    }),
    { seed: 1, numRuns: 2000 },
  );
});
