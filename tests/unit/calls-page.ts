import type { CallRecord } from "../../calls/history/record";
import { pageOf } from "../../calls/replay/page";
import { pictureOf, svg } from "../../review";
import type { Review } from "../../stack/change";
import { changed, held, inbound, NOON, OFFICE, outbound, replayed, whole } from "./calls-replay";

/** A name that a page must show as a text. */
export const HTML = `<img src="https://example.com/x" onerror="document.title='broken'">`;

/** Several branches, which call a few countries all day long. */
const BRANCHES = ["Stockholm", "Gothenburg", HTML].flatMap((name, index) => [
  held("SipTrunk", name, { name, hostName: `branch-${index}`, callsPerSecond: 5 }, `trunk-${index}`),
  held("TrunkAccessControlList", `link-${index}`, {
    sipTrunkId: `trunk-${index}`,
    accessControlListId: "office",
  }),
]);
const COUNTRIES = ["NO", "DK", "FI", "PL", "GB"].map((isoCode) =>
  held("CountryPermission", isoCode, { isoCode, enabled: true }),
);
export const ALL = [...OFFICE, ...BRANCHES, ...COUNTRIES];
const AFTER = [
  ...changed(changed(ALL, "SE", { enabled: false }), "GB", { enabled: false }),
  held("CallBlockingRule", "premium", { name: "Premium", direction: "OUTBOUND", calleeMatch: "491" }),
  held("SipEndpoint", "second", { ...OFFICE[3]?.properties, address: "198.51.100.6" }),
];
const NUMBERS = [
  "+46701234567",
  "+4791234567",
  "+4520123456",
  "+358401234567",
  "+48512345678",
  "+447400123456",
  "+4915123456789",
];
const CODES = ["SE", "NO", "DK", "FI", "PL", "GB", "DE"];

/** The records of a day with its busy hours. */
function records(): CallRecord[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const busy = Math.round(40 * Math.exp(-((hour - 13) ** 2) / 18));
    return Array.from({ length: busy }, (_unused, index) => {
      const place = (7 * hour + 3 * index) % NUMBERS.length;
      const timeMs = NOON + 3_600_000 * (hour - 12) + 60_000 * index;
      const number = `${(NUMBERS[place] ?? "").slice(0, -1)}${index % 10}`;
      const common = { timeMs, seconds: 30 + 20 * index, cost: 0.013 * index };
      if (index % 5 === 4) return inbound({ ...common, from: number, fromCountry: CODES[place] });
      const trunkId = index % 4 === 0 ? "voice" : `trunk-${index % 3}`;
      // A few come from where nobody would let them in today.
      const host = index === 17 ? "203.0.113.9" : "198.51.100.17";
      const from = index % 11 === 3 ? "+12025550101" : `sip:+12025550101@${host}`;
      return outbound({ ...common, from, to: number, toCountry: CODES[place], trunkId });
    });
  }).flat();
}

const REVIEW: Review = {
  form: "preview",
  project: "acme",
  stack: "prod",
  changes: AFTER.map((resource) => ({
    operation: ALL.includes(resource)
      ? "same"
      : ALL.some(({ name }) => name === resource.name)
        ? "update"
        : "create",
    resource,
    differing: [],
  })),
  notLookedAt: [],
  errors: [],
};

/** The page of a day on which much changes, with all that it may show. */
export const FULL = pageOf(
  replayed(
    records(),
    { before: whole(...ALL), after: whole(...AFTER) },
    {
      bad: {
        count: 2,
        first: [
          { line: 17, problem: "it has 25 cells, not 26" },
          { line: 40, problem: HTML },
        ],
      },
    },
  ),
  {
    title: "Calls of acme, stack prod",
    pictureSvg: svg(pictureOf(REVIEW)),
    effects: ["closes Sweden (SE): calls to it are refused", `closes ${HTML}`],
    findings: [],
  },
);
