/** The page: which view the address names, the menu, and what is told of changes. */
import { control } from "./api.js";
import { configurationView } from "./configuration.js";
import { element, replace, say } from "./dom.js";
import { faultsView } from "./faults.js";
import { confirm } from "./form.js";
import { listView } from "./lists.js";
import { follow, refresh } from "./live.js";
import { sentence } from "./news.js";
import { rehearseView } from "./rehearse.js";
import { requestsView, requestView } from "./requests.js";
import { sendView } from "./send.js";
import { about, count } from "./store.js";
import { trunkView } from "./trunk.js";
import { callsView, countriesView, kindView, numbersView, projectChoice, projectsView } from "./views.js";

const place = (id) => document.getElementById(id);
const lists = (collection) => (id) => (id === undefined ? kindView(collection) : listView(collection, id));
const VIEWS = {
  trunks: (id) => (id === undefined ? kindView("trunks") : trunkView(id)),
  accessControlLists: lists("accessControlLists"),
  credentialLists: lists("credentialLists"),
  numbers: numbersView,
  callBlockingRules: () => kindView("callBlockingRules"),
  countries: countriesView,
  calls: callsView,
  projects: projectsView,
  rehearse: rehearseView,
  faults: faultsView,
  requests: (number) => (number === undefined ? requestsView() : requestView(number)),
  send: sendView,
  configuration: configurationView,
};
const COUNTED = ["trunks", "accessControlLists", "credentialLists", "numbers", "callBlockingRules", "calls"];

let view;
let hasLooked = false;
const showProjects = projectChoice(place("project"));

addEventListener("hashchange", () => show({ isMove: true }));
addEventListener("resize", () => hasLooked && view.update());
place("skip").addEventListener("click", (event) => {
  event.preventDefault();
  place("title").focus();
});
place("reset").addEventListener("click", () =>
  confirm("Reset the emulator: remove all entities, requests, faults and tokens?", "Reset", async () => {
    await control("reset", { method: "POST" });
    await refresh();
  }),
);
follow({
  changed(news) {
    const isFirst = !hasLooked;
    hasLooked = true;
    showProjects();
    showCounts();
    if (isFirst) return show({ isMove: false });
    update();
    const text = news && sentence(news);
    if (text) say(place("news"), text);
    return undefined;
  },
  failed: (problem) => say(place("connection"), problem),
});

/** Shows what the address names. */
function show({ isMove }) {
  if (!hasLooked) return;
  const [name = "", id] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  const key = Object.hasOwn(VIEWS, name) ? name : "trunks";
  view = VIEWS[key](id);
  const { back } = view;
  replace(place("back"), ...(back ? [element("a", { href: back.href }, `Back to ${back.text}`)] : []));
  place("content").replaceChildren(...view.content);
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#/${key}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  update();
  view.load?.();
  if (isMove) place("title").focus();
}

function update() {
  view.update();
  say(place("title"), view.title());
  document.title = `${view.title()} - Sinch emulator`;
}

function showCounts() {
  for (const collection of COUNTED) say(place(`count-${collection}`), count(collection).toLocaleString("en"));
  say(place("count-rehearse"), about.rehearsals.length > 0 ? String(about.rehearsals.length) : "");
}
