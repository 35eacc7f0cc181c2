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
import { exportCallRecords, findCalls, getPcap } from "./calls";
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
import type { OperationId } from "./operations";
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

/** What serves each operation; the compiler sees that none is missing. */
export const HANDLERS: Readonly<Record<OperationId, Handler>> = {
  createSipTrunk,
  getSipTrunks,
  getSipTrunkById,
  updateSipTrunk,
  deleteSipTrunk,
  createSipEndpoint,
  getSipEndpoints,
  getSipEndpointById,
  updateSipEndpoint,
  deleteSipEndpoint,
  addAccessControlListToTrunk,
  getAccessControlListsForTrunk,
  deleteAccessControlListFromTrunk,
  addCredentialListToTrunk,
  getCredentialListsForTrunk,
  bulkUpdateCredentialListsForTrunk,
  removeCredentialListFromTrunk,
  createAccessControlList,
  getAccessControlList,
  getAccessListById,
  updateAccessControlList,
  deleteAccessControlList,
  trunksByACL,
  addIpRangeToAccessControlList: addIpRange,
  getIpRangesForAccessControlList: getIpRanges,
  updateIpRangeFromAccessControlList: updateIpRange,
  deleteIpRangeFromAccessControlList: deleteIpRange,
  createCredentialList,
  getCredentialLists,
  getCredentialListById,
  updateCredentialList,
  deleteCredentialList,
  trunksByCredentialList,
  updateCredential,
  deleteCredential,
  getCountryPermissions,
  getCountryPermission,
  updateCountryPermission,
  getBlockingRules,
  createBlockingRule,
  updateBlockingRuleById,
  deleteBlockingRuleById,
  GetPhoneNumbers: getPhoneNumbers,
  GetPhoneNumberByNumber: getPhoneNumberByNumber,
  AddPhoneNumber: addPhoneNumber,
  findCalls,
  exportCallRecords,
  getPcap,
  addEstProjects,
};
