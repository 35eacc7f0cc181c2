import * as ipaddr from "ipaddr.js";
import { objectsOf, textOf, type JsonObject } from "../../provider/json";
import { isUnseen } from "../../stack/unseen";
import { defineRule, notJudged, violation, type Finding } from "../rule";
import { cidrOf, type Stack } from "../../stack/resource";

/** The ranges of RFC 5737, section 3: they stand in examples, and nobody can call from them. */
const DOCUMENTATION_RANGES = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];

/** Ranges that are slices of the whole internet, such as the halves 0.0.0.0/1 and 128.0.0.0/1. */
export const accessListOpenToTheWorld = defineRule<{ shortestPrefix: number }>({
  name: "access-list-open-to-the-world",
  description: "An access control list must not let in the whole internet, nor a slice of it.",
  level: "mandatory",
  source:
    "IANA's registry hands out the IPv4 space in blocks of /8; 0.0.0.0/8 is no network (RFC 1122, 3.2.1.3)",
  parameters: {
    shortestPrefix: {
      type: "integer",
      minimum: 1,
      maximum: 32,
      default: 8,
      description: "The shortest prefix that one network may have.",
    },
  },
  scope: "resource",
  judge: (stack, { shortestPrefix }) =>
    judgeRanges(stack, (range) =>
      prefixOf(range) < shortestPrefix || textOf(range.ipAddress).startsWith("0.")
        ? [
            `lets in ${cidrOf(range)}, ${size(range)}, which is a slice of the internet and nobody's own network`,
            "Name the addresses from which your own systems call: whoever finds an open trunk calls at your cost.",
          ]
        : undefined,
    ),
});

/** Ranges with more addresses than one site calls from. */
export const accessListRangeTooWide = defineRule<{ shortestPrefix: number }>({
  name: "access-list-range-too-wide",
  description: "A range of an access control list must not be wider than a limit.",
  level: "mandatory",
  source: "Amazon Chime SDK Voice Connectors take ranges from /27 to /32 as allowed hosts",
  parameters: {
    shortestPrefix: {
      type: "integer",
      minimum: 1,
      maximum: 32,
      default: 27,
      description: "The shortest prefix that a range may have: 27 are 32 addresses.",
    },
  },
  scope: "resource",
  judge: (stack, { shortestPrefix }) =>
    judgeRanges(stack, (range) =>
      prefixOf(range) < shortestPrefix
        ? [
            `lets in ${cidrOf(range)}, ${size(range)}, which is wider than /${shortestPrefix}`,
            "Name the addresses that really call, in narrower ranges.",
          ]
        : undefined,
    ),
});

/** Ranges that are private, reserved, multicast, and the like: behind NAT Sinch sees another address. */
export const accessListRangeNotPublic = defineRule<{ except: string[] }>({
  name: "access-list-range-not-public",
  description: "A range of an access control list must be one from which calls can come over the internet.",
  level: "mandatory",
  source: "IANA's registry of special-purpose IPv4 addresses (RFC 6890)",
  parameters: {
    except: {
      type: "array",
      items: { type: "string" },
      default: DOCUMENTATION_RANGES,
      description: "Ranges in which others may lie: those for documentation (RFC 5737) open nothing.",
    },
  },
  scope: "resource",
  judge: (stack, { except }) =>
    judgeRanges(stack, (range) => {
      const kind = ipaddr.IPv4.parse(textOf(range.ipAddress)).range();
      // 0.0.0.0 is how people write the whole internet, which is another rule's.
      if (kind === "unicast" || kind === "unspecified" || except.some((network) => isInside(range, network)))
        return undefined;
      return [
        `lets in ${cidrOf(range)}, which is ${KINDS[kind] ?? kind} and never the source of a call from the internet`,
        "Name the public address from which the calls leave your network.",
      ];
    }),
});

export const ACCESS_LIST_RULES = [accessListOpenToTheWorld, accessListRangeTooWide, accessListRangeNotPublic];

const KINDS: Record<string, string> = {
  private: "private (RFC 1918)",
  reserved: "reserved",
  carrierGradeNat: "shared address space of carriers (RFC 6598)",
  linkLocal: "link-local",
};

/** Judges every range of every list by itself: the judge says what is wrong with one and what to do, or nothing. */
function judgeRanges(
  stack: Stack,
  judge: (range: JsonObject) => [does: string, remedy: string] | undefined,
): Finding[] {
  return stack.flatMap((resource) => {
    const { kind, properties } = resource;
    if (kind !== "AccessControlList" && kind !== "IpRange") return [];
    const { ipRanges } = properties;
    if (kind === "AccessControlList" && !Array.isArray(ipRanges)) {
      return [notJudged(resource, "its ranges are not known here")];
    }
    return (kind === "IpRange" ? [properties] : objectsOf(ipRanges)).flatMap((range, index) => {
      if (isUnseen(range.ipAddress) || isUnseen(range.range)) {
        return [notJudged(resource, `the addresses of its range ${index + 1} are not known here`)];
      }
      // An adopted list has what the account has.
      if (!ipaddr.IPv4.isValid(textOf(range.ipAddress))) {
        return [notJudged(resource, `its range ${index + 1} is no range of IPv4 addresses`)];
      }
      const wrong = judge(range);
      return wrong === undefined ? [] : [violation(resource, ...wrong)];
    });
  });
}

function prefixOf({ range }: JsonObject): number {
  return typeof range === "number" ? range : 32;
}

function size(range: JsonObject): string {
  const count = 2 ** (32 - prefixOf(range));
  return count === 1 ? "1 address" : `${count.toLocaleString("en")} addresses`;
}

function isInside(range: JsonObject, network: string): boolean {
  if (!ipaddr.IPv4.isValidCIDR(network)) {
    throw new Error(
      `${accessListRangeNotPublic.name}: except must be ranges such as "198.51.100.0/24", not "${network}"`,
    );
  }
  const [address, prefix] = ipaddr.IPv4.parseCIDR(network);
  return prefixOf(range) >= prefix && ipaddr.IPv4.parse(textOf(range.ipAddress)).match(address, prefix);
}
