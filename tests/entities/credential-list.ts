import fc from "fast-check";
import { textOf, type JsonObject } from "../../provider/json";
import { credentialList, many } from "../faults/make";
import type { Refusal, Sample } from "./sample";
import { distinct, name, password, username } from "./values";
import { NOT_CLEAN, NOT_TEXT, each } from "./wrong-values";

const CREDENTIAL = { username: "branch01", password: "Tr0ub4dor-and-3" };
const OTHER_CREDENTIAL = { username: "branch02", password: "Correct-Horse-1" };

function credentials(...changes: JsonObject[]): JsonObject {
  return { credentials: [CREDENTIAL, ...changes.map((change) => ({ ...OTHER_CREDENTIAL, ...change }))] };
}

export const sample: Sample = {
  inputs: {
    name: "Branches",
    credentials: [CREDENTIAL, OTHER_CREDENTIAL],
  },
  accepted: () =>
    fc.record({
      name,
      credentials: distinct(fc.record({ username, password }), (one) => textOf(one["username"])),
    }),
  refusals: [
    ...each(NOT_TEXT, "name", 'such as "Branches"'),
    ...each([[], "", null, undefined, "branch01", {}], "credentials", 'such as [{ username: "branch01"'),
    ...["", null, undefined, 7, ".", "..", "  ", ...NOT_CLEAN].map((username): Refusal => [
      credentials({ username }),
      "credentials[1].username",
      'such as "branch01"',
    ]),
    ...["Short-1", "alllowercase-1", "ALLUPPERCASE-1", "NoDigitsInHere", 123456789012, {}].map(
      (password): Refusal => [credentials({ password }), "credentials[1].password", "at least 12 characters"],
    ),
    ...NOT_CLEAN.map((text): Refusal => [
      credentials({ password: text.replace("a", "Tr0ub4dor-and-3") }),
      "credentials[1].password",
      "must not begin or end with blanks",
    ]),
    ...["", null, undefined].map((password): Refusal => [
      credentials({ password }),
      "credentials[1].password",
      "must be given",
    ]),
    [
      credentials({ username: "branch01" }),
      "credentials[1]",
      'is "branch01" like credentials[0]: name each only once',
    ],
    [credentials({ user: "branch03" }), "credentials[1].user", "is not known here"],
    [{ usernames: ["branch01"], credential: [] }, "credential", "whose inputs are name, credentials"],
  ],
  faults: {
    unique: true,
    async prepare(world) {
      await credentialList(world, "Branches", "other");
      const password = "Correct7Horse";
      return {
        name: "Branches",
        credentials: ["a", "b", "c"].map((one) => ({ username: `branch-${one}`, password })),
      };
    },
    changed: () => ({
      name: "Branch offices",
      credentials: [
        { username: "branch-a", password: "Correct7Horse" },
        { username: "branch-b", password: "Battery9Staple" },
      ],
    }),
    fill: (world) => many((n) => credentialList(world, `Many ${n}`, `many-${n}`)),
  },
};
