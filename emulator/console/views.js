/** The pages that list what a project holds. Each is `title()`, `content` as elements, and `update()`. */
import { create, rowActs } from "./acts.js";
import { element } from "./dom.js";
import { KINDS, labelOf } from "./kinds.js";
import { actButton, list } from "./list.js";
import { addProjects, assign, numberActs, rent, toggle } from "./others.js";
import { choose } from "./live.js";
import { about, count, get, isFresh, ordered } from "./store.js";

/** All entities of a kind. */
export function kindView(collection) {
  const { plural } = KINDS[collection];
  const table = entityList(collection, () => ordered(collection, (one) => labelOf(collection, one)));
  return {
    title: () => `${plural} (${count(collection).toLocaleString("en")})`,
    content: [bar(mainButton(create(collection))), table.element],
    update: table.update,
  };
}

/** A table of some entities of a kind, with what can be done to each. */
export function entityList(collection, entities, { name = KINDS[collection].plural, empty } = {}) {
  return list({
    ...{ name, entities, empty },
    columns: KINDS[collection].columns,
    acts: (entity) => rowActs(collection, entity),
    isFresh: (entity) => isFresh(collection, entity),
  });
}

/** Every number, bound or not, and those that can be rented. */
export function numbersView() {
  const table = list({
    name: "Numbers",
    entities: () => ordered("numbers", (number) => number.phoneNumber),
    columns: [
      { label: "Number", text: (number) => number.phoneNumber, type: "code" },
      { label: "Country", text: (number) => number.countryCode },
      { label: "Bound to", text: bindingOf, off: ({ job }) => job === "failed" },
      { label: "Name", text: (number) => number.displayName },
    ],
    acts: numberActs,
    isFresh: (number) => isFresh("numbers", number),
  });
  const free = list({
    name: "Numbers to rent",
    entities: () => ordered("availableNumbers", (number) => number.phoneNumber),
    columns: [
      { label: "Number", text: (number) => number.phoneNumber, type: "code" },
      { label: "Country", text: (number) => number.regionCode },
      { label: "Kind", text: (number) => number.type.toLowerCase().replace("_", " ") },
    ],
    acts: (number) => [rent(number)],
    isFresh: (number) => isFresh("availableNumbers", number),
  });
  return {
    title: () => `Numbers (${count("numbers").toLocaleString("en")})`,
    content: [
      bar(mainButton(assign())),
      table.element,
      element("section", {}, element("h2", { tabindex: -1 }, "Numbers to rent"), free.element),
    ],
    update() {
      table.update();
      free.update();
    },
  };
}

/** Every call record, the newest first, whatever its age; the API alone asks for a time. */
export function callsView() {
  const table = list({
    name: "Calls",
    entities: () => ordered("calls", ({ createTime }) => createTime).reverse(),
    columns: [
      {
        label: "Time (UTC)",
        text: ({ createTime }) => createTime.slice(0, 19).replace("T", " "),
        type: "code",
      },
      { label: "Direction", text: ({ direction }) => direction },
      { label: "From", text: ({ from }) => from, type: "code" },
      { label: "To", text: ({ to }) => to, type: "code" },
      { label: "Trunk", text: ({ trunkId }) => get("trunks", trunkId)?.name ?? trunkId },
      { label: "Result", text: ({ callResult }) => callResult },
      { label: "Seconds", text: ({ durationSeconds }) => durationSeconds, type: "number" },
    ],
    isFresh: (call) => isFresh("calls", call),
    empty:
      "None: the emulator connects no calls. Those that POST /__emulator/calls, its option --traffic or the file of " +
      "its option --data put there are listed here and found by GET /calls.",
  });
  return {
    title: () => `Calls (${count("calls").toLocaleString("en")})`,
    content: [table.element],
    update: table.update,
  };
}

/** Every country, the open ones first. */
export function countriesView() {
  const table = list({
    name: "Countries",
    entities: () =>
      ordered("countryPermissions", ({ enabled, name }) => `${enabled ? 0 : 1} ${name}`, "openness"),
    columns: [
      { label: "Country", text: ({ name, isoCode }) => `${name} (${isoCode})` },
      { label: "Begins with", text: (country) => country.dialingCodes, type: "code" },
      {
        label: "Calls to it",
        text: (one) => (one.enabled ? "allowed" : "forbidden"),
        off: (one) => !one.enabled,
      },
    ],
    acts: (country) => [toggle(country)],
    isFresh: (country) => isFresh("countryPermissions", country),
  });
  return { title: () => "Countries", content: [table.element], update: table.update };
}

/** The projects of this emulator, to look at another one, or to add some. */
export function projectsView() {
  const table = list({
    name: "Projects",
    entities: () => about.projects.map((id) => ({ id, isShown: id === about.projectId })),
    columns: [
      { label: "Project", text: ({ id }) => id, type: "code" },
      { label: "On this page", text: ({ isShown }) => (isShown ? "shown" : "") },
      { label: "Added", text: ({ id }) => (get("addedProjects", id) ? `by ${about.projectId}` : "") },
    ],
  });
  return {
    title: () => `Projects (${about.projects.length})`,
    content: [bar(mainButton(addProjects())), table.element],
    update: table.update,
  };
}

/** The button for what is most often done on a page. */
function mainButton(act) {
  return actButton(act, { kind: "main", isAlone: true });
}

/** A row of controls. */
export function bar(...controls) {
  return element("p", { class: "bar" }, ...controls);
}

/** The choice of the project that the page shows. */
export function projectChoice(select) {
  select.addEventListener("change", () => choose(select.value));
  return () => {
    const known = [...select.options].map(({ value }) => value).join("\n");
    if (known !== about.projects.join("\n")) {
      select.replaceChildren(...about.projects.map((id) => element("option", { value: id }, id)));
    }
    select.value = about.projectId;
  };
}

function bindingOf({ trunkId, job }) {
  const trunk = trunkId ? labelOf("trunks", get("trunks", trunkId)) : "no trunk";
  if (job === "failed") return `${trunk}; the last change failed`;
  return job ? `${trunk}; being changed` : trunk;
}
