import type { Trunk } from "./entities";
import { invalid, notFound, refused } from "./errors";
import { hold, isHeld } from "./held-names";
import { optionalFlag, optionalText, requiredText } from "./json";
import { listsOf, trunksOf, unlink, type Links } from "./link-table";
import { created, NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest } from "./paging";
import { labelIn, labelJson, objectIn } from "./request-fields";
import { timesOf, type Precision } from "./times";

const TOP_LEVEL_DOMAIN = "pstn.sinch.com";
const HOST_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const E164 = /^\+[1-9]\d{1,14}$/;

type TrunkFields = Omit<Trunk, "id" | "createTime" | "updateTime">;

/** POST /trunks */
export function createSipTrunk(call: Call): Answer {
  const { project, store } = call;
  const fields = trunkFields(call, { callForwardNumber: "" });
  claimHostName(call, fields.hostName);
  const trunk: Trunk = { id: store.ulid(), ...fields, createTime: store.now(), updateTime: null };
  project.trunks.set(trunk.id, trunk);
  store.hostNames.set(trunk.hostName.toLowerCase(), trunk.id);
  return created(trunkJson(call, trunk, "written"));
}

/** GET /trunks */
export function getSipTrunks(call: Call): Answer {
  const domain = call.query.get("domain")?.toLowerCase();
  const trunks = domain === undefined ? call.project.trunks.values() : trunksWithDomain(call, domain);
  return trunkPage(call, trunks);
}

/** A page of trunks as the list operations answer it. */
export function trunkPage(call: Call, trunks: Iterable<Trunk>): Answer {
  const { query, switches } = call;
  const page = cut(trunks, pageRequest(query));
  const items = page.items.map((trunk) => trunkJson(call, trunk, "read"));
  const name = switches.listShape === "openapi" ? "sipTrunks" : "trunks";
  return ok(envelope(name, { ...page, items }, switches));
}

/** The page of the trunks that a list is linked to. */
export function linkedTrunkPage(call: Call, links: Links, listId: string): Answer {
  const trunks = [...trunksOf(links, listId)].flatMap((id) => call.project.trunks.get(id) ?? []);
  return trunkPage(call, trunks);
}

/** GET /trunks/{trunkId} */
export function getSipTrunkById(call: Call): Answer {
  return ok(trunkJson(call, trunkOf(call), "read"));
}

/** PUT /trunks/{trunkId}: replaces the whole trunk, so what the body leaves out is reset. */
export function updateSipTrunk(call: Call): Answer {
  const { store } = call;
  const trunk = trunkOf(call);
  const fields = trunkFields(call, { callForwardNumber: null });
  claimHostName(call, fields.hostName, trunk.id);
  if (fields.hostName.toLowerCase() !== trunk.hostName.toLowerCase()) giveUpHostName(call, trunk.hostName);
  store.hostNames.set(fields.hostName.toLowerCase(), trunk.id);
  Object.assign(trunk, fields, { updateTime: store.now() });
  return ok(trunkJson(call, trunk, "written"));
}

/** DELETE /trunks/{trunkId} */
export function deleteSipTrunk(call: Call): Answer {
  const { project, switches } = call;
  const trunk = trunkOf(call);
  const links = [project.accessControlListLinks, project.credentialListLinks];
  if (project.assigned.has(trunk.id)) {
    throw refused(`Cannot delete SIP Trunk with id '${trunk.id}' when there are phone numbers assigned`);
  }
  if (project.endpoints.has(trunk.id)) throw hasAttached("SIP Endpoints");
  if (switches.linksBlockTrunkDelete) {
    if (listsOf(project.accessControlListLinks, trunk.id).size) throw hasAttached("Access Control Lists");
    if (listsOf(project.credentialListLinks, trunk.id).size) throw hasAttached("Credential Lists");
  }
  for (const table of links) {
    for (const listId of [...listsOf(table, trunk.id)]) unlink(table, trunk.id, listId);
  }
  project.trunks.delete(trunk.id);
  giveUpHostName(call, trunk.hostName);
  return NO_CONTENT;
}

/** The trunk that the path names. */
export function trunkOf(call: Call): Trunk {
  const id = param(call, "trunkId");
  const trunk = call.project.trunks.get(id);
  if (!trunk) throw notFound("SIP Trunk", id);
  return trunk;
}

function trunkFields(call: Call, absent: { callForwardNumber: string | null }): TrunkFields {
  const object = objectIn(call, "trunk");
  const name = requiredText(object, "name");
  const hostName = requiredText(object, "hostName");
  const enableCallerName = optionalFlag(object, "enableCallerName") ?? false;
  const enableCallForward = optionalFlag(object, "enableCallForward") ?? false;
  const callForwardNumber = optionalText(object, "callForwardNumber") ?? absent.callForwardNumber;
  if (!HOST_NAME.test(hostName)) {
    throw invalid("hostName", "must be one label of a domain name: 1 to 63 letters, digits or hyphens");
  }
  if (callForwardNumber && !E164.test(callForwardNumber)) {
    throw invalid("callForwardNumber", "must be a number in E.164 format");
  }
  if (enableCallForward && !callForwardNumber) {
    throw invalid("callForwardNumber", "must not be blank when enableCallForward is true");
  }
  const label = labelIn(call, object);
  return { name, hostName, enableCallerName, enableCallForward, callForwardNumber, ...label };
}

function claimHostName({ store }: Call, hostName: string, ownId?: string): void {
  const name = hostName.toLowerCase();
  const owner = store.hostNames.get(name);
  const isTaken = owner !== undefined && owner !== ownId;
  if (isTaken || isHeld(store.heldHostNames, name, store.clock)) {
    throw refused("The provided domain name is unavailable");
  }
}

function giveUpHostName({ store, switches }: Call, hostName: string): void {
  const name = hostName.toLowerCase();
  store.hostNames.delete(name);
  hold(store.heldHostNames, name, { clock: store.clock, ms: switches.hostNameHoldMs });
}

function trunksWithDomain({ store, project }: Call, domain: string): Trunk[] {
  const suffix = `.${TOP_LEVEL_DOMAIN}`;
  if (!domain.endsWith(suffix)) return [];
  const trunk = project.trunks.get(store.hostNames.get(domain.slice(0, -suffix.length)) ?? "");
  return trunk ? [trunk] : [];
}

function trunkJson(call: Call, trunk: Trunk, precision: Precision): object {
  const { createTime, updateTime, ...fields } = trunk;
  return {
    ...fields,
    ...labelJson(call, trunk),
    topLevelDomain: TOP_LEVEL_DOMAIN,
    domain: `${trunk.hostName}.${TOP_LEVEL_DOMAIN}`,
    callsPerSecond: 1,
    ...timesOf({ createTime, updateTime }, precision),
    projectId: call.project.id,
  };
}

function hasAttached(dependents: string): Error {
  return refused(`SIP Trunk cannot be deleted while there are one or more ${dependents} attached`);
}
