import { element, table } from "./dom.js";

/** The request log as a table, newest first: what was asked, by which token, what came back and why. */
export function requestsTable(requests) {
  const rows = withNotes(requests)
    .reverse()
    .map(({ time, method, path, query, status, token, note }) => ({
      cells: [
        element("td", { class: "code short" }, time.slice(11, 23)),
        element(
          "td",
          { class: "code" },
          `${method} ${path.replace(/^\/v1\/projects\/[^/]+/, "")}${query && `?${query}`}`,
        ),
        element(
          "td",
          { class: status >= 200 && status < 400 ? "short" : "short bad" },
          status === 0 ? "reset" : status,
        ),
        element("td", { class: "code short" }, token?.slice(0, 6) ?? ""),
        element("td", {}, note),
      ],
    }));
  return rows.length > 0
    ? table(
        element("span", { class: "unseen" }, "The latest requests"),
        ["Time (UTC)", "Request", "Status", "Token", "Note"],
        rows,
      )
    : element("p", { class: "soft" }, "None yet.");
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
