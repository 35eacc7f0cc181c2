/** What the emulator was asked: the latest requests, and one with its bodies, which can be sent once more. */
import { control } from "./api.js";
import { breakable, button, element, replace, say } from "./dom.js";
import { list } from "./list.js";
import { refresh } from "./live.js";
import { about } from "./store.js";
import { bar } from "./views.js";

/** The latest requests, newest first: what was asked, by which token, what came back and why. */
export function requestsView() {
  const table = list({
    name: "Requests",
    entities: () =>
      withNotes(about.requests)
        .map((one) => ({ ...one, id: one.number }))
        .reverse(),
    columns: [
      { label: "Time (UTC)", text: ({ time }) => time.slice(11, 23), type: "code" },
      { label: "Request", text: requestText, type: "code", href: ({ number }) => `#/requests/${number}` },
      { label: "Status", text: statusText, off: ({ status }) => status < 200 || status >= 400 },
      { label: "Token", text: ({ token }) => token?.slice(0, 6) ?? "", type: "code" },
      { label: "Note", text: ({ note }) => note },
    ],
  });
  const clear = button("Clear", "the requests", () => control("requests", { method: "DELETE" }));
  return {
    title: () => "Requests",
    content: [
      bar(
        clear,
        element("span", { class: "soft" }, "The latest 200, newest first. Open one to see its bodies."),
      ),
      table.element,
    ],
    update: table.update,
  };
}

/** One request. */
export function requestView(number) {
  const facts = element("div", {}, element("p", { class: "soft" }, "Looking it up."));
  const answered = element("p", { role: "status" });
  const load = async () => {
    const exchange = await control(`requests/${number}`).catch(() => undefined);
    if (exchange === undefined) {
      return replace(facts, element("p", {}, "It is not kept any more: the log was cleared, or is full."));
    }
    return replace(facts, ...partsOf(exchange, answered));
  };
  return {
    back: { href: "#/requests", text: "Requests" },
    title: () => `Request ${number}`,
    content: [facts, answered],
    update() {},
    load,
  };
}

function partsOf(exchange, answered) {
  const { number, time, keyId, fault, userAgent, request, response, isKept, path } = exchange;
  const again = async () => {
    say(answered, "");
    const text = await control(`requests/${number}/again`, { method: "POST" }).then(
      () => "Sent again, and it was accepted.",
      ({ status, message }) => `Sent again, and it was refused with ${status}: ${message}`,
    );
    say(answered, text);
    await refresh();
  };
  const canSend = isKept && path.startsWith("/v1/projects/");
  return [
    element("p", { class: "code" }, breakable(requestText(exchange))),
    element(
      "p",
      { class: "soft" },
      `${time} · ${statusText(exchange)} · ${keyId ?? "no key"} · ${userAgent}`,
    ),
    ...(fault ? [element("p", {}, `Struck by fault ${fault}.`)] : []),
    ...(canSend
      ? [
          bar(
            button("Send again", `request ${number}`, again),
            element("a", { href: `#/send/${number}` }, "Change it and send"),
          ),
        ]
      : []),
    ...body("Request", request, isKept),
    ...body("Answer", response, isKept),
  ];
}

function body(title, text, isKept) {
  const none = isKept
    ? "No body, or one that was spoilt by a fault."
    : "Only the latest 200 bodies are kept.";
  return [
    element("h2", {}, title),
    text ? element("pre", { class: "code" }, text) : element("p", { class: "soft" }, none),
  ];
}

function requestText({ method, path, query }) {
  return `${method} ${path.replace(/^\/v1\/projects\/[^/]+/, "")}${query && `?${query}`}`;
}

function statusText({ status }) {
  return status === 0 ? "no answer" : String(status);
}

/** Says of each request whether a fault struck it, and whether it repeats one that failed. */
function withNotes(requests) {
  const failed = new Set();
  return requests.map((request) => {
    const { method, path, status, fault, userAgent } = request;
    const key = `${method} ${path}`;
    const notes = [
      path === "/oauth2/token" ? "token" : "",
      failed.has(key) ? "retry" : "",
      fault ? `fault ${fault}` : "",
      userAgent === "emulator console" ? "by hand" : "",
    ];
    if (status === 0 || status === 401 || status === 429 || status >= 500) failed.add(key);
    else failed.delete(key);
    return { ...request, note: notes.filter(Boolean).join(", ") };
  });
}
