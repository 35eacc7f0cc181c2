import type { ActiveNumber, VoiceTarget } from "./entities";
import { invalid, notImplemented, NumberNotFound } from "./errors";
import { asObject, field, isObject, optionalText, type JsonObject } from "./json";
import { ok, param, type Answer, type Call } from "./operation";
import { unassign } from "./phone-numbers";
import type { Project } from "./project";
import { jobStatus, startVoiceJob } from "./voice-jobs";

const MAX_PAGE_SIZE = 1_000;
const DEFAULT_PAGE_SIZE = 100;

/** GET /activeNumbers */
export function listActiveNumbers(call: Call): Answer {
  const { project, query, switches } = call;
  const all = switches.emptyLists ? [] : [...project.activeNumbers.values()];
  const numbers = all.filter((number) => isWanted(number, query));
  const key = query.get("orderBy") === "displayName" ? "displayName" : "phoneNumber";
  numbers.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0));
  const start = decimal(query, "pageToken", { fallback: 0, max: Number.MAX_SAFE_INTEGER });
  const size = decimal(query, "pageSize", { fallback: DEFAULT_PAGE_SIZE, max: MAX_PAGE_SIZE });
  const activeNumbers = numbers.slice(start, start + size).map((number) => activeNumberJson(call, number));
  const end = start + size;
  const nextPageToken = end < numbers.length ? String(end) : "";
  return ok({ activeNumbers, nextPageToken, totalSize: numbers.length });
}

/** GET /activeNumbers/{phoneNumber} */
export function getActiveNumber(call: Call): Answer {
  return ok(activeNumberJson(call, activeNumberOf(call.project, param(call, "phoneNumber"))));
}

/** PATCH /activeNumbers/{phoneNumber}: a new voice configuration is a job, the rest changes at once. */
export function updateActiveNumber(call: Call): Answer {
  const number = activeNumberOf(call.project, param(call, "phoneNumber"));
  const body = asObject(call.body);
  if (field(body, "smsConfiguration") !== undefined) throw notImplemented("SMS configurations of numbers");
  const voice = voiceTargetIn(body);
  number.displayName = optionalText(body, "displayName") ?? number.displayName;
  number.callbackUrl = optionalText(body, "callbackUrl") ?? number.callbackUrl;
  if (voice) startVoiceJob(call, number, voice);
  return ok(activeNumberJson(call, number));
}

/** POST /activeNumbers/{phoneNumber}:release */
export function releaseNumber(call: Call, phoneNumber: string): Answer {
  const { project } = call;
  const number = activeNumberOf(project, phoneNumber);
  project.activeNumbers.delete(phoneNumber);
  project.voiceJobs.delete(phoneNumber);
  unassign(project, phoneNumber);
  const { regionCode, type } = number;
  project.availableNumbers.set(phoneNumber, { phoneNumber, regionCode, type });
  return ok(activeNumberJson(call, number));
}

/** POST /availableNumbers/{phoneNumber}:rent */
export function rentNumber(call: Call, phoneNumber: string): Answer {
  const { project } = call;
  const available = project.availableNumbers.get(phoneNumber);
  if (!available) throw new NumberNotFound("AvailableNumber", phoneNumber);
  const body = call.body === undefined ? {} : asObject(call.body);
  const voice = voiceTargetIn(body);
  const number = newActiveNumber(available);
  project.availableNumbers.delete(phoneNumber);
  project.activeNumbers.set(phoneNumber, number);
  if (voice) startVoiceJob(call, number, voice);
  return ok(activeNumberJson(call, number));
}

/** POST /availableNumbers:rentAny */
export function rentAnyNumber(call: Call): Answer {
  const body = asObject(call.body);
  const regionCode = optionalText(body, "regionCode");
  const type = optionalText(body, "type");
  if (regionCode === undefined) throw invalid("regionCode", "must not be empty");
  if (type === undefined) throw invalid("type", "must not be empty");
  const available = [...call.project.availableNumbers.values()].find(
    (number) => number.regionCode === regionCode && number.type === type,
  );
  if (!available) throw new NumberNotFound("AvailableNumber", `${regionCode} ${type}`);
  return rentNumber(call, available.phoneNumber);
}

