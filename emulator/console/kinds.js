/**
 * What can be seen and changed by hand of each kind of entity, which tables and forms are made of: its path, its fields
 * in the order of the form, and its columns. A PUT replaces the whole object, so a form sends all fields. `says` is the
 * text of a refusal that names no field and is about this one; `only` is for fields that a new entity alone has.
 */
import { about, get, having } from "./store.js";

const id = encodeURIComponent;
const name = { key: "name", label: "Name" };
const enabled = { key: "enabled", label: "Enabled", type: "checkbox", initial: true };
const onOff = {
  label: "State",
  text: (one) => (one.enabled ? "enabled" : "disabled"),
  off: (one) => !one.enabled,
};
const nameColumn = (collection) => ({
  label: "Name",
  text: (one) => one.name,
  href: (one) => `#/${collection}/${id(one.id)}`,
});
const count = (collection, field) => (one) => having(collection, field, one.id).length;
const username = { key: "username", label: "Username", says: /username/i };
const password = {
  key: "password",
  label: "Password",
  type: "password",
  hint: "At least 12 characters, with upper case, lower case and a digit.",
  says: /^Password/,
};
const address = { key: "ipAddress", label: "First address", hint: "IPv4, such as 198.51.100.16." };
const length = { key: "range", label: "Prefix length", type: "number", initial: 32 };
const description = { key: "description", label: "Description" };
const port = { key: "port", label: "Port", type: "number", initial: 5060 };
const credentialUsername = {
  key: "credentialUsername",
  label: "Username",
  says: /^Credential with username/,
};
const delivery = [
  { key: "transport", label: "Transport", options: ["UDP", "TCP", "TLS"] },
  { key: "priority", label: "Priority", type: "number", initial: 1, hint: "The lowest is tried first." },
  enabled,
];

