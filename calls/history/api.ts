import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Client } from "../../provider/api/client";
import { AuthError, SinchError } from "../../provider/errors";
import { isObject, type JsonObject } from "../../provider/json";
import { HistoryCache } from "./cache";
import { checkHeader, readCsv } from "./csv";
import type { History, HistorySummary, OnProgress } from "./history";
import { JsonReading } from "./json-reading";
import { fetchPages, pageFile, totalNotes, totalOf, windowQuery, type Window } from "./pages";
import type { CallRecord } from "./record";

const EXPORT_FILE = "export.csv";
const WINDOW_FILE = "window.json";

/** Sinch's own client asks for plain text, its description speaks of CSV. */
const EXPORT_FORMS = "application/csv, text/csv, text/plain, */*;q=0.1";

/** What a row of the export has on average: while it is on its way, its size says how many calls came. */
const ROW_BYTES = 310;
const WATCH_MS = 500;

/** A reading of the last hours or days that failed goes on, with the end that it had, if it is asked for so soon. */
const RESUMED_FOR_MS = 3_600_000;

/** Which calls, by when they began: up to an end, which is not included, or to now, which is fixed at the beginning. */
export type CallTime = Window | { readonly lastMs: number };

/** What reading the calls of an account can be told. */
export interface ApiReading {
  readonly onProgress?: OnProgress;
  /** Where files are kept meanwhile. @default the user's cache folder */
  readonly folder?: string;
}

/** The calls of an account, in files until they are forgotten. */
export interface ApiHistory extends History, Window {
  /** Removes the files; it cannot be read after that. */
  forget(): Promise<void>;
}

/** How the records of some files are read. */
type Read = (onRecord: (record: CallRecord) => void, onProgress?: OnProgress) => Promise<HistorySummary>;

/**
 * Gets the calls of an account: as the CSV export where the API answers with one, else page by page. A reading that
 * failed goes on with the page that failed, if it is asked for again.
 *
 * @throws SinchError where neither can be had
 */
export async function apiHistory(
  client: Client,
  time: CallTime,
  { folder, onProgress }: ApiReading = {},
): Promise<ApiHistory> {
  const cache = new HistoryCache(JSON.stringify([client.projectId, time]), folder);
  const window = await windowOf(cache, time, client.clock.now());
  const isResumed = cache.has(EXPORT_FILE) || cache.has(pageFile(1));
  const notes = isResumed
    ? [`This goes on with a reading that was begun before: ${windowText(window)}.`]
    : [];
  const history = (source: "export" | "calls", read: Read, totals: readonly number[]): ApiHistory => ({
    source,
    ...window,
    async read(onRecord, onReadProgress) {
      let records = 0;
      const summary = await read((record) => {
        if (record.timeMs < window.sinceMs || record.timeMs >= window.untilMs) return;
        records += 1;
        onRecord(record);
      }, onReadProgress);
      const told = totalNotes(totals, summary.records + summary.bad.count);
      return { ...summary, records, notes: [...notes, ...told, ...summary.notes] };
    },
    async forget() {
      await cache.forget();
    },
  });
  // Once there are pages, the export has been tried.
  if (!cache.has(pageFile(1))) {
    const total = await totalOf(client, window);
    onProgress?.({ records: 0, total });
    const onSize = (bytes: number): void => {
      if (total !== undefined)
        onProgress?.({ records: Math.min(total, Math.round(bytes / ROW_BYTES)), total });
    };
    const problem = await fetchExport(client, window, { cache, onSize });
    if (problem === undefined) {
      const readExport: Read = (onRecord, onReadProgress) =>
        readCsv(cache.path(EXPORT_FILE), { onRecord, onProgress: onReadProgress, name: "the API's export" });
      return history("export", readExport, total === undefined ? [] : [total]);
    }
    notes.push(`The API's export could not be used, so GET /calls was asked, which tells less: ${problem}`);
  }
  const { files, totals } = await fetchPages(client, window, cache, onProgress);
  return history("calls", readPages(cache, files), totals);
}

/** Gets the export, unless it is there. Returns why it cannot be had. */
async function fetchExport(
  client: Client,
  window: Window,
  { cache, onSize }: { cache: HistoryCache; onSize: (bytes: number) => void },
): Promise<string | undefined> {
  if (cache.has(EXPORT_FILE)) return undefined;
  try {
    await cache.fill(EXPORT_FILE, async (path) => {
      const query = windowQuery(window);
      const watch = setInterval(() => {
        onSize(statSync(path, { throwIfNoEntry: false })?.size ?? 0);
      }, WATCH_MS);
      await client
        .send({ method: "GET", path: "/calls/export", query, accept: EXPORT_FORMS, saveTo: path })
        .finally(() => {
          clearInterval(watch);
        });
      await checkHeader(path, "the answer");
    });
    return undefined;
  } catch (error) {
    if (error instanceof AuthError || !(error instanceof SinchError)) throw error;
    return error.message;
  }
}

function readPages(cache: HistoryCache, files: readonly string[]): Read {
  return async (onRecord, onProgress) => {
    const calls = new JsonReading(onRecord);
    for (const [index, file] of files.entries()) {
      calls.take(JSON.parse(await readFile(cache.path(file), "utf8")), index + 1);
      onProgress?.({ records: calls.records, share: (index + 1) / files.length });
    }
    return calls.summary();
  };
}

/** The time in milliseconds; where it goes up to now, that of a reading which was begun a short while ago. */
async function windowOf(cache: HistoryCache, time: CallTime, nowMs: number): Promise<Window> {
  const asked = "lastMs" in time ? { sinceMs: nowMs - time.lastMs, untilMs: nowMs } : time;
  if (asked.untilMs < nowMs) return asked;
  const { sinceMs, untilMs } = objectOf(JSON.parse((await cache.read(WINDOW_FILE)) ?? "null"));
  const isKept = typeof sinceMs === "number" && typeof untilMs === "number";
  if (isKept && untilMs <= nowMs && nowMs - untilMs <= RESUMED_FOR_MS) return { sinceMs, untilMs };
  await cache.forget();
  const window = { sinceMs: asked.sinceMs, untilMs: nowMs };
  await cache.write(WINDOW_FILE, `${JSON.stringify(window)}\n`);
  return window;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function windowText({ sinceMs, untilMs }: Window): string {
  return `calls from ${new Date(sinceMs).toISOString()} to ${new Date(untilMs).toISOString()}`;
}
