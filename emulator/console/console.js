import { control } from "./api.js";
import { element, replace } from "./dom.js";
import { entities } from "./entities.js";
import { faultButtons, faultsTable } from "./faults.js";
import { confirm } from "./form.js";
import { requestsTable } from "./requests.js";

const POLL_MS = 1000;
const place = (id) => document.getElementById(id);
const project = place("project");
/** What each part showed last, as JSON: it is made anew only when that has changed. */
const shown = {};
/** The entities of the last look, as JSON by id; undefined before the first. */
let known;

faultButtons(refresh);
project.addEventListener("change", () => {
  known = undefined;
  refresh();
});
place("clear-requests").addEventListener("click", () =>
  control("requests", { method: "DELETE" }).then(refresh),
);
place("reset").addEventListener("click", () =>
  confirm("Reset the emulator: remove all entities, requests, faults and tokens?", "Reset", async () => {
    await control("reset", { method: "POST" });
    refresh();
  }),
);
poll();

async function poll() {
  await refresh();
  setTimeout(poll, POLL_MS);
}

async function refresh() {
  try {
    const [{ projects }, { requests }, { faults }] = await Promise.all([
      control("state"),
      control("requests?last=200"),
      control("faults"),
    ]);
    say("connection", "");
    show("project", Object.keys(projects), showProjects);
    show("requests", requests, () => replace(place("requests"), requestsTable(requests)));
    show("faults", faults, () => replace(place("faults"), ...faultsTable(faults, refresh)));
    const projectId = project.value;
    show("entities", [projectId, projects[projectId]], () => showEntities(projectId, projects[projectId]));
  } catch (error) {
    say("connection", `The emulator does not answer: ${error.message}`);
  }
}

function show(part, content, render) {
  const text = JSON.stringify(content);
  if (shown[part] === text) return;
  shown[part] = text;
  render();
}

function say(id, text) {
  if (place(id).textContent !== text) place(id).textContent = text;
}

function showProjects() {
  const chosen = project.value;
  const ids = JSON.parse(shown.project);
  project.replaceChildren(...ids.map((id) => element("option", { selected: id === chosen }, id)));
}

function showEntities(projectId, state) {
  const before = known;
  known = new Map(allOf(state).map((entity) => [entity.id, JSON.stringify(entity)]));
  const isChanged = (entity) => before !== undefined && before.get(entity.id) !== known.get(entity.id);
  replace(place("entities"), ...entities({ projectId, state, isChanged, done: refresh }));
  if (before) say("news", news(state, before));
}

/** Everything in the state that has an id, what is inside of lists too. */
function allOf(value) {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(allOf);
  return typeof value.id === "string" ? [value, ...inside] : inside;
}

/** One sentence on what is different from the last look. */
function news(state, before) {
  const label = ({ name, phoneNumber, ipAddress, username, id }) =>
    name || phoneNumber || ipAddress || username || id;
  const now = allOf(state);
  const parts = [
    ["New", now.filter(({ id }) => !before.has(id)).map(label)],
    ["Changed", now.filter(({ id }) => before.has(id) && before.get(id) !== known.get(id)).map(label)],
    ["Gone", [...before].filter(([id]) => !known.has(id)).map(([, text]) => label(JSON.parse(text)))],
  ];
  return parts
    .filter(([, names]) => names.length > 0)
    .map(([word, names]) => `${word}: ${names.length > 5 ? `${names.length} entities` : names.join(", ")}.`)
    .join(" ");
}
