import type { Line } from "./call-lines";
import type { Subscriber } from "./call-numbers";
import { timeText } from "./call-records";
import type { Call } from "./entities";
import type { Random } from "./random";

/** How a call ends. */
type Ending = Pick<Call, "callResult"> & { sipResponseCode: number };

const ENDINGS_OUT: readonly (readonly [number, Ending])[] = [
  [78, { callResult: "COMPLETED", sipResponseCode: 200 }],
  [8, { callResult: "NO_ANSWER", sipResponseCode: 480 }],
  [5, { callResult: "BUSY", sipResponseCode: 486 }],
  [4, { callResult: "CANCEL", sipResponseCode: 487 }],
  [2, { callResult: "COMPLETED", sipResponseCode: 404 }],
  [1, { callResult: "FAILED", sipResponseCode: 503 }],
  [1, { callResult: "FAILED", sipResponseCode: 603 }],
  [1, { callResult: "FAILED", sipResponseCode: 403 }],
];

const ENDINGS_IN: readonly (readonly [number, Ending])[] = [
  [82, { callResult: "COMPLETED", sipResponseCode: 200 }],
  [9, { callResult: "NO_ANSWER", sipResponseCode: 480 }],
  [4, { callResult: "BUSY", sipResponseCode: 486 }],
  [4, { callResult: "CANCEL", sipResponseCode: 487 }],
  [1, { callResult: "FAILED", sipResponseCode: 503 }],
];

const ANSWERED: Ending = { callResult: "COMPLETED", sipResponseCode: 200 };

/** Somebody who tries trunks that are not his. */
const STRANGER = "203.0.113.66";
/** The caller's number where the trunk has none of its own. */
export const NO_NUMBER: Subscriber = { number: "+12025550199", country: "US" };

/** So many of 100 calls are taken by nobody and forwarded, where that is on. */
const FORWARDED = 6;

/** Where and when a call happens. */
export interface Stage {
  line: Line;
  random: Random;
  startMs: number;
  id: () => string;
}

/** A call of the customer. */
export function outbound({ line, random, startMs: at, id }: Stage, callee: Subscriber): Call {
  const ending = random.weighted(ENDINGS_OUT) ?? ANSWERED;
  const address = ending.sipResponseCode === 403 ? STRANGER : random.favourite(line.addresses);
  const own = random.favourite(line.numbers) ?? NO_NUMBER.number;
  return callOf(id(), {
    ...ended(random, at, ending, callee.country),
    direction: "outbound",
    from: `sip:${own}@${address ?? STRANGER}`,
    to: `${callee.number}@${line.domain}:5060`,
    trunkId: line.trunk.id,
    toCountryCode: callee.country,
  });
}

/** A call to a number of the trunk: one record, or two of one group where it is forwarded. */
export function inbound({ line, random, startMs: at, id }: Stage, caller: Subscriber): Call[] {
  const number = random.favourite(line.numbers) ?? NO_NUMBER.number;
  const parties = { from: caller.number, fromCountryCode: caller.country, trunkId: line.trunk.id };
  const isForwarded = line.forwardsTo !== undefined && (line.forwardsAll || random.below(100) < FORWARDED);
  const ending = isForwarded ? ANSWERED : (random.weighted(ENDINGS_IN) ?? ANSWERED);
  const first = callOf(id(), {
    ...ended(random, at, ending, "US"),
    ...parties,
    direction: "inbound",
    to: number,
  });
  if (!isForwarded || line.forwardsTo === undefined) return [first];
  const { answerTime, endTime, durationSeconds, billingDurationSeconds, price, pricePerMinute } = first;
  const second = callOf(id(), {
    ...ANSWERED,
    ...{ answerTime, endTime, durationSeconds, billingDurationSeconds, price, pricePerMinute },
    ...parties,
    direction: "outbound",
    to: line.forwardsTo,
    createTime: timeText(at + 1000),
    groupId: first.callId,
  });
  return [first, second];
}

function callOf(callId: string, call: Omit<Call, "callId">): Call {
  return { callId, ...call };
}

/** How a call went: when it was answered and ended, and what it cost. */
function ended(random: Random, at: number, ending: Ending, country: string) {
  const isAnswered = ending.sipResponseCode === 200;
  const ringMs = 1000 * (2 + random.below(20));
  // Most calls are short, a few are long.
  const durationSeconds = isAnswered ? Math.ceil(15 * Math.exp(4.5 * random.next() ** 1.5)) : 0;
  const answerMs = at + ringMs;
  const amount = country === "US" || country === "CA" ? 0.004 : 0.018;
  const billingDurationSeconds = 60 * Math.ceil(durationSeconds / 60);
  return {
    ...ending,
    createTime: timeText(at),
    answerTime: isAnswered ? timeText(answerMs) : null,
    endTime: timeText(answerMs + durationSeconds * 1000),
    durationSeconds,
    billingDurationSeconds,
    pricePerMinute: { currencyCode: "USD", amount },
    price: { currencyCode: "USD", amount: Number(((amount * billingDurationSeconds) / 60).toFixed(4)) },
  };
}
