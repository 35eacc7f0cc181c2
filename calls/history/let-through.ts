import type { CallRecord } from "./record";

/** Refusals that Sinch itself is documented to send to whoever calls out: credentials, address, domain of From. */
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 407]);

/** Somebody was reached, or was being rung: nobody answered, the caller gave up, the line was busy. */
const REACHED: ReadonlySet<number> = new Set([480, 486, 487, 600]);

/**
 * Whether a call got past Sinch, as far as its record proves it; undefined where it does not.
 *
 * The SIP response is what happened. 2xx, and those by which the other side was busy, did not answer or was not waited
 * for, prove that the call was let through, though it did not succeed. 401, 403 and 407 to an outbound call are Sinch's
 * own refusals; of an inbound call they come from an endpoint, so that one was rung. All others (404, 408, 503, 603, …)
 * may come from Sinch and from the other side.
 *
 * Without a response only an answered call with a duration is proof: `COMPLETED` also stands with a SIP error, and then
 * with 0 seconds. An outbound call's duration begins with its answer, an inbound one's does not.
 */
export function wasLetThrough(record: CallRecord): boolean | undefined {
  const { response, direction, isAnswered, seconds = 0 } = record;
  if (response !== undefined) {
    if ((response >= 200 && response < 300) || REACHED.has(response)) return true;
    return REFUSALS.has(response) ? direction === "inbound" : undefined;
  }
  const isAnsweredAtAll = isAnswered ?? (direction === "outbound" ? seconds > 0 : undefined);
  return isAnsweredAtAll === true && seconds > 0 ? true : undefined;
}
