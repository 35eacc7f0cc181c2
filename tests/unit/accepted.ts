import fc from "fast-check";
import { ISO_COUNTRIES } from "../../provider/countries";
import { textOf, type JsonObject } from "../../provider/json";

/*
 * Inputs that a check accepts, in all their spellings. Ids of other entities are those that `tests/unit/world.ts`
 * makes first.
 */

/** The entities that others refer to. */
export interface World {
  readonly sipTrunkId: string;
  readonly accessControlListId: string;
  readonly credentialListId: string;
}

/** Usernames of the credential list in the world. */
export const WORLD_USERNAMES = ["world.01", "world-02"];

const upperOrLower = (text: string) => fc.mixedCase(fc.constant(text));

/** What counts as not given. */
const nothing = fc.constantFrom("", null, undefined);

function optional<Value>(value: fc.Arbitrary<Value>) {
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: nothing });
}

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).map((text) => `n${text}`);
const flag = optional(fc.boolean());
const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?$/);
const hostName = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));
const e164 = fc.stringMatching(/^\+[1-9][0-9]{1,14}$/);
const domain = hostName.map((text) => `${text}.example.com`);
const address = fc.oneof(fc.ipV4(), fc.ipV6(), domain);
const port = optional(fc.integer({ min: 1, max: 65535 }));
const transport = optional(fc.constantFrom("UDP", "TCP", "TLS").chain(upperOrLower));
const priority = fc.integer({ min: 1, max: 2147483647 });
const prefixLength = optional(fc.integer({ min: 1, max: 32 }));
const country = fc.constantFrom(...ISO_COUNTRIES).chain(upperOrLower);
const digits = fc.stringMatching(/^[0-9]{1,15}$/);
const password = fc.string({ minLength: 9, maxLength: 40 }).map((text) => `${text}aA1`);
const username = fc.stringMatching(/^u[A-Za-z0-9._~-]{0,20}$/);
const description = optional(name);

const range = fc.record({ ipAddress: fc.ipV4(), range: prefixLength, description });

/** Two objects of a list may not say the same. */
function distinct(item: fc.Arbitrary<JsonObject>, keyOf: (item: JsonObject) => string) {
  return fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: keyOf });
}

type Inputs = fc.Arbitrary<JsonObject>;

/** Accepted inputs of each entity. */
export function accepted({
  sipTrunkId,
  accessControlListId,
  credentialListId,
}: World): Record<string, Inputs> {
  const common = { sipTrunkId: fc.constant(sipTrunkId), name, port, transport, priority, enabled: flag };
  return {
    SipTrunk: fc.oneof(
      fc.record({
        name,
        hostName: label,
        enableCallerName: flag,
        enableCallForward: flag,
        callForwardNumber: e164,
      }),
      fc.record({ name, hostName: label, enableCallForward: fc.constantFrom(false, undefined, null) }),
    ),
    SipEndpoint: fc.oneof(
      fc.record({
        ...common,
        address,
        credentialUsername: nothing,
        isRegistered: fc.constantFrom(false, null, undefined),
      }),
      fc.record({
        ...common,
        address: nothing,
        isRegistered: fc.constant(true),
        credentialUsername: fc.constantFrom(...WORLD_USERNAMES),
      }),
    ),
    AccessControlList: fc.record({
      name,
      enabled: flag,
      ipRanges: distinct(range, (one) => `${textOf(one["ipAddress"])}/${Number(one["range"] || 32)}`),
    }),
    IpRange: fc.record({
      accessControlListId: fc.constant(accessControlListId),
      ipAddress: fc.ipV4(),
      range: prefixLength,
      description,
    }),
    CredentialList: fc.record({
      name,
      credentials: distinct(fc.record({ username, password }), (one) => textOf(one["username"])),
    }),
    TrunkAccessControlList: fc.constant({ sipTrunkId, accessControlListId }),
    TrunkCredentialList: fc.constant({ sipTrunkId, credentialListId }),
    CallBlockingRule: fc.oneof(
      fc.record({
        name: optional(name),
        direction: upperOrLower("INBOUND"),
        callerCountry: country,
        callerMatch: optional(digits),
        calleeMatch: nothing,
      }),
      fc.record({
        direction: upperOrLower("OUTBOUND"),
        calleeCountry: optional(country),
        calleeMatch: digits,
      }),
    ),
    CountryPermission: fc.record({ isoCode: fc.constantFrom("se", "SE", "us", "De"), enabled: fc.boolean() }),
    PhoneNumberAssignment: fc.record({
      phoneNumber: fc.constantFrom("+12025550101", "+447700900001"),
      sipTrunkId: fc.constant(sipTrunkId),
      takeOver: flag,
    }),
    Project: fc.record({ project: fc.uuid() }),
  };
}
