import type { Endpoint, EndpointTarget, Transport } from "./entities";
import { ApiError, invalid, notFound } from "./errors";
import { optionalFlag, optionalInteger, optionalText, requiredText, type JsonObject } from "./json";
import { remove } from "./link-table";
import { created, NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest } from "./paging";
import { putEndpoint, type Project } from "./project";
import { labelIn, labelJson, objectIn } from "./request-fields";
import { timesOf, type Precision } from "./times";
import { trunkOf } from "./trunks";

const TRANSPORTS: readonly string[] = ["TCP", "UDP", "TLS"] satisfies Transport[];
const ADDRESS = /^[a-z0-9_.:-]{1,253}$/i;
const DEFAULT_PORT = 5060;
const MAX_INT32 = 2_147_483_647;

type EndpointFields = Pick<Endpoint, "name" | "transport" | "priority" | "enabled" | "target" | "label">;

/** POST /trunks/{trunkId}/endpoints */
export function createSipEndpoint(call: Call): Answer {
  const { project, store } = call;
  const trunk = trunkOf(call);
  const fields = endpointFields(call);
  const times = { createTime: store.now(), updateTime: null };
  const endpoint: Endpoint = { id: store.ulid(), sipTrunkId: trunk.id, ...fields, ...times };
  putEndpoint(project, endpoint);
  return created(endpointJson(call, endpoint, "written"));
}

/** GET /trunks/{trunkId}/endpoints */
export function getSipEndpoints(call: Call): Answer {
  const { project, query, switches } = call;
  const page = cut(project.endpoints.get(trunkOf(call).id)?.values() ?? [], pageRequest(query));
  const items = page.items.map((endpoint) => endpointJson(call, endpoint, "read"));
  return ok(envelope("endpoints", { ...page, items }, switches));
}

/** GET /trunks/{trunkId}/endpoints/{endpointId} */
export function getSipEndpointById(call: Call): Answer {
  return ok(endpointJson(call, endpointOf(call), "read"));
}

/** PUT /trunks/{trunkId}/endpoints/{endpointId}: replaces the whole endpoint; its kind may change. */
export function updateSipEndpoint(call: Call): Answer {
  const { project, store } = call;
  const old = endpointOf(call);
  const endpoint: Endpoint = { ...old, ...endpointFields(call), updateTime: store.now() };
  forgetUsername(project, old);
  putEndpoint(project, endpoint);
  return ok(endpointJson(call, endpoint, "written"));
}

/** DELETE /trunks/{trunkId}/endpoints/{endpointId} */
export function deleteSipEndpoint(call: Call): Answer {
  const { project } = call;
  const endpoint = endpointOf(call);
  const siblings = project.endpoints.get(endpoint.sipTrunkId);
  siblings?.delete(endpoint.id);
  if (siblings?.size === 0) project.endpoints.delete(endpoint.sipTrunkId);
  forgetUsername(project, endpoint);
  return NO_CONTENT;
}

function endpointOf(call: Call): Endpoint {
  const id = param(call, "endpointId");
  const endpoint = call.project.endpoints.get(trunkOf(call).id)?.get(id);
  if (!endpoint) throw notFound("SIP Endpoint", id);
  return endpoint;
}

function forgetUsername(project: Project, { id, target }: Endpoint): void {
  if (target.kind === "registered") remove(project.registered, target.credentialUsername, id);
}

function endpointFields(call: Call): EndpointFields {
  const object = objectIn(call, "endpoint");
  const name = requiredText(object, "name");
  const priority = optionalInteger(object, "priority", { min: 1, max: MAX_INT32 });
  if (priority === undefined) throw invalid("priority", "must not be null");
  const enabled = optionalFlag(object, "enabled") ?? true;
  const transport = transportIn(object);
  const target = targetIn(call.project, object);
  return { name, transport, priority, enabled, target, ...labelIn(call, object) };
}

function transportIn(object: JsonObject): Transport {
  const transport = optionalText(object, "transport") ?? "UDP";
  if (transport === "TCP" || transport === "UDP" || transport === "TLS") return transport;
  throw invalid("transport", `must be one of ${TRANSPORTS.join(", ")}`);
}

function targetIn(project: Project, object: JsonObject): EndpointTarget {
  const port = optionalInteger(object, "port", { min: 1, max: 65_535 }) ?? DEFAULT_PORT;
  // An older spelling that the published client libraries still know.
  const username = optionalText(object, "credentialUserName") ?? optionalText(object, "credentialUsername");
  if (optionalFlag(object, "isRegistered") !== true) {
    const address = requiredText(object, "address");
    if (!ADDRESS.test(address)) throw invalid("address", "must be an IP address or a domain name");
    return { kind: "static", address, port, ...(username && { credentialUsername: username }) };
  }
  if (!username?.trim()) throw invalid("credentialUsername", "must not be blank");
  if (!project.usernames.has(username)) {
    throw new ApiError(404, "CREDENTIAL_NOT_FOUND", `Credential with username '${username}' not found`);
  }
  return { kind: "registered", credentialUsername: username, port };
}

/** Clients tell the two kinds apart by the key `address`, so a registered endpoint must not have it. */
function endpointJson(call: Call, endpoint: Endpoint, precision: Precision): object {
  const { target, createTime, updateTime, ...fields } = endpoint;
  const { kind, ...where } = target;
  return {
    ...fields,
    ...labelJson(call, endpoint),
    ...(kind === "registered" && { isRegistered: true }),
    ...where,
    ...timesOf({ createTime, updateTime }, precision),
    projectId: call.project.id,
  };
}
