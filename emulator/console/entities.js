import { byHand } from "./api.js";
import { button, element, table } from "./dom.js";
import { change, confirm } from "./form.js";
import { KINDS } from "./kinds.js";

/**
 * Everything that a project holds, as elements.
 *
 * @param {object} context `projectId`, `state` of the project, `isChanged(entity)`, `done()` after a change
 */
export function entities(context) {
  const { state } = context;
  const trunks = [...state.trunks].sort((one, other) => one.name.localeCompare(other.name));
  return [
    heading("SIP trunks", trunks.length),
    ...(trunks.length > 0
      ? trunks.map((trunk) => trunkCard(trunk, context))
      : [none("No trunks yet: run pulumi up.")]),
    heading("Access control lists", state.accessControlLists.length),
    ...state.accessControlLists.map((list) => rangesCard(list, context)),
    heading("Credential lists", state.credentialLists.length),
    ...state.credentialLists.map((list) => usernamesCard(list, context)),
    ...Object.values(KINDS).flatMap((kind) => (kind.shown ? shownTable(kind, context) : [])),
    heading("Country permissions"),
    countries(context),
  ];
}

function trunkCard(trunk, context) {
  const { state, isChanged } = context;
  const endpoints = state.endpoints
    .filter(({ sipTrunkId }) => sipTrunkId === trunk.id)
    .sort((one, other) => one.priority - other.priority);
  const numbers = state.phoneNumbers.filter(({ sipTrunkId }) => sipTrunkId === trunk.id);
  return element(
    "section",
    { class: `card ${isChanged(trunk) ? "changed" : ""}`, "aria-label": `Trunk ${trunk.name}` },
    element(
      "div",
      { class: "head" },
      element("h3", {}, trunk.name),
      element("code", {}, trunk.hostName),
      element("span", { class: "soft" }, features(trunk)),
      actions(KINDS.trunk, trunk, trunk.name, context),
    ),
    endpoints.length > 0
      ? table(
          "Endpoints, in the order in which they are tried",
          ["Priority", "Name", "Calls go to", "State", ""],
          endpoints.map((endpoint) => endpointRow(endpoint, context)),
        )
      : undefined,
    endpoints.some(({ enabled }) => enabled) ? undefined : none(withoutEndpoint(trunk)),
    isWithoutGate(trunk, state) ? element("p", { class: "open" }, withoutGate(endpoints)) : undefined,
    links(trunk, "accessControlLists", "access control list", context),
    links(trunk, "credentialLists", "credential list", context),
    numbers.length > 0
      ? table(
          "Numbers",
          ["Number", "Country", ""],
          numbers.map((number) => ({
            changed: isChanged(number),
            cells: [
              cell(number.phoneNumber, "code"),
              cell(number.countryCode),
              actionCell(unbind(number, context)),
            ],
          })),
        )
      : undefined,
  );
}

function withoutEndpoint({ enableCallForward, callForwardNumber }) {
  return enableCallForward
    ? `No endpoint is enabled: every call is forwarded to ${callForwardNumber}.`
    : "No endpoint is enabled: nobody can be called.";
}

function withoutGate(endpoints) {
  const none = "Neither an enabled access control list nor a credential list is linked.";
  return endpoints.some(({ enabled, target }) => enabled && target.kind === "static")
    ? `${none} Calls from the address of a static endpoint are probably let in all the same.`
    : none;
}

/** Whether a username of a list that is linked to another trunk, or to none: the API takes it, but it cannot sign in. */
function isLocked({ sipTrunkId, target }, { credentialLists, credentialListLinks }) {
  const list = credentialLists.find(({ credentials }) =>
    credentials.some(({ username }) => username === target.credentialUsername),
  );
  return !credentialListLinks.some(([trunkId, listId]) => trunkId === sipTrunkId && listId === list?.id);
}

function isWithoutGate({ id }, { accessControlLists, accessControlListLinks, credentialListLinks }) {
  const enabled = new Set(accessControlLists.filter((list) => list.enabled).map((list) => list.id));
  const gates = accessControlListLinks.filter(([trunkId, listId]) => trunkId === id && enabled.has(listId));
  return gates.length === 0 && !credentialListLinks.some(([trunkId]) => trunkId === id);
}

function features({ enableCallForward, callForwardNumber, enableCallerName }) {
  const forward = enableCallForward
    ? `forwards calls to ${callForwardNumber ?? "nobody"}`
    : "no call forwarding";
  return `${forward}, ${enableCallerName ? "caller name" : "no caller name"}`;
}

function endpointRow(endpoint, context) {
  const { target, transport, enabled, priority, name } = endpoint;
  const isStatic = target.kind === "static";
  const kind = isStatic ? KINDS.staticEndpoint : KINDS.registeredEndpoint;
  const goal = isStatic ? `${target.address}:${target.port}` : `registered as ${target.credentialUsername}`;
  const lock = !isStatic && isLocked(endpoint, context.state) ? "; it cannot sign in: link its list" : "";
  return {
    changed: context.isChanged(endpoint),
    cells: [
      cell(priority),
      cell(name),
      cell(`${goal} over ${transport}${lock}`, "code"),
      onOff(enabled),
      element("td", { class: "actions" }, actions(kind, { ...endpoint, ...target }, name, context)),
    ],
  };
}

