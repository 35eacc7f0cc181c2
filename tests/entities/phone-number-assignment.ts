import fc from "fast-check";
import { many, trunk } from "../faults/make";
import type { Sample } from "./sample";
import { flag } from "./values";
import { NOT_E164, NOT_FLAGS, NOT_IDS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    phoneNumber: "+12025550101",
    sipTrunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    takeOver: true,
  },
  accepted: ({ sipTrunkId }) =>
    fc.record({
      phoneNumber: fc.constantFrom("+12025550101", "+447700900001"),
      sipTrunkId: fc.constant(sipTrunkId),
      takeOver: flag,
    }),
  refusals: [
    ...each([...NOT_E164, "", null, undefined], "phoneNumber", 'such as "+12025550147"'),
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_FLAGS, "takeOver", "true or false"),
    [{ release: true }, "release", "whose inputs are phoneNumber, sipTrunkId, takeOver"],
  ],
  faults: {
    unique: true,
    async prepare(world) {
      await trunk(world, "Second");
      return { phoneNumber: "+12025550101", sipTrunkId: await trunk(world) };
    },
    changed: ({ phoneNumber }, world) => ({
      phoneNumber,
      sipTrunkId: world.emulator.state().trunks.find(({ name }) => name === "Second")?.id,
    }),
    fill: (world, { sipTrunkId }) =>
      many((n) =>
        world.make("/phoneNumbers", { sipTrunkId, phoneNumber: `+1303555${String(n).padStart(4, "0")}` }),
      ),
    parent: "sipTrunkId",
  },
};
