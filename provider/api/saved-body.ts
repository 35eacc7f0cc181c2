import { createWriteStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Of an answer other than success, as much as any error says. */
const MAX_ERROR_BYTES = 1024 * 1024;

/** Ends an answer that stands still for so long, however long all of it takes. */
export class Stall {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(timeoutMs: number) {
    this.#timer = setTimeout(() => {
      this.#controller.abort();
    }, timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A piece has come. */
  goOn(): void {
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Writes a body to a file that only its owner may read, in the place of what is there. */
export async function saveBody(body: Readable, path: string, stall: Stall): Promise<void> {
  const watched = async function* (pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const piece of pieces) {
      stall.goOn();
      yield piece;
    }
  };
  await pipeline(body, watched, createWriteStream(path, { mode: 0o600 }));
}

/** The text of the body of an error. */
export async function errorText(body: Readable): Promise<string> {
  let text = "";
  for await (const piece of body.setEncoding("utf8")) {
    text += String(piece);
    if (text.length > MAX_ERROR_BYTES) break;
  }
  return text;
}
