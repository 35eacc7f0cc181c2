import fc from "fast-check";
import { textOf } from "../../provider/json";
import { credentialList, many, trunk } from "../faults/make";
import type { Sample } from "./sample";
import { NOT_IDS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    credentialListId: "01JZ6QH8R1S3T5V7W9X2Y4Z6AB",
  },
  accepted: ({ sipTrunkId, credentialListId }) => fc.constant({ sipTrunkId, credentialListId }),
  refusals: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_IDS, "credentialListId", "such as `list.id`"),
    [{ enabled: true }, "enabled", "whose inputs are sipTrunkId, credentialListId"],
  ],
  faults: {
    unique: true,
    async prepare(world) {
      return {
        sipTrunkId: await trunk(world),
        credentialListId: await credentialList(world, "Branches", "branch-a"),
      };
    },
    without: { update: "a link is there or not" },
    fill: (world, { sipTrunkId }) =>
      many(async (n) => {
        const id = await credentialList(world, `Many ${n}`, `many-${n}`);
        await world.make(`/trunks/${textOf(sipTrunkId)}/credentialLists`, { credentialListIds: [id] });
      }),
    parent: "sipTrunkId",
  },
};
