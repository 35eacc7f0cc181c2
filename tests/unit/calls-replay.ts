import { worldOf, type World } from "../../calls";
import type { HistorySummary } from "../../calls/history/history";
import type { CallRecord } from "../../calls/history/record";
import { Replay, type ReplayOptions } from "../../calls/replay/replay";
import type { ReplayReport } from "../../calls/replay/report";
import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { planned } from "../support/planned";

/** A resource with an id, as an account has it. */
export function held(kind: string, name: string, properties: JsonObject, id = name): StackResource {
  return planned(kind, name, properties, { id });
}

/** Two countries that calls of the tests go to. */
export const SWEDEN = held("CountryPermission", "SE", { isoCode: "SE", enabled: true });
export const GERMANY = held("CountryPermission", "DE", { isoCode: "DE", enabled: true });

/** An account with one trunk, whose office calls out, and whose number rings its PBX. */
export const OFFICE: readonly StackResource[] = [
  held("SipTrunk", "voice", {
    name: "Voice",
    hostName: "acme",
    domain: "acme.pstn.sinch.com",
    callsPerSecond: 5,
    enableCallForward: false,
  }),
  held("AccessControlList", "office", {
    enabled: true,
    ipRanges: [{ ipAddress: "198.51.100.0", range: 24 }],
  }),
  held("TrunkAccessControlList", "link", { sipTrunkId: "voice", accessControlListId: "office" }),
  held("SipEndpoint", "pbx", {
    ...{ sipTrunkId: "voice", name: "PBX", address: "198.51.100.5", port: 5060, transport: "UDP" },
    ...{ priority: 1, enabled: true },
  }),
  held("PhoneNumberAssignment", "main", { phoneNumber: "+12025550101", sipTrunkId: "voice" }),
  SWEDEN,
  GERMANY,
];

/** All that an account holds. */
export function whole(...resources: readonly StackResource[]): World {
  return worldOf(resources, { isWhole: true });
}

/** Resources with other properties for one of them. */
export function changed(
  resources: readonly StackResource[],
  name: string,
  properties: JsonObject,
): StackResource[] {
  return resources.map((one) =>
    one.name === name ? { ...one, properties: { ...one.properties, ...properties } } : one,
  );
}

export const NOON = Date.parse("2026-03-02T12:00:00Z");

let made = 0;

/** A call from the office to Sweden that was answered and took a minute, but for what is given. */
export function outbound(given: Partial<CallRecord> = {}): CallRecord {
  made += 1;
  return {
    id: `call-${made}`,
    timeMs: NOON + 60_000 * made,
    direction: "outbound",
    from: "sip:+12025550101@198.51.100.17",
    to: "+46701234567",
    trunkId: "voice",
    seconds: 60,
    result: "COMPLETED",
    isAnswered: true,
    response: 200,
    cost: 0.01,
    currency: "USD",
    toCountry: "SE",
    ...given,
  };
}

/** A call from Sweden to the office. */
export function inbound(given: Partial<CallRecord> = {}): CallRecord {
  return outbound({
    ...{ direction: "inbound", from: "+46701234567", to: "+12025550101" },
    ...{ fromCountry: "SE", toCountry: "US" },
    ...given,
  });
}

const NOTHING_ELSE: HistorySummary = { records: 0, bad: { count: 0, first: [] }, notes: [], lacks: [] };

/** What replaying calls finds. */
export function replayed(
  records: readonly CallRecord[],
  options: ReplayOptions,
  summary: Partial<HistorySummary> = {},
): ReplayReport {
  const replay = new Replay(options);
  for (const record of records) replay.add(record);
  return replay.report({ ...NOTHING_ELSE, records: records.length, ...summary });
}
