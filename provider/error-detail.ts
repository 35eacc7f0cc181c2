import { statusRule } from "./outcomes";
import { signInAdvice } from "./proxy";

/** What an error body says, whichever of its known forms it has, which docs/emulator.md lists. */
export interface ErrorDetail {
  readonly code: string;
  readonly text: string;
  readonly requestId?: string | undefined;
  /** Whether the body is no JSON, so that it comes from a proxy rather than from the API. */
  readonly isForeign?: boolean;
}

const FOREIGN_ADVICE =
  "The answer does not look like the API's: check HTTPS_PROXY and sinch:apiUrl, then run the command again.";

/** How messages name the request for a token. */
export const TOKEN_REQUEST = "POST /oauth2/token";

/** Whether the API says, in one of its own forms, that there is no such entity. */
export function isNotFound({ isForeign, code }: ErrorDetail): boolean {
  return !isForeign && /(^|_)NOT_FOUND$/.test(code);
}

/** Reads code, text and request id out of any error body that Sinch is known to send. */
export function errorDetail(body: unknown, headers: Record<string, unknown> = {}): ErrorDetail {
  const outer = asRecord(body);
  const inner = "error" in outer && typeof outer.error === "object" ? asRecord(outer.error) : outer;
  const code = firstText(inner.code, inner.status, inner.title, outer.error) ?? "";
  const text =
    firstText(inner.message, inner.error_description, inner.detail) ??
    bodyText(body) ??
    "no explanation was given";
  const wrong = [inner.fieldErrors, ...listOf(inner.details).map((item) => item.fieldViolations)]
    .flatMap(listOf)
    .map((item) => [firstText(item.property, item.field), firstText(item.message, item.description)])
    .map((parts) => parts.filter((part) => part !== undefined).join(": "))
    .filter((part) => part !== "" && !text.includes(part));
  const requestId = firstText(
    ...listOf(inner.details).map((item) => item.requestId),
    headers["x-request-id"],
    headers["x-requestid"],
  );
  const isForeign = typeof body === "string" && body.trim() !== "";
  const whole = [oneLine(text), ...wrong.map(oneLine)].join("; ");
  return { code, text: whole, requestId, ...(isForeign && { isForeign }) };
}

/** What to do about a status, given the request that was answered with it: `PUT /trunks/{id}`. */
export function adviceFor(status: number, detail: ErrorDetail, request: string): string {
  if (status === 407) {
    return signInAdvice();
  }
  if (status >= 300 && status < 400) {
    const key = request === TOKEN_REQUEST ? "sinch:authUrl" : "sinch:apiUrl";
    return `Redirects are not followed, since credentials would go along: set ${key} to the right host.`;
  }
  if (detail.isForeign) {
    return FOREIGN_ADVICE;
  }
  if (status === 401) {
    return (
      "Check sinch:keyId and sinch:keySecret. After a change, give refresh and " +
      "destroy --run-program: else they use what is kept in the state."
    );
  }
  if (status === 403) {
    return "Check that sinch:projectId is the project that the access key belongs to.";
  }
  if (status === 404 && request === TOKEN_REQUEST) {
    return "Check sinch:authUrl, then run the command again.";
  }
  if (status === 404) {
    return isNotFound(detail) ? notFoundAdvice(request) : NO_SUCH_PATH_ADVICE;
  }
  if (statusRule(status, detail.code)?.outcome === "undone" && status !== 429) {
    return "It was not done, perhaps since something beside it was being changed: run the command again.";
  }
  if (status === 408) {
    return "Run the command again; if it happens often, with a lower --parallel.";
  }
  if (status === 511) {
    return "The network wants somebody to sign in: do that in a browser, then run the command again.";
  }
  if (status === 429) {
    return "The API is limiting requests: run the command again later, or with a lower --parallel.";
  }
  if (status >= 500) {
    return "The API has a problem of its own: run the command again later.";
  }
  return "";
}

const NO_SUCH_PATH_ADVICE =
  "The API itself does not say so of what is gone, so nothing was dropped: check the path in sinch:apiUrl and " +
  "sinch:numbersUrl, and HTTPS_PROXY, then run the command again.";

/** What was asked for by its own id may have been deleted; a POST has none, so something that it names is missing. */
function notFoundAdvice(request: string): string {
  return request.startsWith("POST ")
    ? "Something that it names is not there: check the ids and usernames that the program gives it, and run " +
        "`pulumi refresh`, then `pulumi up`."
    : "The project has no such thing: check what names it and sinch:projectId. If it was there before, it was deleted: " +
        "run `pulumi refresh`, then `pulumi up`.";
}

/** What to do where a whole list is not there. */
export const NO_LIST_ADVICE =
  "The whole list is not there, so what it belongs to is not: check sinch:projectId and the ids in the path, and run " +
  "`pulumi refresh` to see what is gone.";

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(asRecord) : [];
}

function bodyText(body: unknown): string | undefined {
  if (typeof body !== "string" || body.trim() === "") {
    return undefined;
  }
  return /^\s*</.test(body) ? "an HTML page came back, perhaps from a proxy" : body.slice(0, 300);
}

function firstText(...candidates: unknown[]): string | undefined {
  return candidates.find((value): value is string => typeof value === "string" && value !== "");
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** A message stays one line and ends without a full stop, since a sentence follows it. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}
