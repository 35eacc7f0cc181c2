import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";

/** The variable by which the provider finds the permit. */
export const PERMIT_VARIABLE = "SINCH_PERMIT_FILE";

/** Longer than most answers take; whoever waits for one still sends. */
const LATELY_MS = 5_000;

/**
 * The file that gives a provider leave to send until a time, at a rate; the provider notes beside it when it has used it,
 * and each 429.
 */
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

  /** Whether the provider has asked for leave lately. */
  isUsed(): boolean {
    const { mtimeMs = 0 } = statSync(`${this.#file}.used`, { throwIfNoEntry: false }) ?? {};
    return Date.now() - mtimeMs < LATELY_MS;
  }

  /** From now on the provider keeps what it lists below an entity. */
  keepLists(): void {
    writeFileSync(`${this.#file}.lists`, "", { mode: 0o600 });
  }

  /** The lists that it has kept, a line of JSON each. */
  lists(): string {
    return readFileSync(`${this.#file}.lists`, "utf8");
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