function links(trunk, collection, title, context) {
  const { state, projectId, done } = context;
  const linked = new Set(
    state[`${collection.slice(0, -1)}Links`]
      .filter(([trunkId]) => trunkId === trunk.id)
      .map(([, listId]) => listId),
  );
  const path = `/trunks/${encodeURIComponent(trunk.id)}/${collection}`;
  const rows = state[collection]
    .filter(({ id }) => linked.has(id))
    .map((list) => ({
      cells: [
        cell(list.name),
        element("td", { class: "code" }, contentOf(list)),
        list.enabled === undefined ? cell("") : onOff(list.enabled),
        actionCell(
          button("Unlink", `${list.name} from ${trunk.name}`, () =>
            confirm(`Unlink ${list.name} from ${trunk.name} by hand?`, "Unlink", async () => {
              await byHand(projectId, "DELETE", `${path}/${encodeURIComponent(list.id)}`);
              done();
            }),
          ),
        ),
      ],
    }));
  return rows.length > 0
    ? table(`Linked ${title}s`, ["Name", "Content", "", ""], rows)
    : none(`No ${title} linked.`);
}

function contentOf({ ipRanges, credentials }) {
  return ipRanges
    ? ipRanges.map(({ ipAddress, range }) => `${ipAddress}/${range}`).join(", ")
    : credentials.map(({ username }) => username).join(", ");
}

function rangesCard(list, context) {
  const { projectId, isChanged, done } = context;
  const state = element(
    "span",
    { class: list.enabled ? "soft" : "off" },
    list.enabled ? "enabled" : "disabled",
  );
  const add = button("Add a range", `to ${list.name}`, () =>
    change(projectId, KINDS.ipRange, { listId: list.id, range: 32 }, done),
  );
  const rows = list.ipRanges.map((range) => ({
    changed: isChanged(range),
    cells: [
      cell(`${range.ipAddress}/${range.range}`, "code"),
      cell(range.description ?? ""),
      actionCell(actions(KINDS.ipRange, { ...range, listId: list.id }, range.ipAddress, context)),
    ],
  }));
  const ranges = table("Ranges", ["First address / prefix length", "Description", ""], rows);
  return card(list, KINDS.accessControlList, context, [state, add], ranges);
}

function usernamesCard(list, context) {
  const rows = list.credentials.map((credential) => ({
    changed: context.isChanged(credential),
    cells: [
      cell(credential.username, "code"),
      actionCell(actions(KINDS.credential, { listId: list.id, ...credential }, credential.username, context)),
    ],
  }));
  return card(list, KINDS.credentialList, context, [], table("Usernames", ["Username", ""], rows));
}

function card(list, kind, context, head, content) {
  return element(
    "section",
    { class: `card ${context.isChanged(list) ? "changed" : ""}`, "aria-label": `${kind.title} ${list.name}` },
    element(
      "div",
      { class: "head" },
      element("h3", {}, list.name),
      ...head,
      actions(kind, list, list.name, context),
    ),
    content,
  );
}

function shownTable(kind, context) {
  const { state, heading: title, caption = title, label = ({ name, id }) => name ?? id } = kind.shown;
  const columns = kind.shown.columns ?? kind.fields.map(({ key, label }) => ({ label, text: textOf(key) }));
  const entities = context.state[state];
  const rows = entities.map((entity) => ({
    changed: context.isChanged(entity),
    cells: [
      ...columns.map(({ text, type }) => cell(text(entity), type)),
      actionCell(actions(kind, entity, label(entity), context)),
    ],
  }));
  const headings = [...columns.map((column) => column.label), ""];
  return [heading(title, entities.length), rows.length > 0 ? table(caption, headings, rows) : none("None.")];
}

function textOf(key) {
  return (entity) => String(entity[key] ?? "");
}

function countries({ state, projectId, done }) {
  const rows = Object.entries(state.countryPermissions).map(([isoCode, enabled]) => {
    const verb = enabled ? "Forbid" : "Allow";
    return {
      cells: [
        cell(isoCode, "code"),
        onOff(enabled, "allowed", "forbidden"),
        actionCell(
          button(verb, isoCode, async () => {
            await byHand(projectId, "PUT", `/countryPermissions/${isoCode}`, { enabled: !enabled });
            done();
          }),
        ),
      ],
    };
  });
  return rows.length > 0
    ? table("Those that differ from the default", ["Country", "Calls to it", ""], rows)
    : none("As in a new project.");
}

function unbind(number, { projectId, done }) {
  const path = `/activeNumbers/${encodeURIComponent(number.phoneNumber)}`;
  return button("Unbind", number.phoneNumber, () =>
    confirm(`Unbind ${number.phoneNumber} by hand?`, "Unbind", async () => {
      await byHand(projectId, "PATCH", path, { voiceConfiguration: { type: "EST", trunkId: "" } });
      done();
    }),
  );
}

function actions(kind, entity, name, { projectId, done }) {
  return element(
    "span",
    { class: "actions" },
    button("Change", `${kind.title} ${name}`, () => change(projectId, kind, entity, done)),
    " ",
    button("Delete", `${kind.title} ${name}`, () =>
      confirm(`Delete ${kind.title} ${name} by hand?`, "Delete", async () => {
        await byHand(projectId, "DELETE", kind.path(entity));
        done();
      }),
    ),
  );
}

function heading(text, count) {
  return element("h2", {}, count === undefined ? text : `${text} (${count})`);
}

function none(text) {
  return element("p", { class: "soft" }, text);
}

function cell(content, kind) {
  return element("td", { class: kind }, content);
}

function actionCell(content) {
  return element("td", { class: "actions" }, content);
}

function onOff(isOn, on = "enabled", off = "disabled") {
  return element("td", { class: isOn ? undefined : "off" }, isOn ? on : off);
}
