import type { Client } from "../../provider/api/client";
import { hasList, readPage } from "../../provider/api/paging";
import { SinchError, withAdvice } from "../../provider/errors";
import { isObject } from "../../provider/json";
import type { HistoryCache } from "./cache";
import type { OnProgress } from "./history";

/** The API's largest page of calls (Sinch's API description). */
const PAGE_SIZE = 1_000;

/** A time, its end not included. */
export interface Window {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** What the pages of a history are. */
export interface FetchedPages {
  /** Their files, in order. */
  readonly files: readonly string[];
  /** How many calls each answer said that there are, where it did. */
  readonly totals: readonly number[];
}

/** The API's filters for a time. They take whole seconds and include the last one, so that some calls are too many. */
export function windowQuery({ sinceMs, untilMs }: Window): Record<string, string> {
  return {
    "createTime>": secondText(Math.floor(sinceMs / 1000)),
    "createTime<": secondText(Math.ceil(untilMs / 1000)),
  };
}

/** How many calls the API says that there are in a time; undefined where it does not say. */
export async function totalOf(client: Client, window: Window): Promise<number | undefined> {
  const { body } = await client.send({
    method: "GET",
    path: "/calls",
    query: { ...windowQuery(window), page: 1, size: 1 },
  });
  return totalIn(body);
}

/**
 * Gets all pages that are not in the cache.
 *
 * @throws SinchError where one cannot be had; those before it stay
 */
export async function fetchPages(
  client: Client,
  window: Window,
  cache: HistoryCache,
  onProgress?: OnProgress,
): Promise<FetchedPages> {
  const files: string[] = [];
  const totals: number[] = [];
  let records = 0;
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const file = pageFile(page);
    const kept = await cache.read(file);
    const body = kept === undefined ? await askPage(client, window, page) : (JSON.parse(kept) as unknown);
    if (kept === undefined) await cache.write(file, `${JSON.stringify(body)}\n`);
    const { items, pages: known } = readPage(body, ["calls"]);
    const total = totalIn(body);
    if (total !== undefined) totals.push(total);
    files.push(file);
    records += items.length;
    pages = items.length > 0 ? known : page;
    onProgress?.({ records, ...(total !== undefined && { total }) });
  }
  return { files, totals };
}

/** The file of a page, from 1. */
export function pageFile(page: number): string {
  return `page-${String(page).padStart(6, "0")}.json`;
}

/** What is to be said where calls were added while pages were read, or not all came. */
export function totalNotes(totals: readonly number[], found: number): string[] {
  const [first] = totals;
  const last = totals.at(-1);
  if (first === undefined || last === undefined) return ["The API did not say how many calls there are."];
  const notes: string[] = [];
  if (new Set(totals).size > 1) {
    notes.push(`The number of calls in this time changed from ${first} to ${last} while they were read.`);
  }
  if (found !== last) {
    const difference = Math.abs(last - found);
    const gap = `${difference} ${difference === 1 ? "is" : "are"} ${found < last ? "missing" : "too many"}`;
    notes.push(`The API counts ${last} calls in this time and told ${found}: ${gap}.`);
  }
  return notes;
}

async function askPage(client: Client, window: Window, page: number): Promise<unknown> {
  try {
    const { body } = await client.send({
      method: "GET",
      path: "/calls",
      query: { ...windowQuery(window), page, size: PAGE_SIZE },
    });
    if (hasList(body, ["calls"])) return body;
    throw new SinchError('GET /calls got no usable answer: it has no list "calls"');
  } catch (error) {
    throw page === 1 ? error : withAdvice(error, goOnAdvice(page));
  }
}

function goOnAdvice(page: number): string {
  const kept = page === 2 ? "Page 1 is" : `Pages 1 to ${page - 1} are`;
  return `${kept} kept: the same command goes on with page ${page}.`;
}

function totalIn(body: unknown): number | undefined {
  const total = isObject(body) ? Number(body.totalItems ?? NaN) : NaN;
  return Number.isInteger(total) && total >= 0 ? total : undefined;
}

function secondText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, "2026-02-03T09:15:27".length);
}
