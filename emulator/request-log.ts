import { notedText } from "./bodies";
import type { Clock } from "./clock";
import { maskedBody, maskedForm } from "./masking";
import { callerTrace } from "./tokens";

/** A request that was answered; no body and no secret. */
export interface LoggedRequest {
  time: string;
  method: string;
  path: string;
  query: string;
  /** 0 if the connection was reset instead. */
  status: number;
  /** Id of the access key, if the request named one. */
  keyId?: string;
  /** Fingerprint of the access token, by which two requests can be told to carry the same. */
  token?: string;
  userAgent: string;
  /** Id of the fault rule that shaped the answer. */
  fault?: string;
}

/** What became of a request. */
export interface Outcome {
  status: number;
  fault: string | undefined;
  response: Response;
}

/** A request and its bodies; secrets are masked. */
export interface Exchange extends LoggedRequest {
  number: number;
  /** Undefined if there was none, or if it is not kept any more. */
  request: string | undefined;
  response: string | undefined;
  /** Whether it can be sent once more. */
  isKept: boolean;
}

/** The requests since the start or the last clearing. */
export interface RequestLog {
  entries(): LoggedRequest[];
  add(request: Request, url: URL, outcome: Outcome): void;
  clear(): void;
  /** The number of the oldest one that is left, or of the next one if there is none. */
  oldest(): number;
  /** The latest ones from a number on; each has its number. */
  latest(from: number, most: number): (LoggedRequest & { number: number })[];
  /** A request with its bodies, secrets masked. */
  exchange(number: number): Exchange | undefined;
  /** The body of a request as it was sent, to send it once more; only the latest are kept. */
  sentBody(number: number): string | undefined;
}

const MAX_ENTRIES = 100_000;
const KEPT_BODIES = 200;
/** More than this of an answer nobody reads on the page. */
const SHOWN_CHARACTERS = 20_000;

/** An empty log; it forgets the oldest requests when it has become long. */
export function createRequestLog(clock: Clock): RequestLog {
  let entries: LoggedRequest[] = [];
  /** The number of the first entry: numbers go on when the log is cleared. */
  let first = 1;
  const bodies = new Map<number, { request: string | undefined; response: string | undefined }>();
  const forget = (count: number): void => {
    first += count;
    entries = entries.slice(count);
  };
  return {
    entries: () => [...entries],
    add(request, { pathname, search }, { status, fault, response }) {
      entries.push({
        time: new Date(clock.now()).toISOString(),
        method: request.method,
        path: pathname,
        // A careless client may put its secret there.
        query: pathname === "/oauth2/token" ? "" : maskedForm(search.slice(1)),
        status,
        ...callerTrace(request.headers.get("authorization")),
        userAgent: request.headers.get("user-agent") ?? "",
        ...(fault === undefined ? {} : { fault }),
      });
      const number = first + entries.length - 1;
      bodies.set(number, { request: notedText(request), response: notedText(response) });
      bodies.delete(number - KEPT_BODIES);
      if (entries.length > 2 * MAX_ENTRIES) forget(entries.length - MAX_ENTRIES);
    },
    clear() {
      forget(entries.length);
      bodies.clear();
    },
    oldest: () => first,
    latest(from, most) {
      const start = Math.max(from - first, entries.length - most, 0);
      return entries.slice(start).map((entry, index) => ({ ...entry, number: first + start + index }));
    },
    exchange(number) {
      const entry = entries[number - first];
      if (entry === undefined) return undefined;
      const kept = bodies.get(number);
      const shown = (text: string | undefined): string | undefined =>
        text === undefined ? undefined : shortened(maskedBody(text));
      const [request, response] = [shown(kept?.request), shown(kept?.response)];
      return { ...entry, number, request, response, isKept: kept !== undefined };
    },
    sentBody: (number) => bodies.get(number)?.request,
  };
}

function shortened(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return `${text.slice(0, SHOWN_CHARACTERS)}\n… ${text.length - SHOWN_CHARACTERS} more characters`;
}
