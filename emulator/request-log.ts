import type { Clock } from "./clock";
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

/** The requests since the start or the last clearing. */
export interface RequestLog {
  entries(): LoggedRequest[];
  add(request: Request, url: URL, answer: { status: number; fault: string | undefined }): void;
  clear(): void;
}

const MAX_ENTRIES = 100_000;

/** An empty log; it forgets the oldest requests when it has become long. */
export function createRequestLog(clock: Clock): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    entries: () => [...entries],
    add(request, { pathname, search }, { status, fault }) {
      entries.push({
        time: new Date(clock.now()).toISOString(),
        method: request.method,
        path: pathname,
        // A careless client may put its secret there.
        query: pathname === "/oauth2/token" ? "" : search.slice(1),
        status,
        ...callerTrace(request.headers.get("authorization")),
        userAgent: request.headers.get("user-agent") ?? "",
        ...(fault === undefined ? {} : { fault }),
      });
      if (entries.length > 2 * MAX_ENTRIES) entries = entries.slice(-MAX_ENTRIES);
    },
    clear() {
      entries = [];
    },
  };
}
