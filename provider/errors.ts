/** The root of all errors of this package, so that callers can tell them from others. */
export class SinchError extends Error {
  override readonly name: string = "SinchError";
}

/** Configuration that is missing or wrong; the message has the command that mends it. */
export class ConfigError extends SinchError {
  override readonly name = "ConfigError";
}

/** An answer of the API other than success. */
export class ApiError extends SinchError {
  override readonly name = "ApiError";

  /**
   * @param request method and path, such as `POST /trunks`
   * @param status the HTTP status
   * @param detail what the API said, and what to do
   */
  constructor(
    readonly request: string,
    readonly status: number,
    readonly detail: ErrorDetail,
    advice = detail.isForeign ? FOREIGN_ADVICE : adviceFor(status, detail),
  ) {
    super(
      `${request} failed with status ${status}: ${detail.text}.${advice ? ` ${advice}` : ""}` +
        (detail.requestId ? ` (request id ${detail.requestId})` : ""),
    );
  }

  /** Whether the change may have been made although the answer says otherwise. */
  get outcome(): Outcome {
    if (this.status === 504) {
      return "open";
    }
    return this.status >= 500 && this.status !== 501 ? "unknown" : "refused";
  }
}

/** No token to be had, or credentials that the API rejects: whatever was asked was not done. */
export class AuthError extends ApiError {
  override get outcome(): Outcome {
    return "refused";
  }
}

/** No usable answer: not connected, cut off, timed out, or not what the API speaks. */
export class ConnectionError extends SinchError {
  override readonly name = "ConnectionError";

  constructor(
    readonly request: string,
    readonly what: string,
    readonly outcome: Outcome,
    advice = CONNECTION_ADVICE,
  ) {
    super(`${request} got no usable answer: ${what}. ${advice}`);
  }
}

/** What may exist once only is taken: a host name, a username. */
export class TakenError extends ApiError {
  constructor(
    error: ApiError,
    /** The id of the entity in this project that has it; absent if none was found. */
    readonly ownerId: string | undefined,
    readonly advice: string,
  ) {
    super(error.request, error.status, error.detail, advice);
  }

  /** The same with more advice. */
  adding(more: string): TakenError {
    return new TakenError(this, this.ownerId, `${this.advice} ${more}`);
  }
}

/** A create that made the entity but did not finish: the engine keeps the id, the next `up` repairs it. */
export class PartialCreateError extends SinchError {
  override readonly name = "PartialCreateError";

  constructor(
    readonly entityId: string,
    readonly answer: object,
    readonly reason: string,
  ) {
    super(reason);
  }

  /** The same, belonging to a project: with another one configured it is not touched. */
  in(projectId: string): PartialCreateError {
    return new PartialCreateError(this.entityId, { ...this.answer, projectId }, this.message);
  }
}

/**
 * An update that did part of its work, or may have: the engine keeps what is known to be true, and the next `up`
 * updates again, whether or not the program has changed by then.
 */
export class PartialUpdateError extends SinchError {
  override readonly name = "PartialUpdateError";

  constructor(
    /** Inputs as they are now; those that may be one or the other are absent. */
    readonly answer: object,
    override readonly cause: Error,
  ) {
    super(cause.message);
  }
}

/**
 * What is known of a change whose request failed: the API refused it; it was never sent; it may have been
 * made or not (`unknown`); the API may even make it later, since nobody said that it stopped (`open`).
 */
export type Outcome = "refused" | "unsent" | "unknown" | "open";

/** What an error body says, whichever of its known forms it has, which docs/emulator.md lists. */
export interface ErrorDetail {
  readonly code: string;
  readonly text: string;
  readonly requestId?: string | undefined;
  /** Whether the body is no JSON, so that it comes from a proxy rather than from the API. */
  readonly isForeign?: boolean;
}

const CONNECTION_ADVICE =
  "Check the network, HTTPS_PROXY and sinch:apiUrl, then run the command again; nothing is sent twice blindly.";

const FOREIGN_ADVICE =
  "The answer does not look like the API's: check HTTPS_PROXY and sinch:apiUrl, then run the command again.";

/** Whether an error leaves open that the change was made, or is going to be. */
export function isAmbiguous(error: unknown): boolean {
  return ["unknown", "open"].includes(outcomeOf(error));
}

/** What is known of a change after an error. */
export function outcomeOf(error: unknown): Outcome {
  return error instanceof ApiError || error instanceof ConnectionError ? error.outcome : "refused";
}

/**
 * Tells whether the API surely says that there is no such entity, in one of its own forms (docs/emulator.md): a path
 * that does not exist, a gateway and a proxy answer 404 too, and say nothing about that.
 */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404 && isNotFound(error.detail);
}

function isNotFound({ isForeign, code }: ErrorDetail): boolean {
  return !isForeign && /(^|_)NOT_FOUND$/.test(code);
}

/** The same error with advice that fits the case better. */
export function withAdvice(error: unknown, advice: string): unknown {
  if (error instanceof ApiError) {
    return new ApiError(error.request, error.status, error.detail, advice);
  }
  return error instanceof ConnectionError
    ? new ConnectionError(error.request, error.what, error.outcome, advice)
    : error;
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

function adviceFor(status: number, detail: ErrorDetail): string {
  if (status === 401) {
    return (
      "Check sinch:keyId and sinch:keySecret. After a change, give refresh and " +
      "destroy --run-program: else they use what is kept in the state."
    );
  }
  if (status === 403) {
    return "Check that sinch:projectId is the project that the access key belongs to.";
  }
  if (status === 404) {
    return isNotFound(detail)
      ? "It may have been deleted by hand: run `pulumi refresh`, then `pulumi up`."
      : "The API itself does not say so of what is gone, so nothing was dropped: check the path in sinch:apiUrl and " +
          "sinch:numbersUrl, and HTTPS_PROXY, then run the command again.";
  }
  if (status === 429) {
    return "The API is limiting requests: run the command again later, or with a lower --parallel.";
  }
  if (status >= 500) {
    return "The API has a problem of its own: run the command again later.";
  }
  return "";
}

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
