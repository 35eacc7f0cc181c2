/** What pulumi-sinch-fleet of the same version uses of this package. No promise is made of it to others. */
export { isObject, objectsOf, textOf, type Json, type JsonObject } from "../provider/json";
export { resourcesOfState, rawResourcesOfState, type KnownResource } from "../stack/state";
export { readReview } from "../stack/document";
export type { Change, Review } from "../stack/change";
export { withBesides, strayUrn, type Seen } from "../account/besides";
export { KnownResources, lookInto, mayBeUntouched, type Leftover } from "../account/leftovers";
export { driftOf, driftText, readBaseline, reportOf, reportJson, comment, type Drift } from "../review";
export { findingsOf, type PolicyConfig, type RuleFinding } from "../policy/findings";
export { Client } from "../provider/api/client";
export { accountsOf, clientOptions, CONFIG_VALUES, type ClientOptions } from "../provider/config";
export { STATUS } from "./exit-status";
export { nearest } from "../provider/nearest";
export { VERSION } from "../provider/version";
export { ENTITIES } from "../provider/entities";
export { fields } from "../provider/fields";
export { lifecycleInAccounts } from "../provider/lifecycle/accounts";
