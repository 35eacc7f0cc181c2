import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { SinchError } from "../../provider/errors";
import type { HistorySummary, OnProgress } from "./history";
import { JsonReading } from "./json-reading";
import type { CallRecord } from "./record";

const CHUNK_BYTES = 256 * 1024;
const LF = 0x0a;

/** The first line of a document over several lines. */
const BEGINS = /^(\[|\{$|\{\s*"calls")/;

/** Of a document in one piece, which is read into memory whole. */
const LARGEST_DOCUMENT_BYTES = 256 * 1024 * 1024;

/** What is told while a file is read. */
export interface JsonLinesReading {
  readonly onRecord: (record: CallRecord) => void;
  readonly onProgress?: OnProgress;
  /** What the file is called in errors. @default its own name */
  readonly name?: string;
}

/**
 * Reads calls as JSON, with the fields of `GET /calls`: one in a line, or a list of them, or answers of `GET /calls`.
 *
 * @throws SinchError where the file as a whole is none
 */
export async function readJsonLines(path: string, reading: JsonLinesReading): Promise<HistorySummary> {
  const { name = basename(path), onProgress } = reading;
  const { size } = await stat(path);
  const lines = new Lines(name, new JsonReading(reading.onRecord));
  let readBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    readBytes += chunk.length;
    lines.take(chunk);
    onProgress?.({ records: lines.calls.records, ...(size > 0 && { share: Math.min(1, readBytes / size) }) });
  }
  lines.end();
  return lines.calls.summary();
}

/** Puts lines together out of pieces of a file; or one document, where the first line is only the beginning of one. */
class Lines {
  readonly calls: JsonReading;
  readonly #name: string;
  #line = 0;
  #pieces: Buffer[] = [];
  #heldBytes = 0;
  #hasContent = false;
  #isDocument = false;

  constructor(name: string, calls: JsonReading) {
    this.#name = name;
    this.calls = calls;
  }

  take(chunk: Buffer): void {
    let start = 0;
    for (let end = this.#lineEnd(chunk, 0); end >= 0; end = this.#lineEnd(chunk, start)) {
      this.#hold(chunk.subarray(start, end + 1));
      start = end + 1;
      this.#takeLine();
    }
    this.#hold(chunk.subarray(start));
    if (this.#heldBytes > LARGEST_DOCUMENT_BYTES) {
      throw new SinchError(
        `${this.#name} is one JSON document of more than 256 MB: write each call in a line of its own`,
      );
    }
  }

  /** @throws SinchError where the one document is none */
  end(): void {
    if (!this.#isDocument) {
      if (this.#heldBytes > 0) this.#takeLine();
      return;
    }
    const value = parsed(this.#text());
    if (value === undefined) {
      throw new SinchError(
        `${this.#name} begins as one JSON document and is none to its end: write each call in a line of its own`,
      );
    }
    this.calls.take(value, 1);
  }

  #lineEnd(chunk: Buffer, start: number): number {
    return this.#isDocument ? -1 : chunk.indexOf(LF, start);
  }

  #takeLine(): void {
    const text = this.#text();
    const value = parsed(text);
    this.#line += 1;
    if (value === undefined && !this.#hasContent && BEGINS.test(text)) {
      this.#isDocument = true;
      return;
    }
    this.#pieces = [];
    this.#heldBytes = 0;
    if (text === "") return;
    this.#hasContent = true;
    if (value === undefined) this.calls.tellBad({ line: this.#line, problem: "it is no JSON" });
    else this.calls.take(value, this.#line);
  }

  #hold(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#heldBytes += piece.length;
  }

  #text(): string {
    return Buffer.concat(this.#pieces)
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .trim();
  }
}

/** The value of a JSON text; undefined for what is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
