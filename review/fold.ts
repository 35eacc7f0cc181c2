import { boxMark, same, type Box, type Line } from "./marks";

/** One trunk, or many that are alike: who may call out, the trunk, and what becomes of calls to its numbers. */
export interface TrunkPicture {
  readonly trunk: Box;
  /** Who may make outbound calls. */
  readonly gates: readonly Box[];
  /** By which numbers inbound calls come. */
  readonly numbers: readonly Box[];
  /** Where inbound calls go: a box for each priority. */
  readonly endpoints: readonly Box[];
  /** Where calls go that no endpoint takes. */
  readonly forward?: Box;
  /** The account that it is in; empty for the stack's own. */
  readonly account: string;
  /** How many trunks it stands for. */
  readonly count: number;
}

/** Up to so many trunks each is drawn by itself. */
export const ALL_TRUNKS_UP_TO = 12;
/** Rows of a picture that folds; what is more is counted. */
const MOST_ROWS = 24;

/** An overview of many trunks: those that change in detail, as far as they are few; the others folded by likeness. */
export function overview(trunks: readonly TrunkPicture[]): { shown: TrunkPicture[]; left: TrunkPicture[] } {
  if (trunks.length <= ALL_TRUNKS_UP_TO) return { shown: [...trunks], left: [] };
  const changing = trunks.filter(isTouched);
  const rest = trunks.filter((trunk) => !changing.includes(trunk));
  const detailed = changing.length <= ALL_TRUNKS_UP_TO ? changing : folded(changing);
  const rows = [...detailed, ...folded(rest)];
  return { shown: rows.slice(0, MOST_ROWS), left: rows.slice(MOST_ROWS) };
}

/** Trunks of which the same can be said, as one; the largest group first, what is by itself as it is. */
function folded(trunks: readonly TrunkPicture[]): TrunkPicture[] {
  const groups = new Map<string, TrunkPicture[]>();
  for (const trunk of trunks) groups.set(shapeOf(trunk), [...(groups.get(shapeOf(trunk)) ?? []), trunk]);
  return [...groups.values()].sort((a, b) => b.length - a.length).map(asOne);
}

function asOne(group: readonly TrunkPicture[]): TrunkPicture {
  const [first, ...others] = group;
  if (first === undefined) throw new Error("a group has a trunk");
  if (others.length === 0) return first;
  const column = (boxes: (trunk: TrunkPicture) => readonly Box[]): Box[] =>
    boxes(first).map((_, index) => foldedBox(group.flatMap((trunk) => boxes(trunk).slice(index, index + 1))));
  const [forward] = column((trunk) => (trunk.forward ? [trunk.forward] : []));
  return {
    trunk: foldedTrunk(group),
    gates: column(({ gates }) => gates),
    numbers: column(({ numbers }) => numbers),
    endpoints: column(({ endpoints }) => endpoints),
    ...(forward && { forward }),
    account: first.account,
    count: group.length,
  };
}

function foldedTrunk(group: readonly TrunkPicture[]): Box {
  const boxes = group.map(({ trunk }) => trunk);
  const names = boxes.map(({ title }) => title.text);
  const accounts = [...new Set(group.map(({ account }) => account))];
  const [account = ""] = accounts;
  const where = accounts.length > 1 ? `in ${accounts.length} accounts` : account && `account ${account}`;
  // Domains differ, and are left out unless they change.
  const changing = boxes.map(({ title, lines }) => ({
    title,
    lines: lines.filter(({ mark }) => mark !== "same"),
  }));
  return {
    title: { text: `${boxes.length} trunks alike`, mark: boxes[0]?.title.mark ?? "same" },
    lines: [
      same(`${names[0] ?? ""}${names.length === 2 ? ", " : " … "}${names.at(-1) ?? ""}`),
      ...(where === "" ? [] : [same(where)]),
      ...countedLines(changing, "domain"),
    ],
  };
}

function foldedBox(boxes: readonly Box[]): Box {
  const [first] = boxes;
  if (first === undefined) throw new Error("a box is folded with others");
  const { title, unit } = first.fold ?? { title: first.title.text };
  const lines = unit === undefined ? unique(first.lines.map(toAlike)) : countedLines(boxes, unit);
  return { ...first, title: { ...first.title, text: title }, lines };
}

/** How many lines of each mark a box has; what is called something together stands as that. */
function countedLines(boxes: readonly Box[], unit: string): Line[] {
  const all = boxes.flatMap(({ lines }) => lines);
  const counted = all.filter(({ alike }) => alike === undefined);
  const marks = [...new Set(counted.map(({ mark }) => mark))];
  return [
    ...marks.map((mark): Line => {
      const counts = boxes.map(
        ({ lines }) => lines.filter((one) => one.mark === mark && one.alike === undefined).length,
      );
      const [least, most] = [Math.min(...counts), Math.max(...counts)];
      const plural = unit.endsWith("s") ? `${unit}es` : `${unit}s`;
      const number = least === most ? String(most) : `${least} to ${most}`;
      return { text: `${number} ${most === 1 ? unit : plural} each`, mark };
    }),
    ...unique(all.filter(({ alike }) => alike !== undefined).map(toAlike)),
  ];
}

function toAlike({ text, mark, alike }: Line): Line {
  return { text: alike ?? text, mark };
}

function unique(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((one) => [`${one.mark} ${one.text}`, one])).values()];
}

/** What trunks have to have in common to be drawn as one: kinds of boxes and what becomes of them, not their counts. */
function shapeOf({ trunk, gates, numbers, endpoints, forward }: TrunkPicture): string {
  const shape = (box: Box): unknown => [
    box.fold?.title ?? "",
    box.title.mark,
    [...new Set(box.lines.map(({ mark, alike }) => `${mark} ${alike ?? ""}`))].sort(),
  ];
  const columns = [gates, numbers, endpoints, forward ? [forward] : []];
  return JSON.stringify([shape(trunk), columns.map((boxes) => boxes.map(shape))]);
}

/** Whether anything of a trunk changes. */
export function isTouched({ trunk, gates, numbers, endpoints, forward }: TrunkPicture): boolean {
  return [trunk, ...gates, ...numbers, ...endpoints, ...(forward ? [forward] : [])].some(
    (box) => boxMark(box) !== "same",
  );
}
