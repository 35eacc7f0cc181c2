import fc from "fast-check";
import { textOf } from "../../provider/json";
import { accessControlList, many } from "../faults/make";
import type { Sample } from "./sample";
import { description, prefixLength } from "./values";
import { NOT_IDS, NOT_IPV4, NOT_PREFIX_LENGTHS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    accessControlListId: "01JZ6QE2C5D7F9G1H3J6K8M0NP",
    ipAddress: "192.0.2.0",
    range: 24,
    description: "Branch office",
  },
  accepted: ({ accessControlListId }) =>
    fc.record({
      accessControlListId: fc.constant(accessControlListId),
      ipAddress: fc.ipV4(),
      range: prefixLength,
      description,
    }),
  refusals: [
    ...each(NOT_IDS, "accessControlListId", "such as `list.id`"),
    ...each(NOT_IPV4, "ipAddress", 'such as "198.51.100.16"'),
    ...each(NOT_PREFIX_LENGTHS, "range", "from 1 to 32, such as 28"),
    ...each([7, {}], "description", 'such as "Branch office"'),
    [{ cidr: "192.0.2.0/24" }, "cidr", "whose inputs are accessControlListId, ipAddress, range, description"],
  ],
  faults: {
    unique: false,
    async prepare(world) {
      const accessControlListId = await accessControlList(world, "Shared");
      const range = { ipAddress: "198.51.100.64", range: 27, description: "Branch" };
      await world.make(`/accessControlLists/${accessControlListId}/ipRanges`, range);
      return { accessControlListId, ...range };
    },
    changed: (inputs) => ({ ...inputs, range: 28, description: "Smaller branch" }),
    fill: (world, { accessControlListId }) =>
      many((n) =>
        world.make(`/accessControlLists/${textOf(accessControlListId)}/ipRanges`, {
          ipAddress: `10.0.${n >> 8}.${n & 255}`,
          range: 32,
        }),
      ),
    parent: "accessControlListId",
  },
};
