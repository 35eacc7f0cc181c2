/** Rehearsals: what goes wrong in real life, what to run next, and whether all is as before again. */
import { control } from "./api.js";
import { button, element, replace } from "./dom.js";
import { copyButton } from "./copy.js";
import { open } from "./form.js";
import { refresh } from "./live.js";
import { about, all, ordered } from "./store.js";

/** What can be chosen before a rehearsal, and what is taken unless something else is. */
const CHOICES = {
  trunkId: {
    field: { key: "trunkId", label: "Trunk", pick: "trunks" },
    initial: () => ordered("trunks", ({ name }) => name)[0]?.id,
  },
  endpointId: {
    field: { key: "endpointId", label: "Endpoint", pick: "endpoints" },
    initial: () => all("endpoints").find(({ isRegistered }) => !isRegistered)?.id,
  },
  isoCode: {
    field: { key: "isoCode", label: "Country", pick: "countryPermissions" },
    initial: () => "CU",
  },
};

/** The menu of rehearsals, and those that were begun. */
export function rehearseView() {
  const menu = element("div", { class: "cards" });
  const running = element("div", {});
  let shown = "";
  const load = async () => {
    const { scenarios } = await control("scenarios");
    replace(menu, ...scenarios.map(scenarioCard));
  };
  return {
    title: () => "Rehearse",
    content: [
      element(
        "p",
        { class: "soft" },
        "Something goes wrong here, as it does in real life. Then find it and put it back with a stack.",
      ),
      element("section", {}, element("h2", { tabindex: -1 }, "Begun"), running),
      element("section", {}, element("h2", { tabindex: -1 }, "What can be rehearsed"), menu),
    ],
    update() {
      const text = JSON.stringify(about.rehearsals);
      if (text === shown) return;
      shown = text;
      const none = [element("p", { class: "soft" }, "None.")];
      replace(
        running,
        ...(about.rehearsals.length > 0 ? about.rehearsals.toReversed().map(runningCard) : none),
      );
    },
    load,
  };
}

function scenarioCard({ id, title, what, asks }) {
  const begin = () => {
    const choices = asks.map((name) => CHOICES[name]);
    const entity = Object.fromEntries(choices.map(({ field, initial }) => [field.key, initial()]));
    const fields = choices.map(({ field }) => field);
    open({ title: `Rehearse: ${title}`, verb: "Begin", fields, entity }, async (values) => {
      const body = { ...values, scenario: id, projectId: about.projectId };
      await control("rehearsals", { method: "POST", body });
      await refresh();
    });
  };
  return element(
    "div",
    { class: "card" },
    element("h3", {}, title),
    element("p", {}, what),
    button("Begin", title, begin),
  );
}

function runningCard({ number, title, did, next, startedAt, putBackAt, missing, added }) {
  const end = async () => {
    await control(`rehearsals/${number}`, { method: "DELETE" });
    await refresh();
  };
  const state = putBackAt ? `Put back at ${clock(putBackAt)} UTC.` : "Not put back yet.";
  return element(
    "article",
    { class: "card", "aria-label": `${title}, begun ${clock(startedAt)}` },
    element("h3", {}, title),
    element("p", { class: putBackAt ? "good" : "warning", role: "status" }, state),
    element("ul", {}, ...did.map((text) => element("li", {}, text))),
    element("ol", { class: "steps" }, ...next.map(step)),
    ...differences("Still missing", missing),
    ...differences("Still there besides", added),
    button("End", `rehearsal ${title}`, end),
  );
}

function step({ say, run }) {
  if (run === undefined) return element("li", {}, say);
  return element(
    "li",
    {},
    say,
    element("div", { class: "command" }, element("code", {}, ...wordsOf(run)), copyButton(run)),
  );
}

/** The words of a command, none of which is broken at its hyphens. */
function wordsOf(command) {
  return command.split(" ").flatMap((word) => [element("span", { class: "word" }, word), " "]);
}

function differences(title, lines) {
  if (lines.length === 0) return [];
  const items = lines.map((line) => element("li", {}, line));
  return [element("p", { class: "soft" }, title), element("ul", { class: "soft" }, ...items)];
}

function clock(time) {
  return time.slice(11, 19);
}
