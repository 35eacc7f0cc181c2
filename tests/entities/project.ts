import fc from "fast-check";
import type { Sample } from "./sample";
import { NOT_IDS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: { project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921" },
  accepted: () => fc.record({ project: fc.uuid() }),
  refusals: [
    ...each(NOT_IDS, "project", "such as `6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921`"),
    [{ name: "Voice" }, "name", "whose inputs are project"],
  ],
  faults: {
    unique: true,
    prepare: () => Promise.resolve({ project: "another-project" }),
    without: {
      read: "the API has no call for it, so read makes no request",
      update: "the only input replaces the resource",
      delete: "the API has no call for it, so delete makes no request",
      list: "the API has no call for it",
    },
  },
};
