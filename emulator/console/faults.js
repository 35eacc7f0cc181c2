/** Faults: what strikes the next requests, and what has struck already. */
import { control } from "./api.js";
import { button, element } from "./dom.js";
import { formField } from "./field.js";
import { list } from "./list.js";
import { refresh } from "./live.js";
import { about } from "./store.js";

/** What the buttons arm; `rule` is as docs/emulator.md describes it. */
const FAULTS = [
  { text: "429, retry after 2 s", rule: { status: 429, retryAfter: 2 } },
  { text: "503 before the change", rule: { status: 503 } },
  { text: "503 after the change (lost answer)", rule: { status: 503, when: "after" } },
  { text: "Connection reset before", rule: { reset: true } },
  { text: "Connection reset after", rule: { reset: true, when: "after" } },
  { text: "Body cut short", rule: { body: "cut", when: "after" } },
  { text: "A proxy's error page", rule: { body: "html" } },
  {
    text: "A gateway's 404",
    rule: { status: 404, body: "json", json: { message: "no Route matched with those values" } },
  },
  { text: "200 and {}", rule: { status: 200, body: "json", json: {} } },
  { text: "Token expires", rule: { expireToken: true } },
  { text: "5 s slower", rule: { delayMs: 5000 } },
];
const ANY = "any request";

/** The form that arms faults, and the rules in force with what they have struck. */
export function faultsView() {
  const fields = [
    { key: "method", label: "Strikes", options: [ANY, "GET", "POST", "PUT", "PATCH", "DELETE"] },
    { key: "path", label: "Path ends in", hint: "* is any text without a slash, ** any text." },
    { key: "times", label: "How often", type: "number" },
  ].map((field) => formField(field, { path: "/**", times: 1 }[field.key]));
  const table = list({
    name: "Faults",
    entities: () => about.faults,
    columns: [
      { label: "Fault", text: ({ id }) => id },
      { label: "Requests", text: ({ method, path }) => `${method ?? "any"} ${path}`, type: "code" },
      { label: "What happens", text: describe },
      { label: "Struck", text: ({ hits, times = 1 }) => `${hits} of ${times}` },
    ],
    empty: "None armed.",
  });
  const clear = async () => {
    await control("faults", { method: "DELETE" });
    await refresh();
  };
  const form = element("form", { class: "plain" }, ...fields.map((field) => field.element));
  form.addEventListener("submit", (event) => event.preventDefault());
  return {
    title: () => "Faults",
    content: [
      element(
        "p",
        { class: "soft" },
        "What goes wrong between a stack and the API. What is done on this page is never struck.",
      ),
      form,
      element(
        "div",
        { class: "bar", role: "group", "aria-label": "Arm a fault" },
        ...FAULTS.map(armButton(fields)),
      ),
      element("section", {}, element("h2", { tabindex: -1 }, "Armed"), table.element),
      element("p", { class: "bar" }, button("Clear", "all faults", clear, { shown: "Clear all faults" })),
    ],
    update: table.update,
  };
}

function armButton(fields) {
  return ({ text, rule }) => element("button", { type: "button", onclick: () => arm(fields, rule) }, text);
}

async function arm(fields, rule) {
  const [method, path, times] = fields;
  for (const field of fields) field.say("");
  const often = times.value();
  if (!Number.isInteger(often) || often < 1) {
    times.say("It must be a whole number from 1 up.");
    return times.focus();
  }
  const only = method.value() === ANY ? {} : { method: method.value() };
  try {
    await control("faults", {
      method: "POST",
      body: { ...rule, ...only, path: path.value() ?? "", times: often },
    });
    await refresh();
  } catch ({ message }) {
    path.say(message);
    path.focus();
  }
  return undefined;
}

/** The words of the button that armed it; of a rule that a test has made, the rule itself. */
function describe({ id: _, method: _m, path: _p, times: _t, hits: _h, matched: _s, ...rule }) {
  const text = JSON.stringify(rule);
  return FAULTS.find((fault) => JSON.stringify(fault.rule) === text)?.text ?? text;
}
