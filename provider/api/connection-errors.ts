import { ConnectionError } from "../errors";
import { connectionOutcome, isNoTls, isOfCertificate, type ConnectionFacts } from "../outcomes";
import { proxyWords, signInAdvice } from "../proxy";

/** An error of a connection, with what is known of the request. */
export function connectionError(label: string, error: unknown, timeoutMs: number): ConnectionError {
  const facts = factsOf(error);
  const { code, message } = facts;
  const outcome = connectionOutcome(facts);
  if (isOfCertificate(code)) {
    return new ConnectionError(
      label,
      `the server's certificate is not trusted (${code})`,
      outcome,
      certificateAdvice(code),
    );
  }
  if (isNoTls(`${code} ${message}`)) {
    return new ConnectionError(label, "the two sides found no way to speak TLS", outcome, TLS_ADVICE);
  }
  if (code === "ERR_CANCELED") {
    const what = facts.isUnsent ? "no connection" : "no whole answer";
    return new ConnectionError(label, `${what} came within ${timeoutMs / 1000} s`, outcome);
  }
  const what = code && !message.includes(code) ? `${message} (${code})` : message;
  return new ConnectionError(label, what, outcome);
}

/** An answer of the proxy itself to the wish for a tunnel: the request has not left. */
export function proxyError(label: string, status: number): ConnectionError {
  const what = `${proxyWords() ?? "a proxy"} answered with status ${status}, so the request was not sent`;
  if (status === 407) {
    return new ConnectionError(label, what, "refused", signInAdvice());
  }
  const advice =
    "Check HTTPS_PROXY, and that the proxy lets through what sinch:apiUrl names, then run the command again.";
  return new ConnectionError(label, what, status >= 500 || status === 429 ? "undone" : "refused", advice);
}

/** An error of axios or Node.js. */
interface RawError {
  readonly code?: string;
  readonly message?: string;
  readonly syscall?: string;
  readonly cause?: unknown;
  /** Those of several addresses of a name. */
  readonly errors?: readonly unknown[];
  /** Has no socket while a tunnel is made, and one that shakes hands after that. */
  readonly request?: { readonly socket?: { readonly secureConnecting?: boolean } | null };
}

function factsOf(error: unknown): ConnectionFacts {
  const { code = "", message = String(error), request } = rawError(error);
  const isUnsent = request !== undefined && (!request.socket || request.socket.secureConnecting === true);
  return { code, message, syscall: syscallOf(error), isUnsent };
}

/** What was being done: axios wraps the error of Node.js, which wraps those of several addresses. */
function syscallOf(error: unknown): string {
  const { syscall, cause, errors } = rawError(error);
  const inner = cause ?? errors?.[0];
  return syscall ?? (inner === undefined ? "" : syscallOf(inner));
}

function rawError(error: unknown): RawError {
  return typeof error === "object" && error !== null ? error : {};
}

const TLS_ADVICE =
  "Check that the address and the port in sinch:apiUrl, sinch:authUrl, sinch:numbersUrl and HTTPS_PROXY are right, and " +
  "that what answers there speaks TLS 1.2 or later, then run the command again.";

function certificateAdvice(code: string): string {
  if (/EXPIRED|NOT_YET_VALID/.test(code)) {
    return "Check this machine's clock; if it is right, the server or a proxy needs a new certificate. Then run the command again.";
  }
  if (/ALTNAME|HOSTNAME/.test(code)) {
    return (
      "It is for another name: check the host in sinch:apiUrl, sinch:authUrl and sinch:numbersUrl, and HTTPS_PROXY, then " +
      "run the command again."
    );
  }
  return (
    "If an authority of your own signed it, such as a proxy's, set NODE_EXTRA_CA_CERTS to the file with that authority's " +
    "certificate and run the command again; else check sinch:apiUrl and HTTPS_PROXY."
  );
}
