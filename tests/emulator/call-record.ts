import type { Call } from "../../emulator";

const MONEY = { currencyCode: "USD", amount: 0.004 };

/** A call of the test's morning, unless told otherwise. */
export function call(callId: string, more: Partial<Call> = {}): Call {
  return {
    callId,
    to: "12025550147",
    from: "sip:12025550190@203.0.113.21",
    direction: "outbound",
    answerTime: null,
    endTime: "2026-02-03T09:01:02Z",
    durationSeconds: 58,
    callResult: "COMPLETED",
    pricePerMinute: MONEY,
    billingDurationSeconds: 60,
    price: MONEY,
    createTime: "2026-02-03T09:00:00+0000",
    trunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    ...more,
  };
}
