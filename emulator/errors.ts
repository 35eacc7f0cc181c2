/** How error bodies look: as the documentation says, or as the framework that the service seems to use writes them. */
export type ErrorStyle = "documented" | "starter";

/** A field of a request body and what is wrong with it. */
export interface FieldViolation {
  field: string;
  description: string;
}

/** An answer other than success, thrown by a handler. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** Machine-readable code, such as `SIP_TRUNK_NOT_FOUND`. */
    readonly code: string,
    message: string,
    readonly fieldViolations: readonly FieldViolation[] = [],
  ) {
    super(message);
  }
}

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  405: "METHOD_NOT_ALLOWED",
  409: "ABORTED",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  429: "TOO_MANY_REQUESTS",
  500: "INTERNAL_SERVER_ERROR",
  501: "NOT_IMPLEMENTED",
  502: "BAD_GATEWAY",
  503: "SERVICE_UNAVAILABLE",
  504: "GATEWAY_TIMEOUT",
};

/** Codes that real answers were seen to carry; other errors carry the name of their status in the documented form. */
const OBSERVED_CODES = new Set(["VALIDATION_FAILED", "NO_RESOURCE_FOUND", "CREDENTIAL_NOT_FOUND"]);

/** The name of an HTTP status in upper case, such as `BAD_REQUEST`. */
export function statusName(status: number): string {
  return STATUS_NAMES[status] ?? (status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR");
}

/** A rule of the API was broken: no source tells of a 409, conflicts are 400 with a message. */
export function refused(message: string): ApiError {
  return new ApiError(400, "BAD_REQUEST", message);
}

/** The body is not JSON, or a value in it has the wrong type. */
export function unreadable(): ApiError {
  return new ApiError(400, "VALIDATION_FAILED", "Failed to read HTTP message");
}

/** A field is missing or its value is outside what the API takes. */
export function invalid(field: string, description: string): ApiError {
  return new ApiError(400, "BAD_REQUEST", `${field} ${description}`, [{ field, description }]);
}

/** The body has a field that the API does not know. */
export class UnrecognizedField extends ApiError {
  constructor(field: string) {
    const violation = { field, description: "Unrecognized field" };
    super(400, "UNRECOGNIZED_FIELD", `Unrecognized field "${field}"`, [violation]);
  }
}

/** There is no entity with this id; `kind` as in `SIP Trunk`. */
export function notFound(kind: string, id: string): ApiError {
  const code = `${kind.toUpperCase().replaceAll(" ", "_")}_NOT_FOUND`;
  return new ApiError(404, code, `${kind} with id '${id}' not found`);
}

/** There is no such path. */
export function noResource(path: string): ApiError {
  return new ApiError(404, "NO_RESOURCE_FOUND", `No resource found for path '${path}'`);
}

/** The real service does this, the emulator does not. */
export function notImplemented(what: string): ApiError {
  return new ApiError(501, "NOT_IMPLEMENTED", `The Sinch emulator does not implement ${what}`);
}

/** The body of an error of the Elastic SIP Trunking API. */
export function trunkingErrorBody(error: ApiError, style: ErrorStyle): object {
  if (style === "starter") return starterBody(error);
  const details = error.fieldViolations.length
    ? [{ type: "BadRequest", fieldViolations: error.fieldViolations }]
    : [];
  const status = OBSERVED_CODES.has(error.code) ? error.code : statusName(error.status);
  return { code: error.status, status, message: error.message, details };
}

function starterBody(error: ApiError): object {
  if (error instanceof UnrecognizedField) return { code: "VALIDATION_FAILED", message: error.message };
  if (error.fieldViolations.length > 0) {
    const fieldErrors = error.fieldViolations.map(({ field, description }) => ({
      code: "INVALID",
      property: field,
      message: description,
      rejectedValue: null,
      path: field,
    }));
    const message = `Validation failed. Error count: ${fieldErrors.length}`;
    return { code: "VALIDATION_FAILED", message, fieldErrors };
  }
  const unread = error.code === "VALIDATION_FAILED";
  return { code: error.code, message: unread ? `400 BAD_REQUEST "${error.message}"` : error.message };
}

const NUMBERS_STATUS: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
};

/** The body of an error of the Numbers API. */
export function numbersErrorBody(error: ApiError): object {
  const details: object[] = error.fieldViolations.length
    ? [{ type: "BadRequest", fieldViolations: error.fieldViolations }]
    : [];
  if (error instanceof NumberNotFound) {
    const resource = { resourceType: error.resourceType, resourceName: error.phoneNumber };
    details.push({ type: "ResourceInfo", ...resource, owner: "", description: "" });
  }
  const status = NUMBERS_STATUS[error.status] ?? (error.status < 500 ? "INVALID_ARGUMENT" : "INTERNAL");
  return { error: { code: error.status, message: error.message, status, details } };
}

/** The project has no such number. */
export class NumberNotFound extends ApiError {
  constructor(
    readonly resourceType: "ActiveNumber" | "AvailableNumber",
    readonly phoneNumber: string,
  ) {
    super(404, "NOT_FOUND", `${resourceType} ${phoneNumber} not found`);
  }
}
