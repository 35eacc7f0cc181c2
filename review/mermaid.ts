import type { TrunkPicture } from "./fold";
import { boxMark, type Box, type Line, type Mark } from "./marks";
import type { Picture } from "./picture";

/** GitHub draws nothing of a Mermaid text that is longer than this many characters. */
export const MERMAID_MAX_CHARACTERS = 50_000;
/** Mermaid draws nothing that has more edges, unless its configuration allows it, which GitHub's does not. */
export const MERMAID_MAX_EDGES = 500;

/** Before the text of a line: what becomes of it. */
export const SIGNS: Record<Mark, string> = { same: "", add: "+ ", change: "~ ", remove: "− ", down: "! " };

const CLASSES = `classDef add fill:#dafbe1,stroke:#1a7f37,color:#1f2328
classDef change fill:#fff8c5,stroke:#9a6700,color:#1f2328
classDef remove fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4 3
classDef down fill:#fff1e5,stroke:#bc4c00,color:#1f2328,stroke-width:3px
classDef note fill:none,stroke:#8c959f,stroke-dasharray:2 3`;

/** The group of what outbound calls may reach, to which the arrows of all trunks lead. */
const NETWORK = "network";

/** A line without a head: it says what belongs to a trunk, and carries no call. */
const NO_CALL = "-.-";

interface Named {
  readonly id: string;
  readonly text: string;
  readonly isNote: boolean;
}

/** What is drawn so far: nodes are numbered through. */
interface Canvas {
  readonly node: (box: Box) => { id: string; text: string };
  readonly hasNetwork: boolean;
}

/** The picture as a Mermaid flowchart: outbound calls by thin arrows, inbound ones by thick, forwarded ones by dots. */
export function mermaid(picture: Picture): string {
  const count = { next: 0 };
  const node = (box: Box): { id: string; text: string } => {
    const id = `n${count.next++}`;
    return { id, text: `${id}["${[box.title, ...box.lines].map(label).join("<br/>")}"]${className(box)}` };
  };
  const group = (id: string, title: string, boxes: readonly Box[]): string[] =>
    boxes.length === 0
      ? []
      : [`subgraph ${id}["${escaped(title)}"]`, ...boxes.map((box) => `  ${node(box).text}`), "end"];
  const canvas: Canvas = { node, hasNetwork: picture.network.length > 0 };
  return [
    "flowchart LR",
    ...picture.trunks.flatMap((trunk) => trunkLines(trunk, canvas)),
    ...group("lists", "Shared lists", picture.lists),
    ...group(NETWORK, "Phone network, as the account reaches it", picture.network),
    ...group("rest", "Not drawn with a trunk", picture.rest),
    ...CLASSES.split("\n"),
  ]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join("\n");
}

/** The edges of a Mermaid text. */
export function edgesOf(text: string): number {
  return text.match(/^ +n\d+ (-->|==>|-\.->|-\.-)/gm)?.length ?? 0;
}

function trunkLines(
  { trunk, gates, numbers, endpoints, forward }: TrunkPicture,
  { node, hasNetwork }: Canvas,
): string[] {
  const own = node(trunk);
  const named = (boxes: readonly Box[]): Named[] =>
    boxes.map((box) => ({ ...node(box), isNote: box.isNote === true }));
  const [callers, called, targets] = [named(gates), named(numbers), named(endpoints)];
  const again = forward && node(forward);
  const canCallOut = hasNetwork && callers.some(({ isNote }) => !isNote);
  const into = (boxes: readonly Named[], arrow: string): string[] =>
    boxes.map(({ id, isNote }) => `${id} ${isNote ? NO_CALL : arrow} ${own.id}`);
  return [
    own.text,
    ...[...callers, ...called, ...targets, ...(again ? [again] : [])].map(({ text }) => text),
    ...into(callers, "-->"),
    ...(canCallOut ? [`${own.id} -->|outbound| ${NETWORK}`] : []),
    ...into(called, "==>|inbound|"),
    ...targets.map(({ id, isNote }) => `${own.id} ${isNote ? NO_CALL : "==>"} ${id}`),
    ...(again ? [`${own.id} ==> ${again.id}`] : []),
    ...(again && hasNetwork ? [`${again.id} -.->|leaves again| ${NETWORK}`] : []),
  ];
}

function className(box: Box): string {
  const mark = boxMark(box);
  return mark !== "same" ? `:::${mark}` : box.isNote ? ":::note" : "";
}

function label({ text, mark }: Line): string {
  return escaped(`${SIGNS[mark]}${text}`);
}

/** A text in a Mermaid label: whatever may have a meaning there is written as its code point. */
function escaped(text: string): string {
  return text
    .replace(/\p{C}/gu, " ")
    .replace(/[^\p{L}\p{N} .,:/()…+~!−-]/gu, (character) => `#${character.codePointAt(0) ?? 32};`);
}
