import { countText, momentText } from "./format";
import { html, type Html } from "./html";
import type { Period } from "./periods";

/** The height of a chart in its own units; it is stretched to the page. */
const HEIGHT = 100;

/** Calls over time as bars, those that change in another colour on the ground. Its texts are HTML, so they do not shrink. */
export function periodChart(periods: readonly Period[], width: string): Html {
  const most = Math.max(1, ...periods.map(({ calls }) => calls));
  const bars = periods.map(({ start, calls, changed }, index) => {
    const [all, part] = [(HEIGHT * calls) / most, (HEIGHT * changed) / most];
    const tip = `${momentText(start)}: ${countText(calls)} calls, ${countText(changed)} change`;
    return html`<g
      ><title>${tip}</title><rect class="ground" x="${index}" y="0" width="1" height="${HEIGHT}" /><rect
        class="calls"
        x="${index + 0.1}"
        y="${rounded(HEIGHT - all)}"
        width="0.8"
        height="${rounded(all - part)}" /><rect
        class="changed"
        x="${index + 0.1}"
        y="${rounded(HEIGHT - part)}"
        width="0.8"
        height="${rounded(part)}"
    /></g>`;
  });
  const [first, last] = [periods[0]?.start ?? "", periods.at(-1)?.start ?? ""];
  return html`<figure>
    <p class="most">${countText(most)} calls</p>
    <svg
      class="periods"
      viewBox="0 0 ${Math.max(1, periods.length)} ${HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Calls over time, those that change marked; the table below has the same"
    >
      ${bars}
    </svg>
    <div class="axis"><span>${shortly(first)}</span><span>${shortly(last)}</span></div>
    <figcaption>
      <span class="key calls"></span>as before <span class="key changed"></span>changes; each bar is ${width}
    </figcaption>
  </figure>`;
}

/** Without seconds where there are none: two of them stand side by side on a phone. */
function shortly(iso: string): string {
  return momentText(iso).replace(/:00 UTC$/, " UTC");
}

/** A bar in a table's cell, as long as its share of the longest. */
export function bar(value: number, most: number): Html {
  const share = most === 0 ? 0 : rounded((100 * value) / most);
  return html`<svg class="bar" aria-hidden="true"><rect width="${share}%" height="100%" /></svg>`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
