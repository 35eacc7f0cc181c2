/** What the API or the emulator has refused: a message, and what is wrong with which field. */
export class Refusal extends Error {
  constructor(status, message, violations) {
    super(message);
    this.status = status;
    this.violations = violations;
  }
}

/** Talks to the emulator's control pages; throws a `Refusal` with what the answer says. */
export async function control(path, { method = "GET", body } = {}) {
  const answer = await fetch(`/__emulator/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  const content = text === "" ? undefined : parsed(text);
  if (!answer.ok) throw refusal(answer.status, content);
  return content;
}

/** Sends a request to the API as the project's owner would by hand; no fault strikes it. */
export function byHand(projectId, method, path, body) {
  return control("by-hand", { method: "POST", body: { projectId, method, path, body } });
}

/** Every form of errors that the emulator knows: the documented one, the framework's, and that of the Numbers API. */
function refusal(status, content) {
  const error = content?.error ?? content;
  const details = Array.isArray(error?.details) ? error.details : [];
  const violations = [
    ...details.flatMap(({ fieldViolations = [] }) => fieldViolations),
    ...(error?.fieldErrors ?? []).map(({ property, message }) => ({ field: property, description: message })),
  ];
  return new Refusal(
    status,
    error?.message ?? error?.detail ?? `The answer has status ${status}.`,
    violations,
  );
}

/** The JSON of an answer, or its text: an export of calls is a table. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
