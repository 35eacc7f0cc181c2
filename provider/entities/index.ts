import type { Entity } from "../entity";
import { accessControlList } from "./access-control-list";
import { callBlockingRule } from "./call-blocking-rule";
import { countryPermission } from "./country-permission";
import { countryPermissions } from "./country-permissions";
import { credentialList } from "./credential-list";
import { ipRange } from "./ip-range";
import { phoneNumberAssignment } from "./phone-number-assignment";
import { project } from "./project";
import { sipEndpoint } from "./sip-endpoint";
import { sipTrunk } from "./sip-trunk";
import { trunkAccessControlList } from "./trunk-access-control-list";
import { trunkCredentialList } from "./trunk-credential-list";

/** All entities, in the order of the docs. */
export const ENTITIES = [
  sipTrunk,
  sipEndpoint,
  accessControlList,
  ipRange,
  credentialList,
  trunkAccessControlList,
  trunkCredentialList,
  callBlockingRule,
  countryPermission,
  countryPermissions,
  phoneNumberAssignment,
  project,
] as unknown as readonly Entity[];
