import fc from "fast-check";
import { ENTITIES } from "../../provider/entities";
import { isObject, type Json, type JsonObject } from "../../provider/json";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { accepted } from "../entities";
import { entityOf } from "./account";

/** The texts that Pulumi sends for values that are not known yet: of any kind, bool, number, text, list, … */
const SENTINELS = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

const ACCEPTED = accepted({ sipTrunkId: "trunk", accessControlListId: "list", credentialListId: "list" });

/** The same value with some of its parts, at any depth, not known yet. */
function withUnknowns(value: Json | undefined): fc.Arbitrary<Json | undefined> {
  const inside: fc.Arbitrary<Json | undefined> = Array.isArray(value)
    ? fc.tuple(...value.map(withUnknowns)).map((items) => items as Json[])
    : isObject(value)
      ? unknownParts(value)
      : fc.constant(value);
  return fc.oneof({ weight: 2, arbitrary: inside }, { weight: 1, arbitrary: fc.constantFrom(...SENTINELS) });
}

function unknownParts(object: JsonObject): fc.Arbitrary<JsonObject> {
  const parts = Object.entries(object).map(([key, value]) => [key, withUnknowns(value)] as const);
  return fc.record(Object.fromEntries(parts));
}

function lifecycle(name: string) {
  return lifecycleOf(entityOf(name), () => {
    throw new Error("a request was due");
  });
}

test.each(ENTITIES.map(({ name }) => name))(
  "values of a %s that are not known yet never fail a check or a diff",
  (name) => {
    const inputs = ACCEPTED[name] ?? fc.constant({});
    const entity = lifecycle(name);
    fc.assert(
      fc.property(inputs, inputs.chain(unknownParts), (olds, news) => {
        const before = entity.check({}, olds).inputs;
        for (const known of [{}, before]) {
          const { inputs: checked, failures } = entity.check(known, news);
          expect(failures).toEqual([]);
          expect(() => entity.diff(before, checked)).not.toThrow();
          for (const [key, value] of Object.entries(news)) {
            if (SENTINELS.includes(value as string)) expect(checked[key]).toBe(value);
          }
        }
      }),
      { seed: 1, numRuns: 150 },
    );
  },
);

test.each(SENTINELS)("what is known beside %s is checked all the same", (unknown) => {
  const { failures } = lifecycle("SipEndpoint").check(
    {},
    { sipTrunkId: unknown, name: "SBC", address: unknown, port: 0, priority: 1 },
  );
  expect(failures.map(({ property }) => property)).toEqual(["port"]);
});

test("usernames that are not known yet make the list of usernames one that is not", () => {
  const { inputs } = lifecycle("CredentialList").check(
    {},
    { name: "Branches", credentials: [{ username: SENTINELS[2], password: "Tr0ub4dor-and-3" }] },
  );
  expect(SENTINELS).toContain(inputs["usernames"]);
});
