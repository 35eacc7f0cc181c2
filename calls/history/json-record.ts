import { isObject, type Json, type JsonObject } from "../../provider/json";
import { Times } from "./cells";
import type { CallRecord } from "./record";

const times = new Times();

/**
 * A record out of a call as `GET /calls` answers it, or the sentence that says why it is none. What the answer never has
 * may stand there by the names that the export's filters have: `sipResponseCode`, `fromCountryCode`, `toCountryCode`,
 * `groupId`.
 */
export function recordOf(item: unknown): CallRecord | string {
  if (!isObject(item)) return "it is no call: each is a JSON object with the fields of GET /calls";
  const { callId, createTime, direction, from, to, durationSeconds, answerTime, price } = item;
  if (!isFilled(callId)) return missing("callId", "a text");
  const timeMs = timeOf(createTime);
  if (timeMs === undefined) {
    return `createTime is no ISO time: ${shown(createTime)}, not such as "2026-02-03T09:15:27Z"`;
  }
  const way = typeof direction === "string" ? direction.toLowerCase() : "";
  if (way !== "inbound" && way !== "outbound") {
    return `direction is ${shown(direction)}, neither "inbound" nor "outbound"`;
  }
  if (typeof from !== "string") return missing("from", "a text");
  if (typeof to !== "string") return missing("to", "a text");
  const seconds = numberOf(durationSeconds);
  if (Number.isNaN(seconds)) return `durationSeconds is ${shown(durationSeconds)}, not a number of seconds`;
  const response = numberOf(item.sipResponseCode);
  if (Number.isNaN(response)) return `sipResponseCode is ${shown(item.sipResponseCode)}, not a SIP status`;
  const { amount, currencyCode } = isObject(price) ? price : {};
  const cost = numberOf(amount);
  if (Number.isNaN(cost)) return `price.amount is ${shown(amount)}, not a number`;
  return {
    id: callId,
    timeMs,
    direction: way,
    from,
    to,
    trunkId: filled(item, "trunkId") ?? "",
    seconds,
    result: filled(item, "callResult") ?? "",
    isAnswered: answerTime === undefined ? undefined : isFilled(answerTime),
    response,
    cost,
    currency: cost !== undefined && isFilled(currencyCode) ? currencyCode : undefined,
    fromCountry: filled(item, "fromCountryCode"),
    toCountry: filled(item, "toCountryCode"),
    group: filled(item, "groupId"),
  };
}

/** Milliseconds since 1970 of a time in ISO 8601; without a zone it is UTC. */
function timeOf(value: Json | undefined): number | undefined {
  if (typeof value !== "string") return undefined;
  const bytes = Buffer.from(value);
  const timeMs = times.time(bytes, 0, bytes.length);
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** A number that may be written as text; undefined where there is none, NaN where something else is. */
function numberOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "number" && typeof value !== "string") return NaN;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : NaN;
}

function filled(item: JsonObject, name: string): string | undefined {
  const value = item[name];
  return isFilled(value) ? value : undefined;
}

function isFilled(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function missing(name: string, what: string): string {
  return `${name} is not ${what}`;
}

function shown(value: Json | undefined): string {
  return value === undefined ? "not there" : JSON.stringify(value);
}
