import type { EngineEvent } from "@pulumi/pulumi/automation";
import { ApiDownError, CredentialsError, UpdateFailedError, type FleetError } from "../errors";

/** What kind of failure the engine has met: the only thing of its messages that leaves the job. */
export function failureOf(shard: string, events: readonly EngineEvent[]): FleetError {
  const messages = events.flatMap(({ diagnosticEvent }) => diagnosticEvent?.message ?? []);
  const failed = events.filter(({ resOpFailedEvent }) => resOpFailedEvent).length;
  const statuses = messages.flatMap((message) =>
    [...message.matchAll(/ failed with status (\d{3})\b/g)].map(([, status]) => Number(status)),
  );
  const refused = statuses.find((status) => status === 401 || status === 403);
  if (refused !== undefined)
    return new CredentialsError(`${shard}: the API answers ${refused}: check the access key and the project`);
  const down = statuses.find((status) => status === 429 || status >= 500);
  if (down !== undefined) return new ApiDownError(`${shard}: the API answers ${down}`);
  if (messages.some((message) => message.includes(" got no usable answer: ")))
    return new ApiDownError(`${shard}: the API does not answer`);
  const count = failed === 1 ? "1 resource" : `${failed} resources`;
  return new UpdateFailedError(`${shard}: ${count} failed`);
}
