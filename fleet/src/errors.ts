/**
 * Errors that leave a job: their text names shards, customers, kinds and counts, never a value of a table, a number, an
 * address or an output of Pulumi's. Temporal knows them by the names of their classes, base classes do not match, so
 * each is listed in FINAL or is repeated.
 */
export class FleetError extends Error {
  override readonly name: string = this.constructor.name;
}

/** The table, the program or fleet.yaml is wrong: nothing changes by trying again. */
export class BadInputError extends FleetError {}
/** The API refuses the access key, or it is missing. */
export class CredentialsError extends FleetError {}
/** A mandatory rule of the policy pack is broken. */
export class PolicyError extends FleetError {}
/** Another process holds the shard's lease, or has held it until a moment ago. */
export class ShardBusyError extends FleetError {}
/** The lease could not be renewed, so the job was ended. */
export class LeaseLostError extends FleetError {}
/** The API or the network is down, or limits for longer than a request waits. */
export class ApiDownError extends FleetError {}
/** The engine ended with errors of single resources; what was done is in the state. */
export class UpdateFailedError extends FleetError {}
/** The job was asked to stop, and has. */
export class StoppedError extends FleetError {}
/** The process ended without a word: killed, out of memory. */
export class JobDiedError extends FleetError {}

/** Those that no repetition mends, by the names that Temporal knows. */
export const FINAL = [BadInputError, CredentialsError, PolicyError].map(({ name }) => name);

const ALL = [
  ...[BadInputError, CredentialsError, PolicyError, ShardBusyError, LeaseLostError, ApiDownError],
  ...[UpdateFailedError, StoppedError, JobDiedError],
];

/** An error that came as JSON from another process. */
export function errorNamed(name: string, text: string): FleetError {
  const Class = ALL.find((one) => one.name === name) ?? FleetError;
  return new Class(text);
}
