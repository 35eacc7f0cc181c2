import { parseDocument } from "yaml";
import { type Line, refused } from "./lines";

/** Rows of a file with one JSON object a line. A part of an object is none, so that a cut is seen. */
export function jsonLines(text: string): Line[] {
  return text.split("\n").flatMap((one, index): Line[] => {
    if (one.trim() === "") return [];
    let cells: unknown;
    try {
      cells = JSON.parse(one);
    } catch {
      throw refused("it is no JSON, so the file may be cut", index + 1);
    }
    const isObject = typeof cells === "object" && cells !== null && !Array.isArray(cells);
    if (!isObject) throw refused("it is no JSON object", index + 1);
    const given = Object.entries(cells as Record<string, unknown>).filter(([, cell]) => cell !== null);
    const line = { line: index + 1, cells: Object.fromEntries(given) };
    // JSON.parse drops the first of them; every JSON is YAML, whose reader tells.
    return [parseDocument(one).errors.length === 0 ? line : { ...line, unreadable: "has a key twice" }];
  });
}
