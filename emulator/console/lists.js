/** The page of one access control list or credential list: what it has, and the trunks that it is linked to. */
import { change, create, remove } from "./acts.js";
import { element, replace } from "./dom.js";
import { KINDS, labelOf } from "./kinds.js";
import { actButton, list } from "./list.js";
import { inOrder } from "./order.js";
import { unlink } from "./others.js";
import { get, having } from "./store.js";
import { section } from "./trunk.js";
import { entityList } from "./views.js";

const PARTS = { accessControlLists: "ipRanges", credentialLists: "credentials" };
const LINKS = { accessControlLists: "accessControlListLinks", credentialLists: "credentialListLinks" };

/** One list. */
export function listView(collection, id) {
  const entity = () => get(collection, id);
  const kind = KINDS[collection];
  const acts = element("p", { class: "bar" });
  const facts = element("div", {});
  const inner = [partsOf(collection, id), trunksOf(collection, id)];
  return {
    back: { href: `#/${collection}`, text: kind.plural },
    title: () => entity()?.name ?? `This ${kind.title} is gone`,
    content: [acts, facts, ...inner.map((part) => part.element)],
    update() {
      const isThere = entity() !== undefined;
      for (const part of inner) part.element.hidden = !isThere;
      if (!isThere) {
        replace(acts);
        return replace(facts, element("p", { class: "soft" }, "It was deleted."));
      }
      const all = [change(collection, entity()), remove(collection, entity())];
      replace(acts, ...all.map((act) => actButton(act)));
      replace(facts, ...factsOf(entity()));
      for (const part of inner) part.update();
      return undefined;
    },
  };
}

function factsOf({ enabled }) {
  if (enabled === undefined) return [];
  return [element("p", { class: enabled ? "soft" : "off" }, enabled ? "enabled" : "disabled")];
}

function partsOf(collection, listId) {
  const parts = PARTS[collection];
  const { plural, title, canCreate = () => true, withoutCreate } = KINDS[parts];
  const table = entityList(parts, () =>
    inOrder(having(parts, "listId", listId), (one) => labelOf(parts, one)),
  );
  const add = () => {
    const { name = "" } = get(collection, listId) ?? {};
    return create(parts, { listId }, { text: `Add a ${title}`, what: `to ${name}` });
  };
  const made = section(plural, canCreate() ? [add] : [], table);
  if (!canCreate()) made.element.append(element("p", { class: "soft" }, withoutCreate));
  return made;
}

function trunksOf(collection, listId) {
  const table = list({
    name: "Trunks",
    entities: () =>
      inOrder(
        having(LINKS[collection], "listId", listId).flatMap(({ trunkId }) => get("trunks", trunkId) ?? []),
        (trunk) => trunk.name,
      ),
    columns: KINDS.trunks.columns.slice(0, 2),
    acts: ({ id: trunkId }) => [unlink(collection, { trunkId, listId })],
    empty: "Linked to no trunk.",
  });
  return section("Trunks that it is linked to", [], table);
}
