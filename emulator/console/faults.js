import { control } from "./api.js";
import { element, table } from "./dom.js";

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

const form = document.getElementById("fault-form");
const problem = document.getElementById("fault-error");

/** Makes the buttons; `done` is called after a fault was armed. */
export function faultButtons(done) {
  form.addEventListener("submit", (event) => event.preventDefault());
  document
    .getElementById("fault-buttons")
    .replaceChildren(
      ...FAULTS.map(({ text, rule }) =>
        element("button", { type: "button", onclick: () => arm(rule).then(done) }, text),
      ),
    );
}

/** The rules in force and what they have struck. */
export function faultsTable(faults, done) {
  if (faults.length === 0) return [element("p", { class: "soft" }, "None armed.")];
  const clear = async () => {
    await control("faults", { method: "DELETE" });
    done();
  };
  const rows = faults.map(({ id, method, path, times = 1, hits, matched: _, ...rule }) => ({
    cells: [
      element("td", {}, id),
      element("td", { class: "code" }, `${method ?? "any"} ${path}`),
      element("td", {}, describe(rule)),
      element("td", {}, `${hits} of ${times}`),
    ],
  }));
  return [
    table("Armed", ["Fault", "Requests", "What happens", "Struck"], rows),
    element("button", { type: "button", "data-key": "clear-faults", onclick: clear }, "Clear all faults"),
  ];
}

async function arm(rule) {
  const { method, path, times } = Object.fromEntries(new FormData(form));
  problem.textContent = "";
  try {
    const body = { ...rule, path, times: Number(times), ...(method && { method }) };
    await control("faults", { method: "POST", body });
  } catch (error) {
    problem.textContent = error.message;
  }
}

/** The words of the button that armed it; of a rule that a test has made, the rule itself. */
function describe(rule) {
  const text = JSON.stringify(rule);
  return FAULTS.find((fault) => JSON.stringify(fault.rule) === text)?.text ?? text;
}
