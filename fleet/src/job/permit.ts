import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** The variable by which the provider finds the permit. */
export const PERMIT_VARIABLE = "SINCH_PERMIT_FILE";

/** The file that gives a provider leave to send until a time, at a rate; the provider notes each 429 beside it. */
export class PermitFile {
  readonly #file: string;
  #limited = 0;

  constructor(file: string) {
    this.#file = file;
  }

  give(until: number, requestsPerSecond: number | undefined): void {
    const next = `${this.#file}.next`;
    writeFileSync(next, JSON.stringify({ until, requestsPerSecond }));
    // At once, so that nobody reads half of it.
    renameSync(next, this.#file);
  }

  /** Whether a 429 has come since this was asked last. */
  wasLimited(): boolean {
    const notes = `${this.#file}.limited`;
    const length = existsSync(notes) ? readFileSync(notes).length : 0;
    const isMore = length > this.#limited;
    this.#limited = length;
    return isMore;
  }
}
