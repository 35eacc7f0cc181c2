import { type Change, type Operation } from "../stack/change";
import type { StackResource } from "../stack/resource";

/** What becomes of a part of the picture, also shown as a sign: colour alone does not reach everybody. */
export type Mark = "same" | "add" | "change" | "remove" | "down";

export interface Line {
  readonly text: string;
  readonly mark: Mark;
  /** What many such lines are called together, where counting them is not enough. */
  readonly alike?: string;
}

export interface Box {
  readonly title: Line;
  readonly lines: readonly Line[];
  /** What many boxes like this are called together, and what a line of them is. */
  readonly fold?: { readonly title: string; readonly unit?: string };
  /** That it says what is not there, or was not looked at. */
  readonly isNote?: true;
}

/** All resources of a picture, those that go too, with what becomes of them. */
export interface Scene {
  readonly stack: StackResource[];
  readonly changes: ReadonlyMap<StackResource, Change>;
}

const MARKS: Record<Operation, Mark> = {
  same: "same",
  create: "add",
  update: "change",
  replace: "change",
  delete: "remove",
};

/** What becomes of a resource. */
export function markOf({ changes }: Scene, resource: StackResource): Mark {
  return MARKS[changes.get(resource)?.operation ?? "same"];
}

/** A resource on one line, and above it what it was, if that reads otherwise. */
export function line(
  scene: Scene,
  resource: StackResource,
  text: (resource: StackResource) => string,
): Line[] {
  const { before, operation } = scene.changes.get(resource) ?? {};
  const [now, then] = [text(resource), before && text(before)];
  const mark = markOf(scene, resource);
  if (mark !== "change" || then === undefined || then === now) return [{ text: now, mark }];
  return [
    { text: then, mark: "remove" },
    { text: now, mark: operation === "replace" ? "add" : mark },
  ];
}

/** That a resource is down while the plan is carried out. */
export function interruption({ changes }: Scene, resource: StackResource): Line[] {
  if (changes.get(resource)?.place?.down === undefined) return [];
  const text = "down while it is replaced";
  return [{ text, mark: "down", alike: text }];
}

/** A text about a resource, marked only if the text itself changes. */
export function changed(
  scene: Scene,
  resource: StackResource,
  text: (resource: StackResource) => string,
): Line[] {
  const before = scene.changes.get(resource)?.before;
  const parts = (it: StackResource): string[] => (text(it) === "" ? [] : [text(it)]);
  return compared(before && parts(before), parts(resource), markOf(scene, resource));
}

/** Lines before and after: those that go, stay and come. */
export function compared(
  before: readonly string[] | undefined,
  after: readonly string[],
  mark: Mark,
): Line[] {
  if (mark !== "change" || before === undefined) {
    return after.map((text) => ({ text, mark: mark === "change" ? "same" : mark }));
  }
  return [
    ...before.filter((text) => !after.includes(text)).map((text): Line => ({ text, mark: "remove" })),
    ...after.map((text): Line => ({ text, mark: before.includes(text) ? "same" : "add" })),
  ];
}

/** A line of what stays. */
export function same(text: string): Line {
  return { text, mark: "same" };
}

/** A box that says what is not there, or was not looked at. */
export function note(title: string, ...lines: string[]): Box {
  return { title: same(title), lines: lines.map(same), fold: { title }, isNote: true };
}

/** A box of which no more than so many lines are left: those that change come first, the rest is counted. */
export function shortened(box: Box, most: number): Box {
  const { lines } = box;
  if (lines.length <= most) return box;
  const changing = lines.filter(({ mark }) => mark !== "same");
  const shown = [...changing, ...lines.filter(({ mark }) => mark === "same")].slice(0, most - 1);
  const rest = lines.filter((line) => !shown.includes(line));
  const marks = new Set(rest.map(({ mark }) => mark));
  const [only] = marks;
  const more: Line = { text: `and ${rest.length} more`, mark: marks.size === 1 && only ? only : "same" };
  return { ...box, lines: [...shown, more] };
}

/** No more than so many boxes: those that change come first, the rest is counted. */
export function capped(boxes: readonly Box[], most: number): readonly Box[] {
  if (boxes.length <= most) return boxes;
  const changing = boxes.filter((box) => boxMark(box) !== "same");
  const shown = [...changing, ...boxes.filter((box) => boxMark(box) === "same")].slice(0, most - 1);
  const hidden = changing.length - shown.length;
  const which = hidden > 0 ? `, ${hidden} of them with changes` : "";
  return [...shown, note(`and ${boxes.length - shown.length} more${which}`)];
}

/** The mark of a whole box: that something in it is down, else that of its title, else that a line of it changes. */
export function boxMark({ title, lines }: Box): Mark {
  if (lines.some(({ mark }) => mark === "down")) return "down";
  if (title.mark !== "same") return title.mark;
  const marks = new Set(lines.map(({ mark }) => mark));
  const [only] = marks;
  if (marks.size === 1 && only) return only;
  return lines.some(({ mark }) => mark !== "same") ? "change" : "same";
}
