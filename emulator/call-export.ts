import { party, wantedCalls } from "./calls";
import { countryOfNumber } from "./countries";
import type { Call as CallRecord } from "./entities";
import type { Answer, Call } from "./operation";

/** The SIP response that ends a call with such a result. */
const RESPONSES: Readonly<Record<CallRecord["callResult"], number>> = {
  COMPLETED: 200,
  NO_ANSWER: 480,
  CANCEL: 487,
  BUSY: 486,
  FAILED: 503,
};

/** The cause of Q.850 for a SIP response, after RFC 3398; "interworking" for others. */
const CAUSES: Readonly<Record<number, number>> = { 200: 16, 404: 1, 480: 18, 486: 17, 487: 16, 503: 41 };
const INTERWORKING = 127;

/** Filters that only the export knows, and the column that each is about. */
const FILTERS = {
  fromCountryCode: "From Country",
  toCountryCode: "To Country",
  region: "Region",
  groupId: "Group Id",
  relationshipType: "Relationship Type",
} as const;

type Row = Readonly<Record<string, string>>;

/** GET /calls/export */
export function exportCallRecords(call: Call): Answer {
  const { query } = call;
  const rows = wantedCalls(call)
    .map((record) => rowOf(call, record))
    .filter((row) => isWanted(row, query));
  const fileName = (query.get("fileName") ?? "calls.csv").replaceAll(/[^\w.-]/g, "_");
  const headers = {
    "content-type": "application/csv",
    "content-disposition": `attachment; filename=${fileName}`,
  };
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column]))];
  return { status: 200, file: lines.map((cells) => `${cells.map(cell).join(",")}\n`).join(""), headers };
}

/** Every cell is in quotes. */
function cell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function isWanted(row: Row, query: URLSearchParams): boolean {
  if (query.get("emergencyOnly") === "true" && row["Is Emergency Call"] !== "true") return false;
  return Object.entries(FILTERS).every(([name, column]) => {
    const value = query.get(name);
    return value === null || row[column]?.toLowerCase() === value.toLowerCase();
  });
}

// prettier-ignore
const COLUMNS = [
  "Timestamp", "Call Id", "Answer Time", "End Time", "From", "To", "Trunk Id", "Trunk Name", "Direction",
  "Duration (s)", "Result", "To Country", "From Country", "Is Emergency Call", "Price Per Minute", "Cost",
  "Cause Code", "SIP Response Code", "Region", "MOS", "Transport", "Port", "Project Id", "Group Id",
  "Relationship Type", "Has Children",
] as const;

function rowOf({ project }: Call, call: CallRecord): Record<(typeof COLUMNS)[number], string> {
  const { sipResponseCode = RESPONSES[call.callResult], transport = "UDP" } = call;
  const { currencyCode } = call.price;
  return {
    Timestamp: timeText(call.createTime),
    "Call Id": call.callId,
    "Answer Time": call.answerTime === null ? "" : timeText(call.answerTime),
    "End Time": timeText(call.endTime),
    From: call.from,
    To: call.to,
    "Trunk Id": call.trunkId,
    "Trunk Name": project.trunks.get(call.trunkId)?.name ?? "",
    Direction: call.direction.toUpperCase(),
    "Duration (s)": String(call.durationSeconds),
    Result: call.callResult,
    "To Country": call.toCountryCode ?? countryOfNumber(`+${party(call.to)}`),
    "From Country": call.fromCountryCode ?? countryOfNumber(`+${party(call.from)}`),
    "Is Emergency Call": "false",
    "Price Per Minute": `${call.pricePerMinute.amount.toFixed(4)} ${currencyCode}`,
    Cost: `${call.price.amount.toFixed(4)} ${currencyCode}`,
    "Cause Code": String(CAUSES[sipResponseCode] ?? INTERWORKING),
    "SIP Response Code": String(sipResponseCode),
    Region: "us-west",
    MOS: "0.0",
    Transport: transport.toLowerCase(),
    Port: transport === "TLS" ? "5061" : "5060",
    "Project Id": project.id,
    "Group Id": call.groupId ?? call.callId,
    "Relationship Type": "initial",
    "Has Children": "null",
  };
}

/** A time with milliseconds and a zone, whatever form the record has it in. */
function timeText(text: string): string {
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
