/** Shows what /status.json has, again every two seconds. */

const EVERY_MS = 2_000;
const PHASES = {
  preview: "Looking at what would change",
  approval: "Previews are done",
  waves: "Updating",
  ended: "Ended",
};
const CLASS = { done: "good", failed: "bad", updating: "work" };

/** An element with text and children; texts are never taken for HTML. */
function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function link(status, path, text) {
  return status.temporalPage && path
    ? element("a", { href: `${status.temporalPage.replace(/\/$/, "")}${path}`, text })
    : element("span", { text });
}

function table(headings, rows) {
  if (rows.length === 0) return element("p", { className: "quiet", text: "None." });
  const head = element("tr", {}, ...headings.map((text) => element("th", { text, scope: "col" })));
  const body = rows.map((cells) =>
    element(
      "tr",
      {},
      ...cells.map((cell) =>
        cell instanceof Node ? element("td", {}, cell) : element("td", { text: String(cell) }),
      ),
    ),
  );
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

/** A time to the minute; all of them are of one zone, as in the files of incidents. */
function time(text) {
  return element("time", { datetime: text, text: `${text.slice(0, 16).replace("T", " ")} UTC` });
}

function word(text) {
  return element("span", { text, className: CLASS[text] ?? "" });
}

function rollOut(status) {
  const now = status.rollOut;
  if (status.unanswered)
    return element("p", { className: "bad", text: `How far it is, ${status.unanswered}` });
  if (!now) return element("p", { className: "quiet", text: "There was none yet." });
  const total = Object.values(now.states).reduce((sum, count) => sum + count, 0);
  const passed = now.phase === "preview" ? total - now.states.waiting : now.states.done;
  const counts = Object.entries(now.states)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state}`);
  const left = now.leftMs === undefined ? [] : [`about ${Math.ceil(now.leftMs / 60_000)} min left`];
  return element(
    "div",
    { className: "card" },
    element("p", {}, link(status, now.path, PHASES[now.phase])),
    element("progress", { max: total, value: passed, "aria-label": "Shards that are done" }),
    element("p", { text: [...counts, ...left].join(", ") }),
    ...(now.waitsFor ? [element("p", { className: "bad", text: `It waits: ${now.waitsFor}` })] : []),
    ...Object.entries(now.failures).map(([shard, text]) =>
      element("p", { className: "bad", text: `${shard}: ${text}` }),
    ),
  );
}

function show(status) {
  document.title = `Fleet ${status.fleet}`;
  document.getElementById("title").textContent = `Fleet ${status.fleet}`;
  const customers = status.shards.reduce((sum, shard) => sum + shard.customers, 0);
  document.getElementById("seen").textContent =
    `${status.shards.length} shards, ${customers} customers, seen at ${new Date().toLocaleTimeString()}`;
  const put = (id, child) => document.getElementById(id).replaceChildren(child);
  put("roll-out", rollOut(status));
  put(
    "incidents",
    table(
      ["Incident", "Urgency", "Account", "Since", "Findings"],
      status.incidents.map(({ id, urgency, account, begun, findings }) => [
        id,
        element("span", { text: urgency, className: urgency === "alarm" ? "bad" : "" }),
        account,
        time(begun),
        findings,
      ]),
    ),
  );
  put(
    "shards",
    table(
      ["Shard", "Account", "Customers", "Left as they are", "Release", "State", "Last"],
      status.shards.map((shard) => [
        link(status, shard.path, shard.name),
        shard.account ?? "main",
        shard.customers,
        shard.left.length === 0 ? "none" : shard.left.join(", "),
        shard.release.slice(0, 12),
        word(shard.state ?? shard.outcome),
        time(shard.at),
      ]),
    ),
  );
  put(
    "accounts",
    table(
      ["Account", "Processes at work", "Requests a second together"],
      status.accounts.map(({ account, processes, requestsPerSecond }) => [
        account,
        processes,
        requestsPerSecond ?? "no limit set",
      ]),
    ),
  );
  put(
    "runs",
    table(
      ["When", "What", "Outcome"],
      status.runs.map(({ at, kind, outcome }) => [time(at), kind, word(outcome)]),
    ),
  );
}

async function look() {
  try {
    const status = await (await fetch("/status.json")).json();
    if (status.error) throw new Error(status.error);
    show(status);
  } catch (error) {
    document.getElementById("seen").textContent = `Cannot be told at the moment: ${error.message}`;
  }
  setTimeout(look, EVERY_MS);
}

look();
