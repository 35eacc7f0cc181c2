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
}

/** The operations of the Elastic SIP Trunking API. */
// prettier-ignore
export const OPERATIONS = [
  { id: "createSipTrunk", method: "POST", path: "/trunks", status: 201, evidence: "documented" },
  { id: "getSipTrunks", method: "GET", path: "/trunks", status: 200, evidence: "documented" },
  { id: "getSipTrunkById", method: "GET", path: "/trunks/{trunkId}", status: 200, evidence: "documented" },
  { id: "updateSipTrunk", method: "PUT", path: "/trunks/{trunkId}", status: 200, evidence: "documented" },
  { id: "deleteSipTrunk", method: "DELETE", path: "/trunks/{trunkId}", status: 204, evidence: "documented" },
  { id: "createSipEndpoint", method: "POST", path: "/trunks/{trunkId}/endpoints", status: 201, evidence: "documented" },
  { id: "getSipEndpoints", method: "GET", path: "/trunks/{trunkId}/endpoints", status: 200, evidence: "documented" },
  { id: "getSipEndpointById", method: "GET", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 200, evidence: "documented" },
  { id: "updateSipEndpoint", method: "PUT", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 200, evidence: "documented" },
  { id: "deleteSipEndpoint", method: "DELETE", path: "/trunks/{trunkId}/endpoints/{endpointId}", status: 204, evidence: "documented" },
  { id: "addAccessControlListToTrunk", method: "POST", path: "/trunks/{trunkId}/accessControlLists", status: 200, evidence: "documented" },
  { id: "getAccessControlListsForTrunk", method: "GET", path: "/trunks/{trunkId}/accessControlLists", status: 200, evidence: "documented" },
  { id: "deleteAccessControlListFromTrunk", method: "DELETE", path: "/trunks/{trunkId}/accessControlLists/{listId}", status: 204, evidence: "documented" },
  { id: "addCredentialListToTrunk", method: "POST", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented" },
  { id: "getCredentialListsForTrunk", method: "GET", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented" },
  { id: "bulkUpdateCredentialListsForTrunk", method: "PUT", path: "/trunks/{trunkId}/credentialLists", status: 200, evidence: "documented" },
  { id: "removeCredentialListFromTrunk", method: "DELETE", path: "/trunks/{trunkId}/credentialLists/{listId}", status: 204, evidence: "documented" },
  { id: "createAccessControlList", method: "POST", path: "/accessControlLists", status: 200, evidence: "documented" },
  { id: "getAccessControlList", method: "GET", path: "/accessControlLists", status: 200, evidence: "documented" },
  { id: "getAccessListById", method: "GET", path: "/accessControlLists/{listId}", status: 200, evidence: "documented" },
  { id: "updateAccessControlList", method: "PUT", path: "/accessControlLists/{listId}", status: 200, evidence: "documented" },
  { id: "deleteAccessControlList", method: "DELETE", path: "/accessControlLists/{listId}", status: 204, evidence: "documented" },
  { id: "trunksByACL", method: "GET", path: "/accessControlLists/{listId}/trunks", status: 200, evidence: "documented" },
  { id: "addIpRangeToAccessControlList", method: "POST", path: "/accessControlLists/{listId}/ipRanges", status: 200, evidence: "documented" },
  { id: "getIpRangesForAccessControlList", method: "GET", path: "/accessControlLists/{listId}/ipRanges", status: 200, evidence: "documented" },
  { id: "updateIpRangeFromAccessControlList", method: "PUT", path: "/accessControlLists/{listId}/ipRanges/{rangeId}", status: 200, evidence: "documented" },
  { id: "deleteIpRangeFromAccessControlList", method: "DELETE", path: "/accessControlLists/{listId}/ipRanges/{rangeId}", status: 204, evidence: "documented" },
  { id: "createCredentialList", method: "POST", path: "/credentialLists", status: 201, evidence: "observed" },
  { id: "getCredentialLists", method: "GET", path: "/credentialLists", status: 200, evidence: "observed" },
  { id: "getCredentialListById", method: "GET", path: "/credentialLists/{listId}", status: 200, evidence: "documented" },
  { id: "updateCredentialList", method: "PUT", path: "/credentialLists/{listId}", status: 200, evidence: "documented" },
  { id: "deleteCredentialList", method: "DELETE", path: "/credentialLists/{listId}", status: 204, evidence: "documented" },
  { id: "trunksByCredentialList", method: "GET", path: "/credentialLists/{listId}/trunks", status: 200, evidence: "documented" },
  { id: "updateCredential", method: "PUT", path: "/credentialLists/{listId}/credentials/{username}", status: 200, evidence: "documented" },
  { id: "deleteCredential", method: "DELETE", path: "/credentialLists/{listId}/credentials/{username}", status: 204, evidence: "documented" },
  { id: "getCountryPermissions", method: "GET", path: "/countryPermissions", status: 200, evidence: "documented" },
  { id: "getCountryPermission", method: "GET", path: "/countryPermissions/{isoCode}", status: 200, evidence: "documented" },
  { id: "updateCountryPermission", method: "PUT", path: "/countryPermissions/{isoCode}", status: 200, evidence: "documented" },
  { id: "getBlockingRules", method: "GET", path: "/callBlockingRules", status: 200, evidence: "documented" },
  { id: "createBlockingRule", method: "POST", path: "/callBlockingRules", status: 200, evidence: "documented" },
  { id: "updateBlockingRuleById", method: "PUT", path: "/callBlockingRules/{ruleId}", status: 200, evidence: "documented" },
  { id: "deleteBlockingRuleById", method: "DELETE", path: "/callBlockingRules/{ruleId}", status: 204, evidence: "documented" },
  { id: "GetPhoneNumbers", method: "GET", path: "/phoneNumbers", status: 200, evidence: "documented" },
  { id: "GetPhoneNumberByNumber", method: "GET", path: "/phoneNumbers/{phoneNumber}", status: 200, evidence: "documented" },
  { id: "AddPhoneNumber", method: "POST", path: "/phoneNumbers", status: 201, evidence: "observed" },
  { id: "findCalls", method: "GET", path: "/calls", status: 200, evidence: "documented" },
  { id: "exportCallRecords", method: "GET", path: "/calls/export", status: 200, evidence: "documented" },
  { id: "getPcap", method: "GET", path: "/calls/records/{pcapId}/pcap", status: 200, evidence: "documented" },
  { id: "addEstProjects", method: "POST", path: "/addProjects", status: 200, evidence: "documented" },
] as const satisfies readonly Operation[];

/** The name of an operation. */
export type OperationId = (typeof OPERATIONS)[number]["id"];
