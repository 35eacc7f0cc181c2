import { ApiDownError, CredentialsError, UpdateFailedError, type FleetError } from "../errors";

/** Of an event of the engine, what tells of a failure. */
interface FailureEvent {
  readonly diagnosticEvent?: { readonly message: string };
  readonly resOpFailedEvent?: unknown;
}

/** What kind of failure the engine has met: the only thing of its messages that leaves the job. */
export function failureOf(shard: string, events: readonly FailureEvent[]): FleetError {
  const messages = events.flatMap(({ diagnosticEvent }) => diagnosticEvent?.message ?? []);
  const failed = events.filter(({ resOpFailedEvent }) => resOpFailedEvent).length;
  const statuses = messages.flatMap((message) =>
    [...message.matchAll(/ failed with status (\d{3})\b/g)].map(([, status]) => Number(status)),
  );
  const isSilent = messages.some((message) => message.includes(" got no usable answer: "));
  const known = failureBy(shard, statuses, isSilent);
  if (known !== undefined) return known;
  const count = failed === 1 ? "1 resource" : `${failed} resources`;
  return new UpdateFailedError(`${shard}: ${count} failed`);
}

/** The same of an error that a job's own requests have met; nothing for an error of another kind. */
export function failureOfRequest(what: string, error: unknown): FleetError | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = error.name === "ApiError" && "status" in error ? [Number(error.status)] : [];
  return failureBy(what, status, error.name === "ConnectionError");
}

function failureBy(what: string, statuses: readonly number[], isSilent: boolean): FleetError | undefined {
  const refused = statuses.find((status) => status === 401 || status === 403);
  if (refused !== undefined)
    return new CredentialsError(`${what}: the API answers ${refused}: check the access key and the project`);
  const down = statuses.find((status) => status === 429 || status >= 500);
  if (down !== undefined) return new ApiDownError(`${what}: the API answers ${down}`);
  return isSilent ? new ApiDownError(`${what}: the API does not answer`) : undefined;
}
