import { EXPORTED, type Call as CallRecord } from "./entities";
import { notFound, refused } from "./errors";
import { ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest } from "./paging";

const CALL_LIMITS = { size: 100, max: 1_000 };
const DAY_MS = 86_400_000;
const PCAP_RETENTION_DAYS = 10;
/** A year, a month, a day, and so on down to a second. */
const TIMESTAMP = /^\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?$/;
/** The header of a capture file without packets: magic number, version 2.4, snapshot length, link type. */
const EMPTY_PCAP = "d4c3b2a1020004000000000000000000ffff000001000000";

/** GET /calls */
export function findCalls(call: Call): Answer {
  const page = cut(wantedCalls(call), pageRequest(call.query, CALL_LIMITS));
  const hidden = Object.fromEntries(EXPORTED.map((name) => [name, undefined]));
  const items = page.items.map((record) => ({ ...record, ...hidden, projectId: call.project.id }));
  return ok(envelope("calls", { ...page, items }, call.switches));
}

/** GET /calls/records/{pcapId}/pcap */
export function getPcap(call: Call): Answer {
  const pcapId = param(call, "pcapId");
  const oldest = dayText(call.store.clock.now() - PCAP_RETENTION_DAYS * DAY_MS);
  const record = call.project.calls.find((one) => one.pcapId === pcapId);
  if (!record || record.createTime < oldest) throw notFound("Pcap", pcapId);
  const file = new Uint8Array(Buffer.from(EMPTY_PCAP, "hex"));
  return { status: 200, file, headers: { "content-type": "application/octet-stream" } };
}

/** The calls that a request asks for. */
export function wantedCalls({ project, query, store }: Call): CallRecord[] {
  const period = timeFilter(query, "createTime");
  const from = timeFilter(query, "createTime>");
  const to = timeFilter(query, "createTime<");
  const isBounded = period ?? from ?? to;
  const start = from ?? (isBounded === undefined ? dayText(store.clock.now() - DAY_MS) : "");
  const equal = (["trunkId", "callResult", "direction"] as const).map(
    (name) => [name, query.get(name)] as const,
  );
  const parties = (["from", "to"] as const).map((name) => [name, query.get(name)] as const);
  return project.calls.filter((record) => {
    const time = record.createTime;
    if (period !== undefined && !time.startsWith(period)) return false;
    if (time < start || (to !== undefined && time.slice(0, to.length) > to)) return false;
    if (parties.some(([name, value]) => value !== null && party(record[name]) !== party(value))) return false;
    return equal.every(
      ([name, value]) => value === null || record[name].toLowerCase() === value.toLowerCase(),
    );
  });
}

function timeFilter(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name)?.replace(/(\.\d+)?(Z|[+ ]00:?00)?$/, "");
  if (text === undefined || TIMESTAMP.test(text)) return text;
  throw refused("Invalid timestamp format, must match yyyy-MM-dd'T'HH:mm:ss");
}

/** The number in a SIP address, or the text itself. */
export function party(text: string): string {
  return text
    .trim()
    .replace(/^sips?:/, "")
    .replace(/@.*$/s, "")
    .replace(/^\+/, "");
}

function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 19);
}
