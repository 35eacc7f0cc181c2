/** Any request to the API, written by hand: each operation is a line of a menu. */
import { byHand, control } from "./api.js";
import { element, replace } from "./dom.js";
import { formField } from "./field.js";
import { refresh } from "./live.js";
import { about } from "./store.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const MASK = "********";

/** The form; with the number of a logged request, filled with what that one was. */
export function sendView(number) {
  const [operation, method, path, body] = [
    { key: "operation", label: "Operation", options: ["Choose one, or write it yourself"] },
    { key: "method", label: "Method", options: METHODS },
    { key: "path", label: "Path", hint: "Below the project, such as /trunks?size=2." },
    { key: "body", label: "Body", type: "json", hint: "JSON, for POST, PUT and PATCH." },
  ].map((field) => formField(field, field.key === "path" ? "/trunks" : undefined));
  const outcome = element("div", { role: "status" });
  const form = element(
    "form",
    { class: "plain" },
    ...[operation, method, path, body].map((field) => field.element),
    element("p", { class: "bar" }, element("button", { type: "submit", class: "main" }, "Send")),
  );
  const inputOf = (field) => field.element.querySelector("input, select, textarea");
  const put = (field, value) => (inputOf(field).value = value);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ method, path, body }, outcome);
  });
  inputOf(operation).addEventListener("change", ({ target }) => {
    const [verb, below] = target.value.split(" ").slice(-2);
    if (!below?.startsWith("/")) return;
    put(method, verb);
    put(path, below);
  });
  const load = async () => {
    const { operations } = await control("operations");
    const lines = operations.map((one) => `${one.id}: ${one.method} ${one.path}`);
    inputOf(operation).append(...lines.map((line) => element("option", {}, line)));
    if (number === undefined) return;
    const { method: verb, path: whole, query, request = "" } = await control(`requests/${number}`);
    put(method, verb);
    put(path, whole.replace(/^\/v1\/projects\/[^/]+/, "") + (query && `?${query}`));
    put(body, request);
  };
  return { title: () => "Send a request", content: [form, outcome], update() {}, load };
}

async function send({ method, path, body }, outcome) {
  for (const field of [path, body]) field.say("");
  const text = body.value() ?? "";
  const refused = problemOf(path.value() ?? "", text);
  if (refused !== undefined) {
    const field = refused.isPath ? path : body;
    field.say(refused.text);
    field.focus();
    return;
  }
  const content = text === "" ? undefined : JSON.parse(text);
  const answer = await byHand(about.projectId, method.value(), path.value(), content).then(
    (given) => ["Accepted.", given],
    ({ status, message, violations }) => [`Refused with ${status}: ${message}`, violations],
  );
  const [words, given] = answer;
  const shown = textOf(given);
  replace(outcome, element("p", {}, words), ...(shown ? [element("pre", { class: "code" }, shown)] : []));
  await refresh();
}

function textOf(given) {
  if (given === undefined || given.length === 0) return undefined;
  return typeof given === "string" ? given : JSON.stringify(given, null, 2);
}

function problemOf(path, text) {
  if (!path.startsWith("/")) return { isPath: true, text: "It must begin with a slash, such as /trunks." };
  const [gap] = /\{\w+\}/.exec(path) ?? [];
  if (gap) return { isPath: true, text: `Put an id in the place of ${gap}.` };
  if (text.includes(MASK)) return { text: `Secrets are not shown: write them in the place of ${MASK}.` };
  try {
    if (text !== "") JSON.parse(text);
    return undefined;
  } catch (error) {
    return { text: `This is no JSON: ${error.message}` };
  }
}
