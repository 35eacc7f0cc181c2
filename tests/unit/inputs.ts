import type { JsonObject } from "../../provider/json";

/** Inputs of each entity that are right, all of them given. */
export const INPUTS: Readonly<Record<string, JsonObject>> = {
  SipTrunk: {
    name: "Voice",
    hostName: "acme-voice",
    enableCallerName: true,
    enableCallForward: true,
    callForwardNumber: "+12025550147",
  },
  SipEndpoint: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    name: "Berlin SBC",
    address: "203.0.113.10",
    port: 5061,
    transport: "TLS",
    priority: 2,
    enabled: false,
    isRegistered: false,
  },
  AccessControlList: {
    name: "Office",
    enabled: false,
    ipRanges: [
      { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
      { ipAddress: "203.0.113.1", range: 32 },
    ],
  },
  IpRange: {
    accessControlListId: "01JZ6QE2C5D7F9G1H3J6K8M0NP",
    ipAddress: "192.0.2.0",
    range: 24,
    description: "Branch office",
  },
  CredentialList: {
    name: "Branches",
    credentials: [
      { username: "branch01", password: "Tr0ub4dor-and-3" },
      { username: "branch02", password: "Correct-Horse-1" },
    ],
  },
  TrunkAccessControlList: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    accessControlListId: "01JZ6QE2C5D7F9G1H3J6K8M0NP",
  },
  TrunkCredentialList: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    credentialListId: "01JZ6QH8R1S3T5V7W9X2Y4Z6AB",
  },
  CallBlockingRule: {
    name: "No premium numbers",
    direction: "OUTBOUND",
    calleeCountry: "US",
    calleeMatch: "1900",
  },
  CountryPermission: { isoCode: "SE", enabled: true },
  PhoneNumberAssignment: {
    phoneNumber: "+12025550101",
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    takeOver: true,
  },
  Project: { project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921" },
};
