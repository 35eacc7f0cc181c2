/** Tables that can be filtered and sorted; without this script, they are whole and in the order of their counts. */

/** So many rows are seen at once. */
const FEW = 5;

for (const table of document.querySelectorAll("table.tool")) {
  makeSortable(table);
  if (table.tBodies[0].rows.length > FEW) makeFilter(table);
}

/** A field above a table: rows that do not have all its words are hidden, and how many are left is said. */
function makeFilter(table) {
  const rows = [...table.tBodies[0].rows];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const tools = document.createElement("div");
  tools.className = "tools";
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "search";
  label.append(`Filter ${table.dataset.name}`, field);
  const told = document.createElement("span");
  told.className = "quiet";
  told.setAttribute("role", "status");
  tools.append(label, told);
  table.parentElement.before(tools);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      if (!row.hidden) shown += 1;
    });
    told.textContent = words.length === 0 ? "" : `${shown} of ${rows.length} rows`;
  });
}

/** Headings become buttons: the first press sorts as the column is mostly wanted, the next the other way round. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const isNumber = head.classList.contains("number");
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const isFirst = head.getAttribute("aria-sort") === null;
      const isDescending = isFirst ? isNumber : head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      const body = table.tBodies[0];
      const sorted = [...body.rows].sort((one, other) => {
        const [a, b] = [one.cells[column], other.cells[column]];
        return isNumber
          ? Number(a.dataset.value) - Number(b.dataset.value)
          : a.textContent.localeCompare(b.textContent, "en");
      });
      body.append(...(isDescending ? sorted.reverse() : sorted));
    });
  });
}
