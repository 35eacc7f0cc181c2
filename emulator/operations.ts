import {
  addIpRange,
  createAccessControlList,
  deleteAccessControlList,
  deleteIpRange,
  getAccessControlList,
  getAccessListById,
  getIpRanges,
  trunksByACL,
  updateAccessControlList,
  updateIpRange,
} from "./access-control-lists";
import { addEstProjects } from "./added-projects";
import {
  createBlockingRule,
  deleteBlockingRuleById,
  getBlockingRules,
  updateBlockingRuleById,
} from "./call-blocking-rules";
import { exportCallRecords } from "./call-export";
import { findCalls, getPcap } from "./calls";
import { getCountryPermission, getCountryPermissions, updateCountryPermission } from "./country-permissions";
import {
  createCredentialList,
  deleteCredential,
  deleteCredentialList,
  getCredentialListById,
  getCredentialLists,
  trunksByCredentialList,
  updateCredential,
  updateCredentialList,
} from "./credential-lists";
import {
  createSipEndpoint,
  deleteSipEndpoint,
  getSipEndpointById,
  getSipEndpoints,
  updateSipEndpoint,
} from "./endpoints";
import type { Handler } from "./operation";
import { addPhoneNumber, getPhoneNumberByNumber, getPhoneNumbers } from "./phone-numbers";
import {
  addAccessControlListToTrunk,
  addCredentialListToTrunk,
  bulkUpdateCredentialListsForTrunk,
  deleteAccessControlListFromTrunk,
  getAccessControlListsForTrunk,
  getCredentialListsForTrunk,
  removeCredentialListFromTrunk,
} from "./trunk-links";
import { createSipTrunk, deleteSipTrunk, getSipTrunkById, getSipTrunks, updateSipTrunk } from "./trunks";

/** How sure it is that the real service does this: see docs/emulator.md. */
export type Evidence = "documented" | "observed" | "assumed";

