import { credentialListJson } from "./credential-lists";
import { notFound, refused } from "./errors";
import { asObject, asTexts, isList, requiredTexts } from "./json";
import { link, listsOf, unlink, type Links } from "./link-table";
import { NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest, sorted } from "./paging";
import { trunkOf } from "./trunks";

/** What differs between the two kinds of lists that a trunk can have. */
interface LinkKind {
  key: "accessControlListIds" | "credentialListIds";
  kind: string;
  /** The kind inside of a sentence of the API. */
  sentence: string;
  links(call: Call): Links;
  has(call: Call, id: string): boolean;
}

const ACCESS_CONTROL_LIST: LinkKind = {
  key: "accessControlListIds",
  kind: "Access Control List",
  sentence: "Access control list",
  links: ({ project }) => project.accessControlListLinks,
  has: ({ project }, id) => project.accessControlLists.has(id),
};

const CREDENTIAL_LIST: LinkKind = {
  key: "credentialListIds",
  kind: "Credential List",
  sentence: "Credential list",
  links: ({ project }) => project.credentialListLinks,
  has: ({ project }, id) => project.credentialLists.has(id),
};

/** POST /trunks/{trunkId}/accessControlLists */
export function addAccessControlListToTrunk(call: Call): Answer {
  return addLinks(call, ACCESS_CONTROL_LIST);
}

/** POST /trunks/{trunkId}/credentialLists */
export function addCredentialListToTrunk(call: Call): Answer {
  return addLinks(call, CREDENTIAL_LIST);
}

/** GET /trunks/{trunkId}/accessControlLists: ids only. */
export function getAccessControlListsForTrunk(call: Call): Answer {
  const ids = listsOf(call.project.accessControlListLinks, trunkOf(call).id);
  const page = cut(ids, pageRequest(call.query));
  return ok(envelope("accessControlListIds", page, call.switches));
}

/** GET /trunks/{trunkId}/credentialLists: whole lists, or only their ids in the other spelling. */
export function getCredentialListsForTrunk(call: Call): Answer {
  const { project, query, switches } = call;
  const ids = [...listsOf(project.credentialListLinks, trunkOf(call).id)];
  const lists = sorted(
    ids.flatMap((id) => project.credentialLists.get(id) ?? []),
    query,
  );
  const page = cut(lists, pageRequest(query));
  if (switches.listShape === "openapi") {
    const items = page.items.map(({ id }) => id);
    return ok(envelope("credentialListIds", { ...page, items }, switches));
  }
  const items = page.items.map((list) => credentialListJson(call, list, "read"));
  return ok(envelope("credentialLists", { ...page, items }, switches));
}

/** PUT /trunks/{trunkId}/credentialLists: replaces the whole set; takes a bare array and an object. */
export function bulkUpdateCredentialListsForTrunk(call: Call): Answer {
  const trunk = trunkOf(call);
  const { body, project } = call;
  const ids = isList(body) ? asTexts(body) : requiredTexts(asObject(body), CREDENTIAL_LIST.key);
  for (const id of ids) {
    if (!CREDENTIAL_LIST.has(call, id)) throw notFound(CREDENTIAL_LIST.kind, id);
  }
  const links = project.credentialListLinks;
  for (const id of [...listsOf(links, trunk.id)]) unlink(links, trunk.id, id);
  for (const id of ids) link(links, trunk.id, id);
  return ok(echo(CREDENTIAL_LIST, ids));
}

/** DELETE /trunks/{trunkId}/accessControlLists/{listId} */
export function deleteAccessControlListFromTrunk(call: Call): Answer {
  return removeLink(call, ACCESS_CONTROL_LIST);
}

/** DELETE /trunks/{trunkId}/credentialLists/{listId} */
export function removeCredentialListFromTrunk(call: Call): Answer {
  return removeLink(call, CREDENTIAL_LIST);
}

/** Adds all the lists or none; the answer repeats only the ids that were sent. */
function addLinks(call: Call, kind: LinkKind): Answer {
  const trunk = trunkOf(call);
  const links = kind.links(call);
  const ids = requiredTexts(asObject(call.body), kind.key);
  const seen = new Set(listsOf(links, trunk.id));
  for (const id of ids) {
    if (!kind.has(call, id)) throw notFound(kind.kind, id);
    if (seen.has(id))
      throw refused(`${kind.sentence} with id '${id}' is already added to trunk '${trunk.id}'`);
    seen.add(id);
  }
  for (const id of ids) link(links, trunk.id, id);
  return ok(echo(kind, ids));
}

function removeLink(call: Call, kind: LinkKind): Answer {
  const trunk = trunkOf(call);
  const listId = param(call, "listId");
  if (!listsOf(kind.links(call), trunk.id).has(listId)) throw notFound(kind.kind, listId);
  unlink(kind.links(call), trunk.id, listId);
  return NO_CONTENT;
}

function echo({ key }: LinkKind, ids: readonly string[]): object {
  return ids.length === 0 ? {} : { [key]: ids };
}
