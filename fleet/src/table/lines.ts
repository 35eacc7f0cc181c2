import { readFileSync } from "node:fs";
import { BadInputError } from "../errors";

/** A line of a table before anybody has looked into it. */
export interface Line {
  readonly line: number;
  /** By column; only what may be the customer's id where the line cannot be read. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** Why it cannot be read as a row. */
  readonly unreadable?: string;
}

/** That the whole table is refused, since what follows or what stood there cannot be known. */
export function refused(text: string, line?: number): BadInputError {
  return new BadInputError(
    `the table of customers is not taken${line === undefined ? "" : `, line ${line}`}: ${text}`,
  );
}

/** @throws BadInputError where the file is not there, or ends in the middle of a character */
export function readTableText(path: string): string {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch {
    throw refused("its file cannot be read");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refused("it is not in UTF-8, or ends in the middle of a character");
  }
}
