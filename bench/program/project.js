/** A project with every kind that comes in large numbers. */
const sinch = require("pulumi-sinch");

const SIZE = { trunks: 50, endpoints: 1000, lists: 300, links: 300, rules: 300 };
const numbers = (count) => Array.from({ length: count }, (_, index) => index);

const trunks = numbers(SIZE.trunks).map(
  (index) => new sinch.SipTrunk(`trunk-${index}`, { name: `Trunk ${index}`, hostName: `bench-${index}` }),
);
const trunkOf = (index) => trunks[index % SIZE.trunks].id;
const lists = numbers(SIZE.lists).map(
  (index) =>
    new sinch.AccessControlList(`list-${index}`, {
      name: `List ${index}`,
      ipRanges: [
        { ipAddress: "203.0.113.7", description: "SBC" },
        { ipAddress: "198.51.100.0", range: 24 },
      ],
    }),
);
for (const index of numbers(SIZE.endpoints)) {
  new sinch.SipEndpoint(`endpoint-${index}`, {
    sipTrunkId: trunkOf(index),
    name: `Endpoint ${index}`,
    address: "203.0.113.10",
    priority: 1,
  });
}
for (const index of numbers(SIZE.links)) {
  new sinch.TrunkAccessControlList(`link-${index}`, {
    sipTrunkId: trunkOf(index),
    accessControlListId: lists[index].id,
  });
}
for (const index of numbers(SIZE.rules)) {
  new sinch.CallBlockingRule(`rule-${index}`, { direction: "OUTBOUND", calleeMatch: `1900${index}` });
}
