import * as sinch from "pulumi-sinch";

const offices = new sinch.AccessControlList("offices", {
  name: "Offices",
  ipRanges: [
    { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
    { ipAddress: "203.0.113.7", description: "Warehouse" },
  ],
});

export const accessControlListId = offices.id;
