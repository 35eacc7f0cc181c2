import { noteText } from "./bodies";
import { numbersErrorBody, trunkingErrorBody, type ApiError, type ErrorStyle } from "./errors";
import type { Answer } from "./operation";

const REGISTRY = "https://developers.sinch.com/docs/errors/registry";
/** First segments of the Numbers API's paths below the project. */
const NUMBERS_PATH =
  /^\/v1\/projects\/[^/]*\/(activeNumbers|availableNumbers|availableRegions|callbackConfiguration)/;

/** Whether a path belongs to the Numbers API. */
export function isNumbersPath(path: string): boolean {
  return NUMBERS_PATH.test(path);
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  const response = new Response(text, {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
  noteText(response, text);
  return response;
}

/** An operation's answer as HTTP. */
export function toResponse(answer: Answer): Response {
  if ("file" in answer) return new Response(answer.file, answer);
  if ("json" in answer) return json(answer.status, answer.json);
  return new Response(null, answer);
}

/** An error in the form of the API that the path belongs to. */
export function errorResponse(error: ApiError, path: string, style: ErrorStyle): Response {
  const body = isNumbersPath(path) ? numbersErrorBody(error) : trunkingErrorBody(error, style);
  return json(error.status, body);
}

/** 401 for a token whose time is over; clients look for the word `expired` in the challenge. */
export function expiredToken(): Response {
  const challenge = 'Bearer realm="sinch", error="invalid_token", error_description="expired"';
  return problem(
    401,
    { name: "access-token-expired", title: "Token expired", detail: "The token is expired." },
    challenge,
  );
}

/** 401 for an unknown key, a wrong secret or a token that was not issued here. */
export function invalidCredentials(): Response {
  const detail = "The credentials are missing or not valid.";
  return problem(
    401,
    { name: "invalid-credentials", title: "Invalid credentials", detail },
    'Bearer realm="sinch"',
  );
}

/** 403 for a project that the key does not open. */
export function wrongProject(keyId: string, projectId: string): Response {
  const detail = `Access key ${keyId} does not have access to projects/${projectId}.`;
  return problem(403, { name: "permission-denied", title: "Permission denied", detail });
}

function problem(
  status: number,
  { name, title, detail }: { name: string; title: string; detail: string },
  challenge?: string,
): Response {
  const headers = { "content-type": "application/problem+json" };
  return json(
    status,
    { type: `${REGISTRY}/${name}`, title, detail },
    challenge === undefined ? headers : { ...headers, "www-authenticate": challenge },
  );
}
