import fc from "fast-check";
import { textOf } from "../../provider/json";
import { accessControlList, many, trunk } from "../faults/make";
import type { Sample } from "./sample";
import { NOT_IDS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    accessControlListId: "01JZ6QE2C5D7F9G1H3J6K8M0NP",
  },
  accepted: ({ sipTrunkId, accessControlListId }) => fc.constant({ sipTrunkId, accessControlListId }),
  refusals: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_IDS, "accessControlListId", "such as `list.id`"),
    [{ enabled: true }, "enabled", "whose inputs are sipTrunkId, accessControlListId"],
  ],
  faults: {
    unique: true,
    async prepare(world) {
      return {
        sipTrunkId: await trunk(world),
        accessControlListId: await accessControlList(world, "Office"),
      };
    },
    without: { update: "a link is there or not" },
    fill: (world, { sipTrunkId }) =>
      many(async (n) => {
        const id = await accessControlList(world, `Many ${n}`);
        await world.make(`/trunks/${textOf(sipTrunkId)}/accessControlLists`, { accessControlListIds: [id] });
      }),
    parent: "sipTrunkId",
  },
};
