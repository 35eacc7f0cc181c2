/** The page of one trunk: what it is, what somebody should look at, and all that belongs to it. */
import { change, create, remove } from "./acts.js";
import { breakable, element, replace } from "./dom.js";
import { KINDS, labelOf } from "./kinds.js";
import { actButton, list } from "./list.js";
import { inOrder } from "./order.js";
import { bindTo, link, numberActs, replaceLinks, unlink } from "./others.js";
import { get, having, isFresh } from "./store.js";
import { bar, entityList } from "./views.js";

const LISTS = ["accessControlLists", "credentialLists"];
const LINKS = { accessControlLists: "accessControlListLinks", credentialLists: "credentialListLinks" };

/** One trunk. */
export function trunkView(id) {
  const trunk = () => get("trunks", id);
  const acts = element("p", { class: "bar" });
  const facts = element("div", {});
  const inner = [endpointsOf(id), ...LISTS.map((collection) => linksOf(id, collection)), numbersOf(id)];
  return {
    back: { href: "#/trunks", text: "SIP trunks" },
    title: () => trunk()?.name ?? "This trunk is gone",
    content: [acts, facts, ...inner.map((part) => part.element)],
    update() {
      const isThere = trunk() !== undefined;
      for (const part of inner) part.element.hidden = !isThere;
      if (!isThere) {
        replace(acts);
        return replace(facts, element("p", { class: "soft" }, "It was deleted."));
      }
      replace(acts, ...[change("trunks", trunk()), remove("trunks", trunk())].map((act) => actButton(act)));
      replace(facts, ...factsOf(trunk()));
      for (const part of inner) part.update();
      return undefined;
    },
  };
}

function factsOf(trunk) {
  const { hostName, enableCallForward, callForwardNumber, enableCallerName } = trunk;
  const forward = enableCallForward
    ? `forwards calls to ${callForwardNumber ?? "nobody"}`
    : "no call forwarding";
  const warnings = warningsOf(trunk);
  return [
    element("p", {}, element("code", {}, breakable(`${hostName}.pstn.sinch.com`))),
    element("p", { class: "soft" }, `${forward}, ${enableCallerName ? "caller name" : "no caller name"}`),
    ...warnings.map((text) => element("p", { class: "warning" }, text)),
  ];
}

function warningsOf(trunk) {
  const { id, enableCallForward, callForwardNumber } = trunk;
  const endpoints = having("endpoints", "sipTrunkId", id).filter(({ enabled }) => enabled);
  const forwarded = `No endpoint is enabled: every call is forwarded to ${callForwardNumber}.`;
  const nobody = "No endpoint is enabled: nobody can be called.";
  const open = "Neither an enabled access control list nor a credential list is linked.";
  const letIn = `${open} Calls from the address of a static endpoint are probably let in all the same.`;
  return [
    ...(endpoints.length === 0 ? [enableCallForward ? forwarded : nobody] : []),
    ...(hasGate(id) ? [] : [endpoints.some(({ isRegistered }) => !isRegistered) ? letIn : open]),
  ];
}

function hasGate(id) {
  const gates = having("accessControlListLinks", "trunkId", id);
  return (
    gates.some(({ listId }) => get("accessControlLists", listId)?.enabled) ||
    having("credentialListLinks", "trunkId", id).length > 0
  );
}

function endpointsOf(sipTrunkId) {
  const table = entityList(
    "endpoints",
    () => inOrder(having("endpoints", "sipTrunkId", sipTrunkId), KINDS.endpoints.order),
    { name: "Endpoints" },
  );
  const adds = [
    () => create("endpoints", { sipTrunkId, isRegistered: false }, { what: "static endpoint" }),
    () => create("endpoints", { sipTrunkId, isRegistered: true }, { what: "registered endpoint" }),
  ];
  return section("Endpoints", adds, table);
}

function linksOf(trunkId, collection) {
  const { title, columns } = KINDS[collection];
  const name = `Linked ${title}s`;
  const table = list({
    name,
    entities: () =>
      inOrder(
        having(LINKS[collection], "trunkId", trunkId).flatMap(({ listId }) => get(collection, listId) ?? []),
        (entity) => labelOf(collection, entity),
      ),
    columns,
    acts: ({ id: listId }) => [unlink(collection, { trunkId, listId })],
    isFresh: ({ id: listId }) => isFresh(LINKS[collection], { id: `${trunkId}/${listId}` }),
    empty: `No ${title} linked.`,
  });
  const trunk = () => get("trunks", trunkId) ?? { id: trunkId, name: "" };
  const acts = [() => link(collection, trunk())];
  if (collection === "credentialLists") acts.push(() => replaceLinks(trunk()));
  return section(name, acts, table);
}

function numbersOf(trunkId) {
  const table = list({
    name: "Numbers",
    entities: () => inOrder(having("numbers", "trunkId", trunkId), ({ phoneNumber }) => phoneNumber),
    columns: [
      { label: "Number", text: (number) => number.phoneNumber, type: "code" },
      { label: "Country", text: (number) => number.countryCode },
    ],
    acts: numberActs,
    isFresh: (number) => isFresh("numbers", number),
    empty: "No number bound.",
  });
  return section("Numbers", [() => bindTo(get("trunks", trunkId) ?? { id: trunkId, name: "" })], table);
}

/** A part of a page: its heading, its buttons and its table. Acts are functions: they depend on what is there. */
export function section(title, acts, table) {
  const buttons = bar();
  return {
    element: element("section", {}, element("h2", { tabindex: -1 }, title), buttons, table.element),
    update() {
      const named = acts.map((now) => ({ now, act: now() }));
      const names = named.map(({ act }) => `${act.text} ${act.what}`).join("\n");
      if (buttons.dataset.names !== names) {
        replace(buttons, ...named.map(({ act, now }) => actButton(act, { isAlone: true, now })));
      }
      buttons.dataset.names = names;
      table.update();
    },
  };
}
