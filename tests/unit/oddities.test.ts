import type { JsonObject } from "../../provider/json";
import { odditiesOf } from "../../provider/oddities";
import { UNKNOWN, knownPart } from "../../provider/unknown";
import { INPUTS } from "../entities";
import { entityOf } from "./account";

const REGISTERED = { address: undefined, isRegistered: true, credentialUsername: "branch01" };
const INBOUND = { direction: "INBOUND", calleeCountry: undefined, calleeMatch: undefined };

function odd(name: string, change: JsonObject): string[] {
  const inputs = { ...INPUTS[name], ...change };
  return odditiesOf(entityOf(name), inputs, (key) => inputs[key] !== undefined).map(
    ({ property, reason }) => `${property} ${reason}`,
  );
}

test.each(Object.keys(INPUTS))("nothing is odd about a usual %s", (name) => {
  expect(odd(name, {})).toEqual([]);
});

test.each<[name: string, change: JsonObject, property: string, why: string]>([
  ["CallBlockingRule", { calleeCountry: undefined, calleeMatch: "0046900" }, "calleeMatch", "begins with 0"],
  ["CallBlockingRule", { calleeCountry: undefined, calleeMatch: "0" }, "calleeMatch", "begins with 0"],
  ["CallBlockingRule", { calleeCountry: undefined, calleeMatch: "0111900" }, "calleeMatch", "begins with 0"],
  [
    "CallBlockingRule",
    { calleeCountry: undefined, calleeMatch: "4600" },
    "calleeMatch",
    "no country's number plan",
  ],
  [
    "CallBlockingRule",
    { calleeCountry: undefined, calleeMatch: "440" },
    "calleeMatch",
    "no country's number plan",
  ],
  [
    "CallBlockingRule",
    { calleeCountry: undefined, calleeMatch: "1999" },
    "calleeMatch",
    "no country's number plan",
  ],
  ["CallBlockingRule", { calleeMatch: "+1900" }, "calleeMatch", 'begins with "+"'],
  ["CallBlockingRule", { calleeMatch: "1 900" }, "calleeMatch", "more than digits"],
  ["CallBlockingRule", { calleeMatch: "1900*" }, "calleeMatch", "more than digits"],
  ["CallBlockingRule", { calleeMatch: "1".repeat(16) }, "calleeMatch", "more than 15"],
  ["CallBlockingRule", { calleeCountry: "SE", calleeMatch: "1900" }, "calleeMatch", "blocks nothing"],
  ["CallBlockingRule", { calleeCountry: "US", calleeMatch: "1416" }, "calleeMatch", "blocks nothing"],
  [
    "CallBlockingRule",
    { calleeCountry: undefined, calleeMatch: undefined },
    "calleeCountry",
    "every OUTBOUND call",
  ],
  ["CallBlockingRule", { callerMatch: "1900" }, "callerMatch", "means nothing to an OUTBOUND rule"],
  ["CallBlockingRule", { ...INBOUND, callerMatch: "0900" }, "callerMatch", "begins with 0"],
  [
    "CallBlockingRule",
    { ...INBOUND, callerCountry: "SE", callerMatch: "47" },
    "callerMatch",
    "blocks nothing",
  ],
  ["CallBlockingRule", INBOUND, "callerCountry", "every INBOUND call"],
  ["CallBlockingRule", { ...INBOUND, callerMatch: "1", calleeMatch: "1" }, "calleeMatch", "means nothing"],
  ["SipTrunk", { hostName: "acme.pstn.sinch.com" }, "hostName", "has a dot"],
  ["SipTrunk", { callForwardNumber: "+4402079460958" }, "callForwardNumber", "no country's number plan"],
  ["SipTrunk", { callForwardNumber: "+46008123456" }, "callForwardNumber", "no country's number plan"],
  ["SipTrunk", { callForwardNumber: "+112025550123" }, "callForwardNumber", "no country's number plan"],
  ["SipTrunk", { callForwardNumber: "+0046812345" }, "callForwardNumber", "no country's number plan"],
  ["PhoneNumberAssignment", { phoneNumber: "+19995550123" }, "phoneNumber", "no country's number plan"],
  ...["10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "127.0.0.1", "0.0.0.0", "169.254.1.1"]
    .concat(["100.64.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fd00::1", "fe80::1", "ff02::1"])
    .concat(["::ffff:192.168.1.1"])
    .map((address): [string, JsonObject, string, string] => [
      "SipEndpoint",
      { address },
      "address",
      "nobody outside of your network reaches",
    ]),
  ...["sbc", "localhost", "sbc.local", "sbc.internal", "pbx.home.arpa", "sbc.local."].map(
    (address): [string, JsonObject, string, string] => [
      "SipEndpoint",
      { address },
      "address",
      "nobody outside of your network knows",
    ],
  ),
  ["SipEndpoint", { address: "acme-voice.pstn.sinch.com" }, "address", "trunk's own domain"],
  ["SipEndpoint", { ...REGISTERED, credentialUsername: 'a"b' }, "credentialUsername", "quotation mark"],
  [
    "AccessControlList",
    { ipRanges: [{ ipAddress: "192.168.0.0", range: 16 }] },
    "ipRanges[0].ipAddress",
    "no call comes",
  ],
  ["IpRange", { ipAddress: "10.0.0.0" }, "ipAddress", "no call comes"],
  [
    "CredentialList",
    { credentials: [{ username: 'say "hi"' }] },
    "credentials[0].username",
    "quotation mark",
  ],
  ["CredentialList", { credentials: [{ username: "an\u200bna" }] }, "credentials[0].username", "nobody sees"],
])("a %s with %j has an odd %s: it %s", (name, change, property, why) => {
  const lines = odd(name, change);
  expect(lines.find((line) => line.startsWith(`${property} `))).toContain(why);
});

test.each<[string, JsonObject]>([
  ["CallBlockingRule", { calleeCountry: undefined, calleeMatch: "46" }],
  ["CallBlockingRule", { calleeCountry: "CA", calleeMatch: "1" }],
  ["CallBlockingRule", { calleeCountry: "CA", calleeMatch: "1416" }],
  ["CallBlockingRule", { calleeCountry: "GB", calleeMatch: undefined }],
  ["CallBlockingRule", { ...INBOUND, callerMatch: "39066" }],
  ["SipTrunk", { callForwardNumber: "+390612345678" }],
  ["SipTrunk", { callForwardNumber: "+870773123456" }],
  ["SipTrunk", { callForwardNumber: "+12735550123" }],
  ["SipEndpoint", { address: "172.32.0.1" }],
  ["SipEndpoint", { address: "2001:db8::1" }],
  ["SipEndpoint", { address: "locals.example.com" }],
  ["SipEndpoint", { ...REGISTERED, credentialUsername: "+46701234567" }],
  ["CredentialList", { credentials: [{ username: "user@example.com" }, { username: "ren\u00e9" }] }],
])("a %s with %j is not odd", (name, change) => {
  expect(odd(name, change)).toEqual([]);
});

test("what is not known yet is not told as odd", () => {
  const rule = { direction: "OUTBOUND", calleeMatch: UNKNOWN, calleeCountry: "SE" };
  const known = knownPart(rule);
  const isGiven = (key: string): boolean => key in rule;
  expect(odditiesOf(entityOf("CallBlockingRule"), known, isGiven)).toEqual([]);
  const list = { credentials: [UNKNOWN, { username: UNKNOWN, password: UNKNOWN }] };
  const partly = knownPart(list);
  expect(odditiesOf(entityOf("CredentialList"), partly, () => true)).toEqual([]);
});

test.each([
  ["AccessControlList", { ipRanges: { ipAddress: "203.0.113.7", range: 32 } }],
  ["AccessControlList", { ipRanges: ["203.0.113.0/24", null] }],
  ["CredentialList", { credentials: "desk01" }],
  ["CredentialList", { credentials: [null] }],
  ["SipTrunk", { hostName: 5, callForwardNumber: {} }],
  ["SipEndpoint", { address: ["203.0.113.7"] }],
  ["CallBlockingRule", { direction: {}, calleeMatch: 46900 }],
  ["PhoneNumberAssignment", { phoneNumber: 12025550101 }],
])("nothing is said of a %s whose %j has another form: check refuses that", (name, inputs) => {
  expect(() => odditiesOf(entityOf(name), inputs as JsonObject, () => true)).not.toThrow();
});
