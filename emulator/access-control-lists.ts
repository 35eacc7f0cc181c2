import type { AccessControlList, IpRange } from "./entities";
import { invalid, notFound, refused } from "./errors";
import { atLeastOne, ipRangeFields, ipRangeJson, newIpRange, replacedRanges } from "./ip-ranges";
import { optionalFlag, optionalList, requiredFlag, requiredText } from "./json";
import { trunksOf } from "./link-table";
import { NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest } from "./paging";
import { labelIn, labelJson, objectIn } from "./request-fields";
import { timesOf, type Precision } from "./times";
import { linkedTrunkPage } from "./trunks";

/** POST /accessControlLists */
export function createAccessControlList(call: Call): Answer {
  const { project, store, switches } = call;
  const body = objectIn(call, "accessControlList");
  const name = requiredText(body, "name");
  const enabled = switches.strictAclEnabled
    ? requiredFlag(body, "enabled")
    : (optionalFlag(body, "enabled") ?? true);
  const ranges = optionalList(body, "ipRanges");
  if (ranges === undefined) throw invalid("ipRanges", "must not be null");
  const ipRanges = atLeastOne(ranges.map((range) => ipRangeFields(call, range))).map((fields) =>
    newIpRange(store, fields),
  );
  const id = store.ulid();
  const list: AccessControlList = {
    id,
    name,
    enabled,
    ipRanges,
    ...labelIn(call, body),
    createTime: store.now(),
    updateTime: null,
  };
  project.accessControlLists.set(id, list);
  return ok(accessControlListJson(call, list, "written"));
}

/** GET /accessControlLists */
export function getAccessControlList(call: Call): Answer {
  const { project, query, switches } = call;
  const page = cut(project.accessControlLists.values(), pageRequest(query));
  const items = page.items.map((list) => accessControlListJson(call, list, "read"));
  return ok(envelope("accessControlLists", { ...page, items }, switches));
}

/** GET /accessControlLists/{listId} */
export function getAccessListById(call: Call): Answer {
  return ok(accessControlListJson(call, accessControlListOf(call), "read"));
}

/** PUT /accessControlLists/{listId}: ranges that the body leaves out stay; given ones replace the set. */
export function updateAccessControlList(call: Call): Answer {
  const { store, switches } = call;
  const list = accessControlListOf(call);
  const body = objectIn(call, "accessControlList");
  const name = requiredText(body, "name");
  const enabled = optionalFlag(body, "enabled") ?? true;
  const given = optionalList(body, "ipRanges")?.map((range) => ipRangeFields(call, range));
  const wanted = given && atLeastOne(given);
  const replace = wanted !== undefined && switches.putAclRanges === "replace";
  const ipRanges = replace ? replacedRanges(store, list.ipRanges, wanted) : list.ipRanges;
  Object.assign(list, { name, enabled, ipRanges, ...labelIn(call, body), updateTime: store.now() });
  return ok(accessControlListJson(call, list, "written"));
}

/** DELETE /accessControlLists/{listId} */
export function deleteAccessControlList(call: Call): Answer {
  const { project } = call;
  const { id } = accessControlListOf(call);
  if (trunksOf(project.accessControlListLinks, id).size > 0) {
    throw refused("Access Control List cannot be deleted while attached to a SIP Trunk");
  }
  project.accessControlLists.delete(id);
  return NO_CONTENT;
}

/** GET /accessControlLists/{listId}/trunks */
export function trunksByACL(call: Call): Answer {
  return linkedTrunkPage(call, call.project.accessControlListLinks, accessControlListOf(call).id);
}

/** POST /accessControlLists/{listId}/ipRanges */
export function addIpRange(call: Call): Answer {
  const list = accessControlListOf(call);
  const range = newIpRange(call.store, ipRangeFields(call, call.body));
  list.ipRanges.push(range);
  return ok(ipRangeJson(call, list.id, { range, precision: "written" }));
}

/** GET /accessControlLists/{listId}/ipRanges */
export function getIpRanges(call: Call): Answer {
  const { query, switches } = call;
  const list = accessControlListOf(call);
  const page = cut(list.ipRanges, pageRequest(query));
  const items = page.items.map((range) => ipRangeJson(call, list.id, { range, precision: "read" }));
  return ok(envelope("ipRanges", { ...page, items }, switches));
}

/** PUT /accessControlLists/{listId}/ipRanges/{rangeId} */
export function updateIpRange(call: Call): Answer {
  const list = accessControlListOf(call);
  const range = ipRangeOf(call, list.ipRanges);
  Object.assign(range, ipRangeFields(call, call.body), { updateTime: call.store.now() });
  return ok(ipRangeJson(call, list.id, { range, precision: "written" }));
}

/** DELETE /accessControlLists/{listId}/ipRanges/{rangeId}: the last one stays. */
export function deleteIpRange(call: Call): Answer {
  const list = accessControlListOf(call);
  const range = ipRangeOf(call, list.ipRanges);
  const rest = list.ipRanges.filter(({ id }) => id !== range.id);
  atLeastOne(rest);
  list.ipRanges = rest;
  return NO_CONTENT;
}

function accessControlListOf(call: Call): AccessControlList {
  const id = param(call, "listId");
  const list = call.project.accessControlLists.get(id);
  if (!list) throw notFound("Access Control List", id);
  return list;
}

function accessControlListJson(call: Call, list: AccessControlList, precision: Precision): object {
  return {
    name: list.name,
    projectId: call.project.id,
    enabled: list.enabled,
    ...labelJson(call, list),
    id: list.id,
    ...timesOf(list, precision),
    ipRanges: list.ipRanges.map((range) => ipRangeJson(call, list.id, { range, precision })),
  };
}

function ipRangeOf(call: Call, ranges: readonly IpRange[]): IpRange {
  const id = param(call, "rangeId");
  const range = ranges.find((candidate) => candidate.id === id);
  if (!range) throw notFound("IP Range", id);
  return range;
}
