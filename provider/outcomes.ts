/**
 * What is known of a change whose request failed: it was refused, and would be again (`refused`); it was surely not done,
 * and may be on another try (`undone`); it may have been made or not (`unknown`); it may even be made later, since
 * nobody said that the API has stopped (`open`).
 */
export type Outcome = "refused" | "undone" | "unknown" | "open";

/** A failure of which something is known; the first rule that fits counts. */
interface Rule {
  /** As docs/reliability-figures.md names it. */
  readonly name: string;
  readonly outcome: Outcome;
  /** Whether it is tried again as long as the patience lasts, however often; else a few times. */
  readonly isWaitedOut?: true;
}

/** What an answer other than success means. */
export interface StatusRule extends Rule {
  readonly statuses: readonly number[] | "3xx" | "4xx" | "5xx";
  /** What the code of the body must be, where the status alone says too little. */
  readonly code?: RegExp;
}

/** What it means that there is no usable answer. */
export interface ConnectionRule extends Rule {
  readonly is: (facts: ConnectionFacts) => boolean;
}

/** What Node.js tells of an error of a connection. */
export interface ConnectionFacts {
  readonly code: string;
  /** What was being done: `connect`, `getaddrinfo`, `read`, … */
  readonly syscall: string;
  readonly message: string;
  /** Whether the request surely found no connection to be sent over, or no TLS on it. */
  readonly isUnsent: boolean;
}

/** Answers of APIs, gateways and proxies. 401 and 404 are looked into before. */
export const STATUS_RULES: readonly StatusRule[] = [
  {
    name: "408 and 499: a server or a gateway gave up on the request",
    statuses: [408, 499],
    outcome: "unknown",
  },
  {
    name: "409 with the code `ABORTED` or of a lock: something beside it is being changed",
    statuses: [409],
    code: /^ABORTED$|OPTIMISTIC_LOCK|CONCURREN/i,
    outcome: "undone",
    isWaitedOut: true,
  },
  { name: "423, locked", statuses: [423], outcome: "undone", isWaitedOut: true },
  { name: "425, too early", statuses: [425], outcome: "undone" },
  { name: "429, a rate limit", statuses: [429], outcome: "undone", isWaitedOut: true },
  {
    name: "407 and 511: a proxy or the network wants somebody to sign in",
    statuses: [407, 511],
    outcome: "refused",
  },
  {
    name: "501, 505 and 526: never possible, or not with this host's certificate",
    statuses: [501, 505, 526],
    outcome: "refused",
  },
  {
    name: "504, 522, 524 and 598: a gateway waited in vain, and the API may still be at work",
    statuses: [504, 522, 524, 598],
    outcome: "open",
  },
  { name: "500, 502, 503, 520, 521, 523 and every other 5xx", statuses: "5xx", outcome: "unknown" },
  { name: "3xx: redirects are not followed", statuses: "3xx", outcome: "refused" },
  { name: "400, 403, 409, 410, 412 and every other 4xx", statuses: "4xx", outcome: "refused" },
];

/** Errors of names, connections, TLS and waiting. */
export const CONNECTION_RULES: readonly ConnectionRule[] = [
  {
    name: "the server's certificate is expired, self-signed, of another name or otherwise not trusted",
    is: ({ code }) => isOfCertificate(code),
    outcome: "refused",
  },
  {
    name: "no TLS is spoken there, or none that both sides know",
    is: ({ code, message }) => isNoTls(`${code} ${message}`),
    outcome: "refused",
  },
  {
    name: "no address for the name (`ENOTFOUND`, `EAI_AGAIN`)",
    is: ({ code, syscall }) => syscall === "getaddrinfo" || code === "ENOTFOUND" || code === "EAI_AGAIN",
    outcome: "undone",
  },
  {
    name: "no connection (`ECONNREFUSED`; `EHOSTUNREACH`, `ENETUNREACH`, `ETIMEDOUT`, `ECONNRESET` before it was there)",
    is: ({ syscall, isUnsent }) => syscall === "connect" || isUnsent,
    outcome: "undone",
  },
  {
    name: "no whole answer in time (`ETIMEDOUT`, `ECONNABORTED`)",
    is: ({ code }) => ["ETIMEDOUT", "ECONNABORTED", "ERR_CANCELED"].includes(code),
    outcome: "open",
  },
  {
    name: "the connection breaks (`ECONNRESET`, `EPIPE`, and the others of a connection that was there), no HTTP",
    is: () => true,
    outcome: "unknown",
  },
];

/** What an answer with this status and this code of its body means. */
export function statusRule(status: number, code: string): StatusRule | undefined {
  return STATUS_RULES.find(({ statuses, code: wanted }) => {
    const isStatus =
      typeof statuses === "string"
        ? Math.floor(status / 100) === Number(statuses[0])
        : statuses.includes(status);
    return isStatus && (wanted?.test(code) ?? true);
  });
}

/** What an error of a connection means. */
export function connectionOutcome(facts: ConnectionFacts): Outcome {
  return CONNECTION_RULES.find(({ is }) => is(facts))?.outcome ?? "unknown";
}

/** Whether a code is about the server's certificate. */
export function isOfCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE/.test(code);
}

/** Whether the other side speaks no TLS, or no version or cipher of ours: no request was sent by then. */
export function isNoTls(text: string): boolean {
  return /wrong[ _]version|handshake[ _]failure|unsupported[ _]protocol|protocol[ _]version|no[ _](protocols|shared[ _]cipher)/i.test(
    text,
  );
}
