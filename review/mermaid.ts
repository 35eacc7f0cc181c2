import { boxMark, type Box, type Line, type Mark } from "./marks";
import type { Picture, TrunkPicture } from "./picture";

/** GitHub draws nothing of a Mermaid text that is longer than this many characters. */
export const MERMAID_MAX_CHARACTERS = 50_000;

/** Before the text of a line: what becomes of it. */
export const SIGNS: Record<Mark, string> = { same: "", add: "+ ", change: "~ ", remove: "− " };

const CLASSES = `classDef add fill:#dafbe1,stroke:#1a7f37,color:#1f2328
classDef change fill:#fff8c5,stroke:#9a6700,color:#1f2328
classDef remove fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4 3`;

/** The picture as a Mermaid flowchart: who may call in, the trunk, where its calls go. */
export function mermaid(picture: Picture): string {
  const count = { next: 0 };
  const node = (box: Box): string => {
    const id = `n${count.next++}`;
    return `${id}["${[box.title, ...box.lines].map(label).join("<br/>")}"]${className(box)}`;
  };
  const group = (title: string, boxes: readonly Box[]): string[] =>
    boxes.length === 0
      ? []
      : [`subgraph g${count.next++}["${escaped(title)}"]`, ...boxes.map((box) => `  ${node(box)}`), "end"];
  return [
    "flowchart LR",
    ...picture.trunks.flatMap((trunk) => trunkLines(trunk, node)),
    ...group("Shared lists", picture.lists),
    ...group("Project", picture.project),
    ...CLASSES.split("\n"),
  ]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join("\n");
}

function trunkLines(
  { trunk, gates, endpoints, numbers }: TrunkPicture,
  node: (box: Box) => string,
): string[] {
  const own = node(trunk);
  const id = nodeId(own);
  const before = gates.map(node);
  const after = [...endpoints, ...(numbers ? [numbers] : [])].map(node);
  return [
    own,
    ...before,
    ...after,
    ...before.map((gate) => `${nodeId(gate)} --> ${id}`),
    ...after.map((box, index) => `${id} ${index < endpoints.length ? "-->" : "---"} ${nodeId(box)}`),
  ];
}

function className(box: Box): string {
  const mark = boxMark(box);
  return mark === "same" ? "" : `:::${mark}`;
}

function label({ text, mark }: Line): string {
  return escaped(`${SIGNS[mark]}${text}`);
}

function nodeId(declaration: string): string {
  return declaration.slice(0, declaration.indexOf("["));
}

/** A text in a Mermaid label: whatever may have a meaning there is written as its code point. */
function escaped(text: string): string {
  return text
    .replace(/\p{C}/gu, " ")
    .replace(/[^\p{L}\p{N} .,:/()…+~−-]/gu, (character) => `#${character.codePointAt(0) ?? 32};`);
}
