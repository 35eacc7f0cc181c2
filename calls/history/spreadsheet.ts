import { SinchError } from "../../provider/errors";
import type { Oddities } from "./export-row";

/*
 * A file that a spreadsheet has saved looks like the export and is not: numbers lose their + and leading zeros, times
 * their zone or their form. What can be told is said, with how many rows; what is lost is not guessed.
 */

const AGAIN =
  "take the file as the API gave it, or export the calls again, and do not save it with a spreadsheet";

/** Refuses files that are no text of this kind at all, by their first bytes. @throws SinchError */
export function refuseOtherForms(bytes: Uint8Array, name: string): void {
  const [first = -1, second = -1] = bytes;
  if (first === 0x1f && second === 0x8b) {
    throw new SinchError(`${name} is compressed: run "gunzip" on it first`);
  }
  if (first === 0x50 && second === 0x4b) {
    throw new SinchError(`${name} is a ZIP file or a spreadsheet's own file, not CSV: ${AGAIN}`);
  }
  const isUtf16 =
    (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
  if (isUtf16) {
    throw new SinchError(`${name} is in UTF-16: convert it with "iconv -f UTF-16 -t UTF-8", or ${AGAIN}`);
  }
}

/** What separates the cells of a file: the API writes commas, spreadsheets also others. */
export const SEPARATORS = [
  [",", ""],
  [";", "semicolons"],
  ["\t", "tabs"],
] as const;

/** What is to be said of a file as a whole. */
export function spreadsheetNotes(separators: string, oddities: Oddities): string[] {
  const { withoutPlus, zoneless, localTimes, rounded } = oddities;
  const notes: string[] = [];
  if (separators !== "") {
    notes.push(`Cells are separated by ${separators}, not by commas: a spreadsheet has saved this file.`);
  }
  if (withoutPlus > 0) {
    notes.push(
      `In ${rows(withoutPlus)} a number stands without quotes and without "+": a spreadsheet or another program has ` +
        'saved this file, and may have dropped "+", "00" or a leading 0. They are read as if they began with the ' +
        "country code.",
    );
  }
  if (zoneless > 0) notes.push(`In ${rows(zoneless)} the time has no zone: it is read as UTC.`);
  if (localTimes > 0) {
    notes.push(
      `In ${rows(localTimes)} the time is in the form of some country: which day that is cannot be told. To use ` +
        `them, ${AGAIN}.`,
    );
  }
  if (rounded > 0) {
    notes.push(`In ${rows(rounded)} a number is rounded to a form such as 4.67E+10. To use them, ${AGAIN}.`);
  }
  return notes;
}

function rows(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