/** A number just rented: no trunk, the default kind of voice configuration. */
export function newActiveNumber(
  number: Pick<ActiveNumber, "phoneNumber" | "regionCode" | "type">,
): ActiveNumber {
  const { phoneNumber, regionCode, type } = number;
  const voice: VoiceTarget = { type: "RTC", appId: "", serviceId: "", trunkId: "" };
  const unset = { displayName: "", callbackUrl: "", voiceUpdated: null, job: null };
  return { phoneNumber, regionCode, type, voice, ...unset };
}

function activeNumberOf(project: Project, phoneNumber: string): ActiveNumber {
  const number = project.activeNumbers.get(phoneNumber);
  if (!number) throw new NumberNotFound("ActiveNumber", phoneNumber);
  return number;
}

function isWanted(number: ActiveNumber, query: URLSearchParams): boolean {
  const regionCode = query.get("regionCode");
  if (regionCode !== null && regionCode !== number.regionCode) return false;
  if ((query.get("type") ?? "MOBILE") !== number.type) return false;
  if (!query.getAll("capability").every((capability) => capability === "VOICE" || capability === "SMS")) {
    return false;
  }
  const pattern = query.get("numberPattern.pattern") ?? "";
  const digits = number.phoneNumber.slice(1);
  const wanted = pattern.trim().replace(/^\+/, "");
  switch (query.get("numberPattern.searchPattern")) {
    case "END":
      return digits.endsWith(wanted);
    case "CONTAINS":
      return digits.includes(wanted);
    default:
      return digits.startsWith(wanted);
  }
}

function decimal(query: URLSearchParams, name: string, limits: { fallback: number; max: number }): number {
  const text = query.get(name) ?? "";
  if (text === "") return limits.fallback;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value <= limits.max) return value || limits.fallback;
  throw invalid(name, `must be a whole number up to ${limits.max}`);
}

function voiceTargetIn(body: JsonObject): VoiceTarget | undefined {
  const given = field(body, "voiceConfiguration");
  if (given === undefined) return undefined;
  if (!isObject(given) || Object.keys(given).length === 0) throw invalid("voiceConfiguration", "is invalid");
  const target = { appId: "", serviceId: "", trunkId: "" };
  switch (optionalText(given, "type") ?? "RTC") {
    case "RTC":
      return { type: "RTC", ...target, appId: idIn(given, "appId") };
    case "FAX":
      return { type: "FAX", ...target, serviceId: idIn(given, "serviceId") };
    case "EST":
      return { type: "EST", ...target, trunkId: idIn(given, "trunkId") };
    default:
      throw invalid("voiceConfiguration.type", "must be one of RTC, FAX, EST");
  }
}

function idIn(configuration: JsonObject, name: string): string {
  const id = optionalText(configuration, name);
  if (id === undefined) throw invalid(`voiceConfiguration.${name}`, "must not be null");
  return id;
}

function activeNumberJson(call: Call, number: ActiveNumber): object {
  const { phoneNumber, regionCode, type, displayName, callbackUrl, voice, voiceUpdated, job } = number;
  const scheduled = job && {
    type: job.type,
    trunkId: job.trunkId,
    appId: job.appId,
    serviceId: job.serviceId,
    status: jobStatus(call, job),
    lastUpdatedTime: new Date(job.startedAt).toISOString(),
  };
  return {
    phoneNumber,
    projectId: call.project.id,
    displayName,
    regionCode,
    type,
    capability: ["SMS", "VOICE"],
    money: { currencyCode: "EUR", amount: "0.80" },
    paymentIntervalMonths: 1,
    smsConfiguration: null,
    voiceConfiguration: { ...voice, lastUpdatedTime: voiceUpdated, scheduledVoiceProvisioning: scheduled },
    callbackUrl,
  };
}
