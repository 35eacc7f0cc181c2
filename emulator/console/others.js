/** What is no collection of its own: links, countries, numbers and projects, as tables and forms. */
import { ask, question } from "./acts.js";
import { labelOf } from "./kinds.js";
import { all, get } from "./store.js";

const id = encodeURIComponent;
const trunk = { key: "trunkId", label: "Trunk", pick: "trunks", says: /^SIP Trunk with id/ };
const trunkName = (trunkId) => labelOf("trunks", get("trunks", trunkId));
const LINKED = {
  accessControlLists: {
    key: "accessControlListIds",
    title: "access control list",
    says: /^Access control list/i,
  },
  credentialLists: { key: "credentialListIds", title: "credential list", says: /^Credential list/i },
};

/** Links a list to a trunk. */
export function link(collection, { id: trunkId, name }) {
  const { key, title, says } = LINKED[collection];
  return ask("Link", `a list to ${name}: ${title}`, {
    shown: "Link a list",
    fields: [{ key: "listId", label: "List", pick: collection, says }],
    send: ({ listId }) => ({
      method: "POST",
      path: `/trunks/${id(trunkId)}/${collection}`,
      body: { [key]: listId === null ? [] : [listId] },
    }),
  });
}

/** Puts a set of credential lists in the place of those that are linked. */
export function replaceLinks({ id: trunkId, name }) {
  const linked = all("credentialListLinks").filter((one) => one.trunkId === trunkId);
  return ask("Replace", `the credential lists of ${name}`, {
    shown: "Replace the credential lists",
    fields: [
      {
        key: "listIds",
        label: "Credential lists",
        type: "lines",
        pick: "credentialLists",
        hint: "One a line. What is not here is unlinked.",
        says: LINKED.credentialLists.says,
      },
    ],
    entity: { listIds: linked.map(({ listId }) => listId) },
    send: ({ listIds }) => ({
      method: "PUT",
      path: `/trunks/${id(trunkId)}/credentialLists`,
      body: { credentialListIds: listIds },
    }),
  });
}

/** Takes a list from a trunk. */
export function unlink(collection, { trunkId, listId }) {
  const what = `${labelOf(collection, get(collection, listId))} from ${trunkName(trunkId)}`;
  const path = `/trunks/${id(trunkId)}/${collection}/${id(listId)}`;
  return question("Unlink", what, { method: "DELETE", path });
}

/** Opens or closes a country at once. */
export function toggle({ isoCode, name, enabled }) {
  const request = { method: "PUT", path: `/countryPermissions/${isoCode}`, body: { enabled: !enabled } };
  return { ...question(enabled ? "Forbid" : "Allow", `${name} (${isoCode})`, request), isInstant: true };
}

/** Binds some number to a trunk, also one that the project does not rent. */
export function assign() {
  return ask("Assign", "any number", {
    shown: "Assign any number",
    fields: [
      { key: "phoneNumber", label: "Number", hint: "Such as +12025550101.", says: /^Phone Number/ },
      { ...trunk, key: "sipTrunkId" },
    ],
    send: (values) => ({ method: "POST", path: "/phoneNumbers", body: values }),
  });
}

/** Binds a number of a choice to a trunk. */
export function bindTo({ id: trunkId, name }) {
  return ask("Bind", `a number to ${name}`, {
    shown: "Bind a number",
    fields: [{ key: "phoneNumber", label: "Number", pick: "numbers", says: /number/i }],
    send: ({ phoneNumber }) => voice(get("numbers", phoneNumber) ?? { phoneNumber }, trunkId),
  });
}

/** What the row of a number offers. */
export function numberActs(number) {
  const { phoneNumber, trunkId, isRented } = number;
  const bind = ask(trunkId ? "Move" : "Bind", phoneNumber, {
    fields: [trunk],
    entity: { trunkId },
    send: (values) => voice(number, values.trunkId ?? ""),
  });
  const free = question("Unbind", phoneNumber, voice(number, ""));
  const release = question("Release", phoneNumber, {
    method: "POST",
    path: `/activeNumbers/${id(phoneNumber)}:release`,
  });
  return [
    ...(isRented || !trunkId ? [bind] : []),
    ...(trunkId ? [free] : []),
    ...(isRented ? [release] : []),
  ];
}

/** Rents a number. */
export function rent({ phoneNumber }) {
  return question("Rent", phoneNumber, { method: "POST", path: `/availableNumbers/${id(phoneNumber)}:rent` });
}

/** Adds projects to the account. */
export function addProjects() {
  return ask("Add", "projects", {
    shown: "Add projects",
    fields: [{ key: "projectIds", label: "Project ids", type: "lines", hint: "One a line." }],
    send: (values) => ({ method: "POST", path: "/addProjects", body: values }),
  });
}

/** A rented number is bound by the Numbers API, another one by the hidden call of this API. */
function voice({ phoneNumber, isRented = true }, trunkId) {
  if (!isRented) return { method: "POST", path: "/phoneNumbers", body: { phoneNumber, sipTrunkId: trunkId } };
  const body = { voiceConfiguration: { type: "EST", trunkId } };
  return { method: "PATCH", path: `/activeNumbers/${id(phoneNumber)}`, body };
}
