import { credentialFields, credentialJson, newCredential, passwordIn } from "./credentials";
import type { Credential, CredentialList } from "./entities";
import { invalid, notFound, refused } from "./errors";
import { hold, isHeld } from "./held-names";
import { optionalList, requiredText } from "./json";
import { trunksOf } from "./link-table";
import { created, NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest } from "./paging";
import { labelIn, labelJson, objectIn } from "./request-fields";
import { timesOf, type Precision } from "./times";
import { linkedTrunkPage } from "./trunks";

/** POST /credentialLists */
export function createCredentialList(call: Call): Answer {
  const { project, store } = call;
  const body = objectIn(call, "credentialList");
  const name = requiredText(body, "name");
  const given = (optionalList(body, "credentials") ?? []).map((one) => credentialFields(call, one));
  if (given.length === 0) throw invalid("credentials", "must not be empty");
  const usernames = new Set(given.map(({ username }) => username));
  if (usernames.size < given.length || [...usernames].some((username) => isUnavailable(call, username))) {
    throw unavailable();
  }
  const id = store.ulid();
  const credentials = given.map((fields) => newCredential(store, fields));
  const list: CredentialList = {
    id,
    name,
    credentials,
    ...labelIn(call, body),
    createTime: store.now(),
    updateTime: null,
  };
  project.credentialLists.set(id, list);
  for (const username of usernames) project.usernames.set(username, id);
  return created(credentialListJson(call, list, "written"));
}

/** GET /credentialLists */
export function getCredentialLists(call: Call): Answer {
  const { project, query, switches } = call;
  const page = cut(project.credentialLists.values(), pageRequest(query));
  const items = page.items.map((list) => credentialListJson(call, list, "read"));
  return ok(envelope("credentialLists", { ...page, items }, switches));
}

/** GET /credentialLists/{listId} */
export function getCredentialListById(call: Call): Answer {
  return ok(credentialListJson(call, credentialListOf(call), "read"));
}

/** PUT /credentialLists/{listId}: never changes the credentials. */
export function updateCredentialList(call: Call): Answer {
  const list = credentialListOf(call);
  const body = objectIn(call, "credentialList");
  const name = requiredText(body, "name");
  Object.assign(list, { name, ...labelIn(call, body), updateTime: call.store.now() });
  return ok(credentialListJson(call, list, "written"));
}

/** DELETE /credentialLists/{listId} */
export function deleteCredentialList(call: Call): Answer {
  const { project } = call;
  const list = credentialListOf(call);
  if (trunksOf(project.credentialListLinks, list.id).size > 0) throw attachedTo("SIP Trunk");
  if (list.credentials.some(({ username }) => project.registered.has(username))) {
    throw attachedTo("SIP Endpoint");
  }
  project.credentialLists.delete(list.id);
  for (const { username } of list.credentials) giveUpUsername(call, username);
  return NO_CONTENT;
}

/** GET /credentialLists/{listId}/trunks */
export function trunksByCredentialList(call: Call): Answer {
  return linkedTrunkPage(call, call.project.credentialListLinks, credentialListOf(call).id);
}

/** PUT /credentialLists/{listId}/credentials/{username}: changes the password. */
export function updateCredential(call: Call): Answer {
  const credential = credentialOf(call);
  const password = passwordIn(objectIn(call, "credential"));
  credential.passwordFingerprint = call.store.fingerprint(password);
  return ok(credentialJson(credential));
}

/** DELETE /credentialLists/{listId}/credentials/{username} */
export function deleteCredential(call: Call): Answer {
  const { project } = call;
  const { username } = credentialOf(call);
  if (project.registered.has(username)) {
    throw refused("Credential cannot be deleted while attached to a SIP Endpoint");
  }
  const list = credentialListOf(call);
  list.credentials = list.credentials.filter((credential) => credential.username !== username);
  giveUpUsername(call, username);
  return NO_CONTENT;
}

/** POST /credentialLists/{listId}/credentials, served only if the switch `addCredentialRoute` is on. */
export function addCredential(call: Call): Answer {
  const { project, store } = call;
  const list = credentialListOf(call);
  const fields = credentialFields(call, call.body);
  if (isUnavailable(call, fields.username)) throw unavailable();
  const credential = newCredential(store, fields);
  list.credentials.push(credential);
  project.usernames.set(credential.username, list.id);
  return created(credentialJson(credential));
}

/** The credential list that the path names. */
export function credentialListOf(call: Call): CredentialList {
  const id = param(call, "listId");
  const list = call.project.credentialLists.get(id);
  if (!list) throw notFound("Credential List", id);
  return list;
}

/** A credential list as the API answers it: usernames, never a password. */
export function credentialListJson(call: Call, list: CredentialList, precision: Precision): object {
  return {
    name: list.name,
    id: list.id,
    projectId: call.project.id,
    ...labelJson(call, list),
    ...timesOf(list, precision),
    credentials: list.credentials.map(credentialJson),
  };
}

function isUnavailable({ project, store }: Call, username: string): boolean {
  return project.usernames.has(username) || isHeld(project.heldUsernames, username, store.clock);
}

function unavailable(): Error {
  return refused("The provided username is unavailable");
}

function giveUpUsername({ project, store, switches }: Call, username: string): void {
  project.usernames.delete(username);
  hold(project.heldUsernames, username, { clock: store.clock, ms: switches.usernameHoldMs });
}

function attachedTo(owner: string): Error {
  return refused(`Credential List cannot be deleted while attached to a ${owner}`);
}

function credentialOf(call: Call): Credential {
  const username = param(call, "username");
  const credential = credentialListOf(call).credentials.find((one) => one.username === username);
  if (!credential) throw notFound("Credential", username);
  return credential;
}
