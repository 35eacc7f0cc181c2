import { REMEMBERED } from "./call-ids";

/** What is to be said of records that came more than once. */
export function repeatedNotes(repeated: number, hasForgotten: boolean): string[] {
  const notes: string[] = [];
  if (repeated > 0) {
    const stand = repeated === 1 ? "1 record stands" : `${repeated} records stand`;
    notes.push(`${stand} there more than once, by the call id: each call is counted once.`);
  }
  if (hasForgotten) {
    notes.push(
      `Whether a call stands there twice was looked for among the last ${REMEMBERED.toLocaleString("en")} calls or more, ` +
        "not among all.",
    );
  }
  return notes;
}
