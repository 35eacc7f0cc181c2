import * as sinch from "pulumi-sinch";

// The owner of the list leaves alone what others add to it.
const shared = new sinch.AccessControlList(
  "shared",
  { name: "Shared", ipRanges: [{ ipAddress: "192.0.2.0", range: 26, description: "Data center" }] },
  { ignoreChanges: ["ipRanges"] },
);

const lyon = new sinch.IpRange("lyon", {
  accessControlListId: shared.id,
  ipAddress: "203.0.113.32",
  range: 27,
  description: "Lyon",
});

export const ipRangeId = lyon.ipRangeId;
