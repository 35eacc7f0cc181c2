import { open } from "node:fs/promises";
import { basename } from "node:path";
import { CsvScanner, LONGEST_ROW_BYTES } from "./csv-scanner";
import type { HistorySummary, OnProgress } from "./history";
import type { BadRow, CallRecord } from "./record";
import { SPARE_BYTES } from "./rows";

/** Read at once: more is no faster. */
const CHUNK_BYTES = 256 * 1024;

/** What is told while a file is read. */
export interface CsvReading {
  readonly onRecord: (record: CallRecord) => void;
  /** Told of each; the summary has the first ones. */
  readonly onBad?: (row: BadRow) => void;
  readonly onProgress?: OnProgress;
  /** What the file is called in errors. @default its own name */
  readonly name?: string;
  /** @default large ones */
  readonly chunkBytes?: number;
}

/**
 * Reads a file in the form of the API's CSV export. Every row is told: as a record, as a bad row, or in the summary as
 * one that stood there before.
 *
 * @throws SinchError where the file as a whole is none, with what to do
 */
export async function readCsv(path: string, reading: CsvReading): Promise<HistorySummary> {
  const { name = basename(path), chunkBytes = CHUNK_BYTES, onProgress } = reading;
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const scanner = new CsvScanner(name, reading);
    const bytes = Buffer.allocUnsafe(LONGEST_ROW_BYTES + chunkBytes + SPARE_BYTES);
    let kept = 0;
    let readBytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, kept, chunkBytes, null);
      const end = kept + bytesRead;
      readBytes += bytesRead;
      const used = scanner.scan(bytes, end, bytesRead === 0);
      bytes.copyWithin(0, used, end);
      kept = end - used;
      onProgress?.({ records: scanner.records, ...(size > 0 && { share: Math.min(1, readBytes / size) }) });
      if (bytesRead === 0) return scanner.summary();
    }
  } finally {
    await file.close();
  }
}

/** Sees to it that a file begins as the API's export does. @throws SinchError */
export async function checkHeader(path: string, name: string): Promise<void> {
  const file = await open(path);
  try {
    const bytes = Buffer.allocUnsafe(LONGEST_ROW_BYTES + SPARE_BYTES);
    const { bytesRead } = await file.read(bytes, 0, LONGEST_ROW_BYTES, 0);
    const scanner = new CsvScanner(name, { onRecord: () => undefined });
    scanner.scan(bytes, bytesRead, bytesRead < LONGEST_ROW_BYTES);
    scanner.summary();
  } finally {
    await file.close();
  }
}
