import { countryOfNumber } from "./countries";
import type { PhoneNumber } from "./entities";
import { invalid, notFound, refused } from "./errors";
import { asObject, optionalText, requiredText } from "./json";
import { add, remove } from "./link-table";
import { created, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest, sorted } from "./paging";
import type { Project } from "./project";
import type { Store } from "./store";
import { timesOf, type Precision } from "./times";

const E164 = /^\+[1-9]\d{1,14}$/;

/** GET /phoneNumbers */
export function getPhoneNumbers(call: Call): Answer {
  const { project, query, switches } = call;
  const trunkId = query.get("sipTrunkId");
  const numbers = [...project.phoneNumbers.values()];
  const wanted = trunkId === null ? numbers : numbers.filter((number) => number.sipTrunkId === trunkId);
  const page = cut(sorted(wanted, query), pageRequest(query));
  const items = page.items.map((number) => phoneNumberJson(number, "read"));
  return ok(envelope("phoneNumbers", { ...page, items }, switches));
}

/** GET /phoneNumbers/{phoneNumber} */
export function getPhoneNumberByNumber(call: Call): Answer {
  const phoneNumber = param(call, "phoneNumber");
  const number = call.project.phoneNumbers.get(phoneNumber);
  if (!number) throw notFound("Phone Number", phoneNumber);
  return ok(phoneNumberJson(number, "read"));
}

/** POST /phoneNumbers: assigns any number at once, also one that the project does not rent. */
export function addPhoneNumber(call: Call): Answer {
  const { project, store } = call;
  const body = asObject(call.body);
  const phoneNumber = requiredText(body, "phoneNumber");
  if (!E164.test(phoneNumber)) throw invalid("phoneNumber", "must be a number in E.164 format");
  const sipTrunkId = optionalText(body, "sipTrunkId");
  if (sipTrunkId === undefined) throw invalid("sipTrunkId", "must not be null");
  const present = project.phoneNumbers.get(phoneNumber);
  if (sipTrunkId === "") {
    if (!present) throw notFound("Phone Number", phoneNumber);
    unassign(project, phoneNumber);
    connectActiveNumber(call, phoneNumber, "");
    return created(phoneNumberJson({ ...present, sipTrunkId: "", updateTime: store.now() }, "written"));
  }
  if (present) throw refused(`Phone Number '${phoneNumber}' already exists`);
  if (!project.trunks.has(sipTrunkId)) throw notFound("SIP Trunk", sipTrunkId);
  const number = assign(store, project, { phoneNumber, sipTrunkId });
  connectActiveNumber(call, phoneNumber, sipTrunkId);
  return created(phoneNumberJson(number, "written"));
}

/** Assigns a number to a trunk, or moves it there. */
export function assign(
  store: Store,
  project: Project,
  { phoneNumber, sipTrunkId }: Pick<PhoneNumber, "phoneNumber" | "sipTrunkId">,
): PhoneNumber {
  const present = project.phoneNumbers.get(phoneNumber);
  const number: PhoneNumber = {
    id: present?.id ?? store.ulid(),
    sipTrunkId,
    phoneNumber,
    countryCode: project.activeNumbers.get(phoneNumber)?.regionCode ?? countryOfNumber(phoneNumber),
    createTime: store.now(),
    updateTime: null,
  };
  unassign(project, phoneNumber);
  project.phoneNumbers.set(phoneNumber, number);
  add(project.assigned, sipTrunkId, phoneNumber);
  return number;
}

/** Takes a number from its trunk, if it has one. */
export function unassign(project: Project, phoneNumber: string): void {
  const number = project.phoneNumbers.get(phoneNumber);
  if (!number) return;
  remove(project.assigned, number.sipTrunkId, phoneNumber);
  project.phoneNumbers.delete(phoneNumber);
}

/** What this API assigns shows in the Numbers API too, where the number is rented. */
function connectActiveNumber({ project, store }: Call, phoneNumber: string, trunkId: string): void {
  const active = project.activeNumbers.get(phoneNumber);
  if (!active) return;
  active.voice = { type: "EST", appId: "", serviceId: "", trunkId };
  active.voiceUpdated = store.now();
}

function phoneNumberJson(number: PhoneNumber, precision: Precision): object {
  return { ...number, ...timesOf(number, precision) };
}