export const KINDS = {
  trunks: {
    title: "SIP trunk",
    plural: "SIP trunks",
    collection: () => `/trunks`,
    path: (trunk) => `/trunks/${id(trunk.id)}`,
    fields: () => [
      name,
      { key: "hostName", label: "Host name", hint: "The first label of its domain.", says: /domain name/ },
      { key: "enableCallerName", label: "Caller name", type: "checkbox" },
      { key: "enableCallForward", label: "Call forwarding", type: "checkbox" },
      { key: "callForwardNumber", label: "Forward to", hint: "Such as +12025550199." },
    ],
    columns: [
      nameColumn("trunks"),
      { label: "Host name", text: (trunk) => trunk.hostName, type: "code" },
      { label: "Endpoints", text: count("endpoints", "sipTrunkId"), type: "number" },
      { label: "Numbers", text: count("numbers", "trunkId"), type: "number" },
    ],
  },
  endpoints: {
    title: "SIP endpoint",
    plural: "Endpoints, in the order in which they are tried",
    collection: (endpoint) => `/trunks/${id(endpoint.sipTrunkId)}/endpoints`,
    path: (endpoint) => `/trunks/${id(endpoint.sipTrunkId)}/endpoints/${id(endpoint.id)}`,
    fields: ({ isRegistered }) =>
      isRegistered
        ? [name, credentialUsername, port, ...delivery]
        : [name, { key: "address", label: "Address" }, port, ...delivery, credentialUsername],
    fixed: ({ isRegistered }) => (isRegistered ? { isRegistered } : {}),
    order: (endpoint) => `${endpoint.priority} ${endpoint.name}`,
    columns: [
      { label: "Priority", text: (endpoint) => endpoint.priority, type: "number" },
      { label: "Name", text: (endpoint) => endpoint.name },
      { label: "Calls go to", text: goalOf, type: "code" },
      onOff,
    ],
  },
  accessControlLists: {
    title: "access control list",
    plural: "Access control lists",
    collection: () => `/accessControlLists`,
    path: (list) => `/accessControlLists/${id(list.id)}`,
    fields: () => [
      name,
      enabled,
      { key: "ipRanges", label: "Range", only: "new", group: [address, length, description] },
    ],
    columns: [
      nameColumn("accessControlLists"),
      onOff,
      { label: "Ranges", text: count("ipRanges", "listId"), type: "number" },
      { label: "Trunks", text: count("accessControlListLinks", "listId"), type: "number" },
    ],
  },
  ipRanges: {
    title: "range",
    plural: "Ranges",
    label: (range) => `${range.ipAddress}/${range.range}`,
    collection: (range) => `/accessControlLists/${id(range.listId)}/ipRanges`,
    path: (range) => `/accessControlLists/${id(range.listId)}/ipRanges/${id(range.id)}`,
    fields: () => [address, length, description],
    columns: [
      {
        label: "First address / prefix length",
        text: (one) => `${one.ipAddress}/${one.range}`,
        type: "code",
      },
      { label: "Description", text: (range) => range.description ?? "" },
    ],
  },
  credentialLists: {
    title: "credential list",
    plural: "Credential lists",
    collection: () => `/credentialLists`,
    path: (list) => `/credentialLists/${id(list.id)}`,
    fields: () => [name, { key: "credentials", label: "Username", only: "new", group: [username, password] }],
    columns: [
      nameColumn("credentialLists"),
      { label: "Usernames", text: count("credentials", "listId"), type: "number" },
      { label: "Trunks", text: count("credentialListLinks", "listId"), type: "number" },
    ],
  },
  credentials: {
    title: "username",
    plural: "Usernames",
    label: (credential) => credential.username,
    collection: (credential) => `/credentialLists/${id(credential.listId)}/credentials`,
    path: ({ listId, username: one }) => `/credentialLists/${id(listId)}/credentials/${id(one)}`,
    fields: () => [{ ...username, only: "new" }, password],
    canCreate: () => about.canAddCredentials,
    withoutCreate:
      "The API has no call that adds a username to a list; the switch --add-credential-route serves one.",
    columns: [{ label: "Username", text: (credential) => credential.username, type: "code" }],
  },
  callBlockingRules: {
    title: "call blocking rule",
    plural: "Call blocking rules",
    label: (rule) => rule.name || matchOf(rule) || rule.id,
    collection: () => `/callBlockingRules`,
    path: (rule) => `/callBlockingRules/${id(rule.id)}`,
    fields: () => [
      name,
      { key: "direction", label: "Direction", options: ["inbound", "outbound"] },
      { key: "callerCountry", label: "Caller's country", hint: "Such as SE." },
      { key: "callerMatch", label: "Caller's digits", hint: "What the number begins with." },
      { key: "calleeCountry", label: "Callee's country", hint: "Such as SE." },
      { key: "calleeMatch", label: "Callee's digits", hint: "What the number begins with." },
    ],
    columns: [
      { label: "Name", text: (rule) => rule.name ?? "" },
      { label: "Direction", text: (rule) => rule.direction },
      { label: "Match", text: (rule) => matchOf(rule) || "every call", type: "code" },
    ],
  },
};

/** What somebody calls an entity. */
export function labelOf(collection, entity) {
  if (entity === undefined) return "something";
  const own = KINDS[collection]?.label?.(entity);
  return own || entity.name || entity.phoneNumber || entity.isoCode || entity.id;
}

function matchOf({ callerCountry, callerMatch, calleeCountry, calleeMatch }) {
  const caller = [callerCountry, callerMatch].filter(Boolean).join(" ");
  const callee = [calleeCountry, calleeMatch].filter(Boolean).join(" ");
  return [caller && `from ${caller}`, callee && `to ${callee}`].filter(Boolean).join(", ");
}

function goalOf(endpoint) {
  const { isRegistered, address: host, port: own, credentialUsername: user, transport } = endpoint;
  const lock = isRegistered && isLocked(endpoint) ? "; it cannot sign in: link its list" : "";
  return `${isRegistered ? `registered as ${user}` : `${host}:${own}`} over ${transport}${lock}`;
}

/** Whether a username of a list that is linked to another trunk, or to none: the API takes it, but it cannot sign in. */
function isLocked({ sipTrunkId, credentialUsername: user }) {
  const [credential] = having("credentials", "username", user);
  return get("credentialListLinks", `${sipTrunkId}/${credential?.listId}`) === undefined;
}
