import fc from "fast-check";
import type { z } from "zod";
import { ENTITIES } from "../../provider/entities";
import { fields } from "../../provider/fields";
import type { Json, JsonObject } from "../../provider/json";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { accepted, INPUTS } from "../entities";
import { entityOf } from "./account";

const ACCEPTED = accepted({ sipTrunkId: "trunk", accessControlListId: "list", credentialListId: "list" });
const RUNS = { seed: 1, numRuns: 100 };

function lifecycle(name: string) {
  return lifecycleOf(entityOf(name), () => {
    throw new Error("a request was due");
  });
}

function checked(name: string, news: JsonObject, olds: JsonObject = {}): JsonObject {
  const { inputs, failures } = lifecycle(name).check(olds, news);
  expect(failures).toEqual([]);
  return inputs;
}

describe.each(ENTITIES.map(({ name }) => name))("for all accepted inputs of a %s", (name) => {
  const inputs = ACCEPTED[name] ?? fc.constant({});

  test("a second check changes nothing, and there is no difference to themselves", () => {
    fc.assert(
      fc.property(inputs, (news) => {
        const once = checked(name, news);
        expect(checked(name, once)).toStrictEqual(once);
        expect(checked(name, once, once)).toStrictEqual(once);
        expect(lifecycle(name).diff(once, once).replaces).toEqual([]);
      }),
      RUNS,
    );
  });

  test("what a check puts out is plain JSON: no undefined, no null", () => {
    fc.assert(
      fc.property(inputs, (news) => {
        const once = checked(name, news);
        expect(JSON.parse(JSON.stringify(once))).toStrictEqual(once);
        expect(JSON.stringify(once)).not.toContain(":null");
      }),
      RUNS,
    );
  });
});

test.each([
  ["AccessControlList", "ipRanges"],
  ["CredentialList", "credentials"],
  ["CountryPermissions", "countries"],
])("a %s keeps its %s in the order of the program", (name, key) => {
  const lists = (ACCEPTED[name] ?? fc.constant({})).map((news) => checked(name, news));
  const shuffled = lists.chain((before) => {
    const list = before[key] as Json[];
    const others = fc.shuffledSubarray(list, { minLength: list.length });
    return fc.tuple(fc.constant(before), others);
  });
  fc.assert(
    fc.property(shuffled, ([before, other]) => {
      expect(checked(name, { ...before, [key]: other }, before)[key]).toStrictEqual(other);
    }),
    RUNS,
  );
});

test.each(Object.entries(INPUTS))(
  "what is left out of a %s, null, empty or its default means the same",
  (name, inputs) => {
    for (const key of Object.keys(inputs)) {
      const without = Object.fromEntries(Object.entries(inputs).filter(([one]) => one !== key));
      const { inputs: absent, failures } = lifecycle(name).check({}, without);
      if (failures.length > 0) continue;
      for (const nothing of [null, "", undefined, absent[key]]) {
        expect(checked(name, { ...without, [key]: nothing })).toStrictEqual(absent);
      }
    }
  },
);

test("the length of a prefix and a description may be left out of a range in every way", () => {
  const ranges = [{}, { range: 32 }, { range: null, description: null }, { description: "" }];
  for (const range of ranges) {
    const ipRanges = [{ ipAddress: "192.0.2.1", ...range }] as Json;
    expect(checked("AccessControlList", { name: "Office", ipRanges })).toStrictEqual({
      name: "Office",
      enabled: true,
      ipRanges: [{ ipAddress: "192.0.2.1", range: 32 }],
    });
  }
});

const text = fc.string().map((one) => `x${one}x`);
const anyCase = (words: string[]) =>
  fc.constantFrom(...words).chain((word) => fc.mixedCase(fc.constant(word)));

/** Each schema of a single input, and values that it accepts. */
const FIELDS: Record<keyof typeof fields, [schema: z.ZodType, values: fc.Arbitrary<unknown>]> = {
  text: [fields.text("x"), text],
  optionalText: [fields.optionalText("x"), fc.option(fc.oneof(text, fc.constant("")))],
  id: [fields.id("x"), fc.stringMatching(/^[A-Z0-9]{26}$/)],
  flag: [fields.flag(true), fc.boolean()],
  hostName: [fields.hostName(), anyCase(["acme-voice", "a", "a.b-c.d9"])],
  sipAddress: [
    fields.sipAddress(),
    fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), anyCase(["SBC_1.example.com"])),
  ],
  e164: [fields.e164(), fc.stringMatching(/^\+[1-9][0-9]{1,14}$/)],
  prefix: [fields.prefix(), fc.oneof(text, fc.stringMatching(/^[0-9]{1,15}$/))],
  port: [fields.port(), fc.integer({ min: 1, max: 65535 })],
  priority: [fields.priority(), fc.integer({ min: 1, max: 2147483647 })],
  prefixLength: [fields.prefixLength(), fc.integer({ min: 1, max: 32 })],
  ipv4: [fields.ipv4(), fc.ipV4()],
  isoCountry: [fields.isoCountry(), anyCase(["SE", "US"])],
  countries: [fields.countries(), fc.uniqueArray(anyCase(["SE", "US"]))],
  optionalCountries: [fields.optionalCountries(), fc.option(fc.uniqueArray(anyCase(["SE", "US"])))],
  oneOf: [fields.oneOf(["UDP", "TCP"]), anyCase(["UDP", "TCP"])],
  username: [fields.username(), text],
  password: [fields.password(), fc.string({ minLength: 9 }).map((one) => `x${one}aA1`)],
  listOf: [fields.listOf({ port: fields.port() }, "x"), fc.constant([{ port: 1 }, { port: 2 }])],
  optional: [fields.optional(fields.port()), fc.constantFrom(undefined, null, "", 5060)],
  defaulted: [fields.defaulted(fields.port(), 5060), fc.constantFrom(undefined, null, "", 5061)],
};

test.each(Object.entries(FIELDS))(
  "a value of %s that is kept as JSON and read again is the same",
  (_name, [schema, values]) => {
    fc.assert(
      fc.property(values, (value) => {
        const kept = schema.parse(value);
        expect(schema.parse(kept === undefined ? undefined : JSON.parse(JSON.stringify(kept)))).toStrictEqual(
          kept,
        );
      }),
      RUNS,
    );
  },
);
