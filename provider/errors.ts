import { adviceFor, isNotFound, type ErrorDetail } from "./error-detail";
import { statusRule, type Outcome } from "./outcomes";

/** The root of all errors of this package, so that callers can tell them from others. */
export class SinchError extends Error {
  override readonly name: string = "SinchError";
}

/** Configuration that is missing or wrong; the message has the command that mends it. */
export class ConfigError extends SinchError {
  override readonly name = "ConfigError";
  /** Each thing that is missing or wrong. */
  readonly problems: readonly string[];

  constructor(...problems: string[]) {
    super(problems.join("; "));
    this.problems = problems;
  }
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
    advice = adviceFor(status, detail, request),
  ) {
    super(
      `${request} failed with status ${status}: ${detail.text}.${advice ? ` ${advice}` : ""}` +
        (detail.requestId ? ` (request id ${detail.requestId})` : ""),
    );
  }

  /** Whether the change may have been made although the answer says otherwise. */
  get outcome(): Outcome {
    return statusRule(this.status, this.detail.code)?.outcome ?? "refused";
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
    readonly advice = CONNECTION_ADVICE,
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

const CONNECTION_ADVICE =
  "Check the network, HTTPS_PROXY and sinch:apiUrl, then run the command again; nothing is sent twice blindly.";

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

/** The same error with advice that fits the case better. */
export function withAdvice(error: unknown, advice: string): unknown {
  if (error instanceof ApiError) {
    return new ApiError(error.request, error.status, error.detail, advice);
  }
  return error instanceof ConnectionError
    ? new ConnectionError(error.request, error.what, error.outcome, advice)
    : error;
}

/** A copy, for one of several that get the same error. */
export function copyOfError(error: unknown): unknown {
  return error instanceof Error
    ? (Object.create(
        Object.getPrototypeOf(error) as object,
        Object.getOwnPropertyDescriptors(error),
      ) as unknown)
    : error;
}