/** A row of the API: an operation and where it is served. */
export interface Operation {
  id: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/v1/projects/{projectId}`. */
  path: string;
  /** Status of a success. */
  status: 200 | 201 | 204;
  evidence: Evidence;
  /** What serves it. */
  handler: Handler;
}

/** The operations of the Elastic SIP Trunking API. */
// prettier-ignore
export const OPERATIONS = [
  { id: "createSipTrunk", method: "POST", path: "/trunks", status: 201, evidence: "documented", handler: createSipTrunk },
  { id: "getSipTrunks", method: "GET", path: "/trunks", status: 200, evidence: "documented", handler: getSipTrunks },
  { id: "getSipTrunkById", method: "GET", path: "/trunks/{trunkId}", status: 200, evidence: "documented", handler: getSipTrunkById },
  { id: "updateSipTrunk", method: "PUT", path: "/trunks/{trunkId}", status: 200, evidence: "documented", handler: updateSipTrunk },
  { id: "deleteSipTrunk", method: "DELETE", path: "/trunks/{trunkId}", status: 204, evidence: "documented", handler: deleteSipTrunk },
  { id: "createSipEndpoint", method: "POST", path: "/trunks/{trunkId}/endpoints", status: 201, evidence: "documented", handler: createSipEndpoint },
  { id: "getSipEndpoints", method: "GET", path: "/trunks/{trunkId}/endpoints", status: 200, evidence: "documented", handler: getSipEndpoints },
  { id: "getSipEndpointById", method: "GET", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 200, evidence: "documented", handler: getSipEndpointById },
  { id: "updateSipEndpoint", method: "PUT", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 200, evidence: "documented", handler: updateSipEndpoint },
  { id: "deleteSipEndpoint", method: "DELETE", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 204, evidence: "documented", handler: deleteSipEndpoint },
  { id: "addAccessControlListToTrunk", method: "POST", path: "/trunks/{trunkId}/accessControlLists", status: 200, evidence: "documented", handler: addAccessControlListToTrunk },
  { id: "getAccessControlListsForTrunk", method: "GET", path: "/trunks/{trunkId}/accessControlLists", status: 200, evidence: "documented", handler: getAccessControlListsForTrunk },
  { id: "deleteAccessControlListFromTrunk", method: "DELETE", path: "/trunks/{trunkId}/accessControlLists/{listId}", status: 204, evidence: "documented", handler: deleteAccessControlListFromTrunk },
  { id: "addCredentialListToTrunk", method: "POST", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented", handler: addCredentialListToTrunk },
  { id: "getCredentialListsForTrunk", method: "GET", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented", handler: getCredentialListsForTrunk },
  { id: "bulkUpdateCredentialListsForTrunk", method: "PUT", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented", handler: bulkUpdateCredentialListsForTrunk },
  { id: "removeCredentialListFromTrunk", method: "DELETE", path: "/trunks/{trunkId}/credentialLists/{listId}", status: 204, evidence: "documented", handler: removeCredentialListFromTrunk },
  { id: "createAccessControlList", method: "POST", path: "/accessControlLists", status: 200, evidence: "documented", handler: createAccessControlList },
  { id: "getAccessControlList", method: "GET", path: "/accessControlLists", status: 200, evidence: "documented", handler: getAccessControlList },
  { id: "getAccessListById", method: "GET", path: "/accessControlLists/{listId}", status: 200, evidence: "documented", handler: getAccessListById },
  { id: "updateAccessControlList", method: "PUT", path: "/accessControlLists/{listId}", status: 200, evidence: "documented", handler: updateAccessControlList },
  { id: "deleteAccessControlList", method: "DELETE", path: "/accessControlLists/{listId}", status: 204, evidence: "documented", handler: deleteAccessControlList },
  { id: "trunksByACL", method: "GET", path: "/accessControlLists/{listId}/trunks", status: 200, evidence: "documented", handler: trunksByACL },
  { id: "addIpRangeToAccessControlList", method: "POST", path: "/accessControlLists/{listId}/ipRanges", status: 200, evidence: "documented", handler: addIpRange },
  { id: "getIpRangesForAccessControlList", method: "GET", path: "/accessControlLists/{listId}/ipRanges", status: 200, evidence: "documented", handler: getIpRanges },
  { id: "updateIpRangeFromAccessControlList", method: "PUT", path: "/accessControlLists/{listId}/ipRanges/{rangeId}", status: 200, evidence: "documented", handler: updateIpRange },
  { id: "deleteIpRangeFromAccessControlList", method: "DELETE", path: "/accessControlLists/{listId}/ipRanges/{rangeId}", status: 204, evidence: "documented", handler: deleteIpRange },
  { id: "createCredentialList", method: "POST", path: "/credentialLists", status: 201, evidence: "observed", handler: createCredentialList },
  { id: "getCredentialLists", method: "GET", path: "/credentialLists", status: 200, evidence: "observed", handler: getCredentialLists },
  { id: "getCredentialListById", method: "GET", path: "/credentialLists/{listId}", status: 200, evidence: "documented", handler: getCredentialListById },
  { id: "updateCredentialList", method: "PUT", path: "/credentialLists/{listId}", status: 200, evidence: "documented", handler: updateCredentialList },
  { id: "deleteCredentialList", method: "DELETE", path: "/credentialLists/{listId}", status: 204, evidence: "documented", handler: deleteCredentialList },
  { id: "trunksByCredentialList", method: "GET", path: "/credentialLists/{listId}/trunks", status: 200, evidence: "documented", handler: trunksByCredentialList },
  { id: "updateCredential", method: "PUT", path: "/credentialLists/{listId}/credentials/{username}", status: 200, evidence: "documented", handler: updateCredential },
  { id: "deleteCredential", method: "DELETE", path: "/credentialLists/{listId}/credentials/{username}", status: 204, evidence: "documented", handler: deleteCredential },
  { id: "getCountryPermissions", method: "GET", path: "/countryPermissions", status: 200, evidence: "documented", handler: getCountryPermissions },
  { id: "getCountryPermission", method: "GET", path: "/countryPermissions/{isoCode}", status: 200, evidence: "documented", handler: getCountryPermission },
  { id: "updateCountryPermission", method: "PUT", path: "/countryPermissions/{isoCode}", status: 200, evidence: "documented", handler: updateCountryPermission },
  { id: "getBlockingRules", method: "GET", path: "/callBlockingRules", status: 200, evidence: "documented", handler: getBlockingRules },
  { id: "createBlockingRule", method: "POST", path: "/callBlockingRules", status: 200, evidence: "documented", handler: createBlockingRule },
  { id: "updateBlockingRuleById", method: "PUT", path: "/callBlockingRules/{ruleId}", status: 200, evidence: "documented", handler: updateBlockingRuleById },
  { id: "deleteBlockingRuleById", method: "DELETE", path: "/callBlockingRules/{ruleId}", status: 204, evidence: "documented", handler: deleteBlockingRuleById },
  { id: "GetPhoneNumbers", method: "GET", path: "/phoneNumbers", status: 200, evidence: "documented", handler: getPhoneNumbers },
  { id: "GetPhoneNumberByNumber", method: "GET", path: "/phoneNumbers/{phoneNumber}", status: 200, evidence: "documented", handler: getPhoneNumberByNumber },
  { id: "AddPhoneNumber", method: "POST", path: "/phoneNumbers", status: 201, evidence: "observed", handler: addPhoneNumber },
  { id: "findCalls", method: "GET", path: "/calls", status: 200, evidence: "documented", handler: findCalls },
  { id: "exportCallRecords", method: "GET", path: "/calls/export", status: 200, evidence: "documented", handler: exportCallRecords },
  { id: "getPcap", method: "GET", path: "/calls/records/{pcapId}/pcap", status: 200, evidence: "documented", handler: getPcap },
  { id: "addEstProjects", method: "POST", path: "/addProjects", status: 200, evidence: "documented", handler: addEstProjects },
] as const satisfies readonly Operation[];

/** The name of an operation. */
export type OperationId = (typeof OPERATIONS)[number]["id"];
