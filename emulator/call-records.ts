import { CALL_RESULTS, type Call, type Money, type Transport } from "./entities";
import { ApiError, invalid } from "./errors";
import { isList, isObject, type JsonObject } from "./json";

/*
 * Call records that somebody gives the emulator, checked: a record that is not as the API would tell it spoils what a
 * test of histories says.
 */

/** What a record has where it does not say. */
export interface RecordDefaults {
  /** A new id. */
  id: () => string;
  /** The present time, in milliseconds since 1970. */
  nowMs: number;
}

type Check = (value: unknown) => string | undefined;

const COUNTRY = /^[A-Z]{2}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;
const TRANSPORTS: readonly Transport[] = ["UDP", "TCP", "TLS"];

const text: Check = (value) =>
  typeof value === "string" && value.trim() !== "" ? undefined : "must be a text that is not blank";
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value) ? undefined : `must be one of ${words.join(", ")}`;
const time: Check = (value) =>
  typeof value === "string" && TIME.test(value) && !Number.isNaN(timeMs(value))
    ? undefined
    : "must be a time such as 2026-02-03T09:15:27Z; without a zone it is UTC";
const seconds: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0
    ? undefined
    : "must be a whole number of seconds";
const money: Check = (value) =>
  isObject(value) && typeof value.currencyCode === "string" && typeof value.amount === "number"
    ? undefined
    : 'must be such as { "currencyCode": "USD", "amount": 0.004 }';
const country: Check = (value) =>
  typeof value === "string" && COUNTRY.test(value) ? undefined : "must be an ISO code such as SE";
const status: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 200 && value <= 699
    ? undefined
    : "must be a final SIP response, from 200 to 699";

const CHECKS: Readonly<Record<keyof Call, Check>> = {
  callId: text,
  to: text,
  from: text,
  direction: oneOf("inbound", "outbound"),
  answerTime: (value) => (value === null ? undefined : time(value)),
  endTime: time,
  durationSeconds: seconds,
  callResult: oneOf(...CALL_RESULTS),
  pricePerMinute: money,
  billingDurationSeconds: seconds,
  price: money,
  createTime: time,
  trunkId: text,
  pcapId: text,
  sipResponseCode: status,
  transport: oneOf(...TRANSPORTS),
  groupId: text,
  fromCountryCode: country,
  toCountryCode: country,
};

/** Without these a record says nothing. */
const REQUIRED = ["direction", "from", "to", "trunkId"] as const;

const PER_MINUTE: Money = { currencyCode: "USD", amount: 0.004 };

/** The records of a body: one, or a list of them. @throws {ApiError} 400 for the first field that is not right */
export function callRecords(body: unknown, defaults: RecordDefaults): Call[] {
  const given = isList(body) ? body : [body];
  const records = given.map((value, index) => callRecord(value, isList(body) ? `[${index}].` : "", defaults));
  const ids = new Set(records.map(({ callId }) => callId));
  if (ids.size === records.length) return records;
  throw new ApiError(400, "BAD_REQUEST", "two of the records have the same callId: each call has its own");
}

function callRecord(value: unknown, place: string, { id, nowMs }: RecordDefaults): Call {
  if (!isObject(value)) {
    const what = place === "" ? "the body" : place.slice(0, -1);
    throw new ApiError(400, "BAD_REQUEST", `${what} must be a call record, or the body a list of them`);
  }
  const record = checked(value, place);
  const { createTime = timeText(nowMs), durationSeconds = 0, callResult = "COMPLETED" } = record;
  const endMs = timeMs(createTime) + durationSeconds * 1000;
  const isBilled = callResult === "COMPLETED" && durationSeconds > 0;
  const billingDurationSeconds = isBilled ? 60 * Math.ceil(durationSeconds / 60) : 0;
  const { pricePerMinute = PER_MINUTE } = record;
  return {
    callId: id(),
    answerTime: isBilled ? createTime : null,
    endTime: timeText(endMs),
    billingDurationSeconds,
    price: { ...pricePerMinute, amount: (pricePerMinute.amount * billingDurationSeconds) / 60 },
    ...record,
    createTime,
    durationSeconds,
    callResult,
    pricePerMinute,
  };
}

function checked(value: JsonObject, place: string): Partial<Call> & Pick<Call, (typeof REQUIRED)[number]> {
  const checks: Readonly<Record<string, Check | undefined>> = CHECKS;
  for (const [name, field] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw invalid(`${place}${name}`, "is no field of a call record");
    const problem = check(field);
    if (problem !== undefined) throw invalid(`${place}${name}`, problem);
  }
  const missing = REQUIRED.find((name) => value[name] === undefined);
  if (missing !== undefined) throw invalid(`${place}${missing}`, CHECKS[missing](undefined) ?? "is missing");
  return value as Partial<Call> & Pick<Call, (typeof REQUIRED)[number]>;
}

/** Milliseconds since 1970 of a time that is UTC where it has no zone. */
export function timeMs(value: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`);
}

/** A time in the form that call records have: whole seconds and a zone. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, "2026-02-03T09:15:27".length)}+0000`;
}
