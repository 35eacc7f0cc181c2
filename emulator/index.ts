/** A stand-in for the Sinch Elastic SIP Trunking API, its token endpoint and a part of the Numbers API. */
export { NO_TRAFFIC } from "./call-routes";
export type { Traffic } from "./call-traffic";
export { configurationLines, type ConfigurationLines } from "./configuration";
export { createEmulator, type Emulator } from "./emulator";
export { startEmulator, type RunningEmulator, type ServerOptions } from "./server";
export {
  DEFAULT_ACCOUNT,
  type Account,
  type EmulatorOptions,
  type Limit,
  type SeedNumber,
  type Switches,
} from "./options";
export type { Clock } from "./clock";
export type * from "./entities";
export type { Fault, FaultRule } from "./faults";
export { OPERATIONS, type Evidence, type Operation, type OperationId } from "./operations";
export type { ProjectState } from "./project";
export type { LoggedRequest } from "./request-log";
