import type { TrunkPicture } from "./fold";
import { same, type Box } from "./marks";
import { BOX_GAP, drawn, laid, PADDING, pileHeight, text, type LaidBox } from "./svg-box";

/** Where columns begin, and how wide they are: callers and numbers, the trunk, where calls go. */
const LEFT = { x: 24, width: 310 };
const TRUNK = { x: 390, width: 250 };
const RIGHT = { x: 696, width: 400 };
/** Right of the last column, where forwarded calls leave again. */
const MARGIN = 44;
export const WIDTH = RIGHT.x + RIGHT.width + MARGIN;

/** The two flows: outbound calls above, inbound ones below. */
export const FLOWS = { out: "#0550ae", in: "#6639ba" } as const;
const CAPTION = 18;
const LANE_GAP = 14;

const NETWORK: Box = {
  title: same("phone network"),
  lines: [same("open countries and blocked calls: at the end")],
};

interface Placed {
  readonly box: LaidBox;
  readonly y: number;
}

/** One trunk with both flows through it, as SVG. */
export function trunkRow(trunk: TrunkPicture, top: number): { svg: string; height: number } {
  const { gates, numbers, endpoints, forward, count } = trunk;
  const start = top + PADDING;
  const out = lane(start, gates, [NETWORK]);
  const inbound = lane(start + out.height + LANE_GAP, numbers, [...endpoints, ...(forward ? [forward] : [])]);
  const own = laid(trunk.trunk, TRUNK.width);
  const lanes = out.height + LANE_GAP + inbound.height;
  const inner = Math.max(lanes, own.height);
  const height = inner + 2 * PADDING;
  const canCallOut = gates.some(({ isNote }) => isNote !== true);
  const [network] = out.right;
  const last = inbound.right.at(-1);
  return {
    height,
    svg: [
      `<rect x="${LEFT.x - 10}" y="${top}" width="${WIDTH - 2 * (LEFT.x - 10)}" height="${height}" rx="8" fill="#f6f8fa"/>`,
      caption(LEFT.x, start, "Outbound calls: who may make them", "out"),
      caption(RIGHT.x, start, "Outbound calls go to", "out"),
      caption(LEFT.x, start + out.height + LANE_GAP, "Inbound calls: to these numbers", "in"),
      caption(RIGHT.x, start + out.height + LANE_GAP, "Inbound calls go to, in this order", "in"),
      ...arrowsInto(out, "out"),
      ...(canCallOut ? arrowsOutOf(out, "out") : []),
      ...arrowsInto(inbound, "in"),
      ...arrowsOutOf(inbound, "in"),
      ...(forward && network && last ? [leavesAgain(middle(last), middle(network))] : []),
      drawn(own, { x: TRUNK.x, y: start, height: inner, isPile: count > 1 }),
      ...[out, inbound].flatMap(({ left, right }) => [
        ...left.map(({ box, y }) => drawn(box, { x: LEFT.x, y })),
        ...right.map(({ box, y }) => drawn(box, { x: RIGHT.x, y })),
      ]),
    ].join("\n"),
  };
}

interface Lane {
  readonly height: number;
  readonly middle: number;
  readonly left: readonly Placed[];
  readonly right: readonly Placed[];
}

function lane(top: number, left: readonly Box[], right: readonly Box[]): Lane {
  const columns = [left.map((box) => laid(box, LEFT.width)), right.map((box) => laid(box, RIGHT.width))];
  const inner = Math.max(...columns.map(pileHeight));
  const centre = top + CAPTION + inner / 2;
  const [before = [], after = []] = columns.map((boxes) => {
    let y = centre - pileHeight(boxes) / 2;
    return boxes.map((box) => {
      const placed = { box, y };
      y += box.height + BOX_GAP;
      return placed;
    });
  });
  return { height: CAPTION + inner, middle: centre, left: before, right: after };
}

function caption(x: number, top: number, words: string, flow: keyof typeof FLOWS): string {
  return text(x, top + 10, words, { size: 12, weight: 600, fill: FLOWS[flow] });
}

function middle({ box, y }: Placed): number {
  return y + box.height / 2;
}

function isSomething({ box }: Placed): boolean {
  return box.box.isNote !== true;
}

function arrowsInto({ left, middle: centre }: Lane, flow: keyof typeof FLOWS): string[] {
  return left
    .filter(isSomething)
    .map((one) => arrow([LEFT.x + LEFT.width, middle(one)], [TRUNK.x, centre], flow));
}

function arrowsOutOf({ right, middle: centre }: Lane, flow: keyof typeof FLOWS): string[] {
  return right
    .filter(isSomething)
    .map((one) => arrow([TRUNK.x + TRUNK.width, centre], [RIGHT.x, middle(one)], flow));
}

function arrow([x1, y1]: [number, number], [x2, y2]: [number, number], flow: keyof typeof FLOWS): string {
  const bend = (x2 - x1) / 2;
  const d = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 1} ${y2}`;
  return `<path d="${d}" fill="none" stroke="${FLOWS[flow]}" stroke-width="1.5" marker-end="url(#${flow})"/>`;
}

/** A forwarded call goes back to the phone network, as an outbound one. */
function leavesAgain(from: number, to: number): string {
  const edge = RIGHT.x + RIGHT.width;
  const d = `M${edge} ${from}C${edge + 30} ${from} ${edge + 30} ${to} ${edge + 1} ${to}`;
  return `<path d="${d}" fill="none" stroke="${FLOWS.in}" stroke-width="1.5" stroke-dasharray="4 3" marker-end="url(#in)"/>`;
}
