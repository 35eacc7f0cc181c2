import fc from "fast-check";
import type { JsonObject } from "../../provider/json";
import { networkOf } from "../../provider/network";
import { accessControlList, many } from "../faults/make";
import type { Refusal, Sample } from "./sample";
import { distinct, flag, name, range } from "./values";
import { NOT_FLAGS, NOT_IPV4, NOT_PREFIX_LENGTHS, NOT_TEXT, each } from "./wrong-values";

const RANGE = { ipAddress: "198.51.100.16", range: 28, description: "Head office" };
const OTHER_RANGE = { ipAddress: "203.0.113.1", range: 32 };

function ranges(...changes: JsonObject[]): JsonObject {
  return { ipRanges: [RANGE, ...changes.map((change) => ({ ...OTHER_RANGE, ...change }))] };
}

export const sample: Sample = {
  inputs: {
    name: "Office",
    enabled: false,
    ipRanges: [RANGE, OTHER_RANGE],
  },
  accepted: () =>
    fc.record({
      name,
      enabled: flag,
      ipRanges: distinct(range, (one) => networkOf({ ...one, range: one["range"] || 32 })),
    }),
  refusals: [
    ...each(NOT_TEXT, "name", 'such as "Office"'),
    ...each(NOT_FLAGS, "enabled", "true or false"),
    ...each(
      [[], "", null, undefined, "198.51.100.16", {}],
      "ipRanges",
      'such as [{ ipAddress: "198.51.100.16", range: 28 }]',
    ),
    [
      { ipRanges: ["198.51.100.16/28"] },
      "ipRanges[0]",
      'such as [{ ipAddress: "198.51.100.16", range: 28 }]',
    ],
    ...NOT_IPV4.map((ipAddress): Refusal => [
      ranges({ ipAddress }),
      "ipRanges[1].ipAddress",
      'such as "198.51.100.16"',
    ]),
    ...NOT_PREFIX_LENGTHS.map((range): Refusal => [
      ranges({ range }),
      "ipRanges[1].range",
      "from 1 to 32, such as 28",
    ]),
    [ranges({ description: 7 }), "ipRanges[1].description", 'such as "Head office"'],
    [ranges(RANGE), "ipRanges[1]", 'is "198.51.100.16/28" like ipRanges[0]: name each only once'],
    [
      ranges({}, { range: null, description: "again" }),
      "ipRanges[2]",
      'is "203.0.113.1/32" like ipRanges[1]',
    ],
    [ranges({ prefix: 28 }), "ipRanges[1].prefix", "is not known here: remove it, or correct its spelling"],
    [{ ranges: [] }, "ranges", "whose inputs are name, enabled, ipRanges"],
  ],
  faults: {
    unique: false,
    async prepare(world) {
      const ipRanges = [
        { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
        { ipAddress: "198.51.100.32", range: 28 },
      ];
      await world.make("/accessControlLists", { name: "Office", enabled: true, ipRanges });
      return { name: "Office", ipRanges };
    },
    changed: () => ({
      name: "Offices",
      enabled: false,
      ipRanges: [
        { ipAddress: "198.51.100.16", range: 28, description: "Head office, 2nd floor" },
        { ipAddress: "203.0.113.64", range: 26 },
        { ipAddress: "203.0.113.128", range: 26, description: "Branch" },
      ],
    }),
    fill: (world) => many((n) => accessControlList(world, `Many ${n}`)),
  },
};
