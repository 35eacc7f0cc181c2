/** How the wall time of each operation grows with the number of trunks, as an SVG with a panel for each. */
import { comparisonRows } from "./summary.mjs";

const PANEL = { width: 300, height: 220, left: 52, right: 14, top: 30, bottom: 36 };
const COLUMNS = 3;
const LEGEND_HEIGHT = 34;
/** Told apart by those who see no red and green, too; the dash tells them apart in grey. */
const STYLES = {
  "pulumi-sinch": { colour: "#0072b2", dash: "" },
  "by hand": { colour: "#d55e00", dash: "6 3" },
  empty: { colour: "#7f7f7f", dash: "2 3" },
  floor: { colour: "#009e73", dash: "8 3 2 3" },
  "floor with axios": { colour: "#56b4e9", dash: "2 3" },
  "roll-out": { colour: "#0072b2", dash: "" },
  "the API's limit": { colour: "#7f7f7f", dash: "2 3" },
  "no change": { colour: "#d55e00", dash: "6 3" },
  drift: { colour: "#009e73", dash: "8 3 2 3" },
};

/** Draws all operations, or returns undefined if none was measured. */
export function growthPlot(results) {
  const rows = comparisonRows(results);
  if (rows.length === 0) return undefined;
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  const x = logScale(
    rows.map(({ count }) => count),
    [PANEL.left, PANEL.width - PANEL.right],
  );
  const y = logScale(
    rows.flatMap(({ wallMs }) => [wallMs.min / 1_000, wallMs.max / 1_000]),
    [PANEL.height - PANEL.bottom, PANEL.top],
  );
  const width = PANEL.width * Math.min(COLUMNS, operations.length);
  const height = LEGEND_HEIGHT + PANEL.height * Math.ceil(operations.length / COLUMNS);
  const panels = operations.map((operation, index) => {
    const [column, line] = [index % COLUMNS, Math.floor(index / COLUMNS)];
    const at = `translate(${column * PANEL.width} ${LEGEND_HEIGHT + line * PANEL.height})`;
    const own = rows.filter((row) => row.operation === operation);
    return group(at, [
      text({ x: PANEL.left, y: 18, weight: "bold" }, operation),
      ...axes(x, y, { unit: "s", name: "trunks" }),
      ...curves(own, x, y),
    ]);
  });
  const contenders = [...new Set(rows.map(({ contender }) => contender))];
  return picture("Wall time in seconds by the number of trunks", { width, height, contenders, panels });
}

/** Draws panels of other figures: each has a title, the names of its axes, and points with count, series and value. */
export function figurePlot(title, figures) {
  const columns = 2;
  const width = PANEL.width * columns;
  const height = LEGEND_HEIGHT + PANEL.height * Math.ceil(figures.length / columns);
  const panels = figures.map(({ title: name, x: xName, unit, points }, index) => {
    const [column, line] = [index % columns, Math.floor(index / columns)];
    const [left, right] = [PANEL.left, PANEL.width - PANEL.right];
    const x = logScale(
      points.map(({ count }) => count),
      [left, right],
    );
    const y = logScale(
      points.map(({ value }) => value),
      [PANEL.height - PANEL.bottom, PANEL.top],
    );
    const rows = points.map(({ count, series, value }) => {
      const ms = value * 1_000;
      return { count, contender: series, wallMs: { min: ms, median: ms, max: ms } };
    });
    return group(`translate(${column * PANEL.width} ${LEGEND_HEIGHT + line * PANEL.height})`, [
      text({ x: left, y: 18, weight: "bold" }, name),
      ...axes(x, y, { unit, name: xName }),
      ...curves(rows, x, y),
    ]);
  });
  const contenders = [...new Set(figures.flatMap(({ points }) => points.map(({ series }) => series)))];
  return picture(title, { width, height, contenders, panels });
}

function picture(title, { width, height, contenders, panels }) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...legend(contenders),
    ...panels,
    "</svg>",
    "",
  ].join("\n");
}

/** A logarithmic scale over some values, with round ends. */
function logScale(values, [from, to]) {
  const least = Math.log10(Math.min(...values)) - 0.05;
  const most = Math.log10(Math.max(...values)) + 0.05;
  const place = (value) => from + ((Math.log10(value) - least) / (most - least)) * (to - from);
  const ticks = [];
  for (let power = Math.floor(least); power <= most; power++) {
    for (const factor of [1, 3]) {
      const tick = factor * 10 ** power;
      if (Math.log10(tick) >= least && Math.log10(tick) <= most) ticks.push(Number(tick.toPrecision(1)));
    }
  }
  return { place, ticks };
}

function axes(x, y, { unit, name }) {
  const [left, right] = [PANEL.left, PANEL.width - PANEL.right];
  const bottom = PANEL.height - PANEL.bottom;
  return [
    ...y.ticks.flatMap((tick) => [
      `<line x1="${left}" x2="${right}" y1="${round(y.place(tick))}" y2="${round(y.place(tick))}" stroke="#e0e0e0"/>`,
      text({ x: left - 6, y: y.place(tick) + 4, anchor: "end" }, `${tick} ${unit}`),
    ]),
    ...x.ticks.map((tick) => text({ x: x.place(tick), y: bottom + 16, anchor: "middle" }, String(tick))),
    text({ x: (left + right) / 2, y: bottom + 30, anchor: "middle" }, name),
    `<path d="M${left} ${PANEL.top}V${bottom}H${right}" fill="none" stroke="#404040"/>`,
  ];
}

function curves(rows, x, y) {
  return [...new Set(rows.map(({ contender }) => contender))].flatMap((contender) => {
    const { colour, dash } = STYLES[contender];
    const points = rows.filter((row) => row.contender === contender);
    const at = ({ count, wallMs }, which) =>
      `${round(x.place(count))} ${round(y.place(wallMs[which] / 1_000))}`;
    const line = points.map((point) => at(point, "median")).join("L");
    return [
      `<path d="M${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      ...points.map((point) => `<path d="M${at(point, "min")}L${at(point, "max")}" stroke="${colour}"/>`),
      ...points.map(
        (point) =>
          `<circle cx="${round(x.place(point.count))}" cy="${round(y.place(point.wallMs.median / 1_000))}" r="3" fill="${colour}"/>`,
      ),
    ];
  });
}

function legend(contenders) {
  return contenders.map((contender, index) => {
    const { colour, dash } = STYLES[contender];
    const sample = `<path d="M0 0H28" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`;
    return group(`translate(${PANEL.left + index * 140} 18)`, [sample, text({ x: 34, y: 4 }, contender)]);
  });
}

function group(transform, parts) {
  return [`<g transform="${transform}">`, ...parts, "</g>"].join("\n");
}

function text({ x, y, anchor = "start", weight = "normal" }, content) {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-weight="${weight}">${content}</text>`;
}

function round(value) {
  return Number(value.toFixed(1));
}
