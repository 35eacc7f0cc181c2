// One customer of the fleet's measurement, as a stack of its own would have it.
const sinch = require("pulumi-sinch");

const number = process.env.BENCH_NUMBER;
const id = `bench-${number}`;
const name = `Customer ${number}`;
const { id: sipTrunkId } = new sinch.SipTrunk(id, { name, hostName: id });
const address = `sbc.customer-${number}.example.com`;
new sinch.SipEndpoint(id, { sipTrunkId, name, address, port: 5061, transport: "TLS", priority: 1 });
const ipRanges = [{ ipAddress: `198.51.100.${number}`, range: 32 }];
const list = new sinch.AccessControlList(id, { name, ipRanges });
new sinch.TrunkAccessControlList(id, { sipTrunkId, accessControlListId: list.id });
const phoneNumber = `+1303${5_551_000 + Number(number)}`;
new sinch.PhoneNumberAssignment(id, { phoneNumber, sipTrunkId });
