/**
 * What can be changed by hand of each kind of entity: its path, its fields in the order of the form, and how their
 * values become the body of a PUT, which replaces the whole object. `shown` is for those that have a table of their
 * own: their key in the project's state, and the table's columns, the fields unless told otherwise.
 */
const name = { key: "name", label: "Name" };
const enabled = { key: "enabled", label: "Enabled", type: "checkbox" };
const port = { key: "port", label: "Port", type: "number" };
const id = encodeURIComponent;

export const KINDS = {
  trunk: {
    title: "SIP trunk",
    path: (trunk) => `/trunks/${id(trunk.id)}`,
    fields: [
      name,
      { key: "hostName", label: "Host name" },
      { key: "enableCallerName", label: "Caller name", type: "checkbox" },
      { key: "enableCallForward", label: "Call forwarding", type: "checkbox" },
      { key: "callForwardNumber", label: "Forward to" },
    ],
  },
  staticEndpoint: {
    title: "SIP endpoint",
    path: endpointPath,
    fields: [
      name,
      { key: "address", label: "Address" },
      port,
      ...delivery(),
      { key: "credentialUsername", label: "Username" },
    ],
  },
  registeredEndpoint: {
    title: "SIP endpoint",
    path: endpointPath,
    fields: [name, { key: "credentialUsername", label: "Username" }, port, ...delivery()],
    fixed: { isRegistered: true },
  },
  accessControlList: {
    title: "access control list",
    path: (list) => `/accessControlLists/${id(list.id)}`,
    fields: [name, enabled],
  },
  ipRange: {
    title: "range",
    path: (range) => `/accessControlLists/${id(range.listId)}/ipRanges/${id(range.id)}`,
    collection: (range) => `/accessControlLists/${id(range.listId)}/ipRanges`,
    fields: [
      { key: "ipAddress", label: "First address" },
      { key: "range", label: "Prefix length", type: "number" },
      { key: "description", label: "Description" },
    ],
  },
  credentialList: {
    title: "credential list",
    path: (list) => `/credentialLists/${id(list.id)}`,
    fields: [name],
  },
  credential: {
    title: "credential",
    path: ({ listId, username }) => `/credentialLists/${id(listId)}/credentials/${id(username)}`,
    fields: [{ key: "password", label: "New password", type: "password" }],
  },
  callBlockingRule: {
    title: "call blocking rule",
    path: (rule) => `/callBlockingRules/${id(rule.id)}`,
    fields: [
      name,
      { key: "direction", label: "Direction", options: ["inbound", "outbound"] },
      { key: "callerCountry", label: "Caller's country" },
      { key: "callerMatch", label: "Caller's digits" },
      { key: "calleeCountry", label: "Callee's country" },
      { key: "calleeMatch", label: "Callee's digits" },
    ],
    shown: {
      state: "callBlockingRules",
      heading: "Call blocking rules",
      caption: "Calls that are refused",
      label: (rule) => rule.name ?? matchOf(rule, " "),
      columns: [
        { label: "Name", text: (rule) => rule.name ?? "" },
        { label: "Direction", text: (rule) => rule.direction },
        { label: "Match", text: (rule) => matchOf(rule, ", "), type: "code" },
      ],
    },
  },
};

function matchOf({ callerCountry, callerMatch, calleeCountry, calleeMatch }, separator) {
  return [callerCountry, callerMatch, calleeCountry, calleeMatch].filter(Boolean).join(separator);
}

function endpointPath(endpoint) {
  return `/trunks/${id(endpoint.sipTrunkId)}/endpoints/${id(endpoint.id)}`;
}

function delivery() {
  return [
    { key: "transport", label: "Transport", options: ["UDP", "TCP", "TLS"] },
    { key: "priority", label: "Priority", type: "number" },
    enabled,
  ];
}
