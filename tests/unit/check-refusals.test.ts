import type { JsonObject } from "../../provider/json";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { INPUTS, SAMPLES } from "../entities";
import type { Refusal } from "../entities/sample";
import { entityOf } from "./account";

const REFUSALS: readonly [name: string, refusals: readonly Refusal[]][] = Object.entries(SAMPLES).map(
  ([name, { inputs, refusals }]) => [name, [...refusals, ...ofEvery(inputs)]],
);

/** What is refused of every entity: an object where there is none, and an input that there is not. */
function ofEvery(inputs: JsonObject): Refusal[] {
  const keys = Object.keys(inputs);
  const unknown: Refusal = [{ colour: "red" }, "colour", `whose inputs are ${keys.slice(0, 2).join(", ")}`];
  return [...keys.map((key): Refusal => [{ [key]: {} }, key, "must be"]), unknown];
}

/** Without a client: a check that made a request would throw. */
function check(name: string, inputs: JsonObject) {
  const noClient = () => {
    throw new Error("a check asked for the client");
  };
  return lifecycleOf(entityOf(name), noClient).check({}, inputs);
}

test.each(Object.entries(INPUTS))("right inputs of a %s are accepted as they are", (name, inputs) => {
  const { inputs: checked, failures } = check(name, inputs);
  expect(failures).toEqual([]);
  expect(checked).toMatchObject(inputs);
});

describe.each(REFUSALS)("a %s", (name, refusals) => {
  test.each(refusals)(
    "with %j is refused, with %s named and what is right: %s",
    (change, property, right) => {
      const { failures } = check(name, { ...INPUTS[name], ...change });
      expect(failures.map((failure) => failure.property)).toEqual([property]);
      expect(failures[0]?.reason).toContain(right);
    },
  );
});

test("everything that is wrong is named at once", () => {
  const { failures } = check("SipEndpoint", {
    sipTrunkId: "trunk",
    port: 0,
    transport: "SCTP",
    colour: "red",
  });
  expect(failures.map(({ property }) => property)).toEqual([
    "name",
    "port",
    "transport",
    "priority",
    "colour",
  ]);
  expect(failures[0]?.reason).toMatch(/^is required and must be/);
});

test.each(["Weak-pass-no", "short-1A", "Tr0ub4dor"])(
  "the password %s is refused without being printed",
  (password) => {
    const { failures } = check("CredentialList", {
      name: "Branches",
      credentials: [{ username: "branch01", password }],
    });
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures)).not.toContain(password);
  },
);

test("a reason is a clause: it begins with a small letter and ends without a full stop", () => {
  for (const [name, refusals] of REFUSALS) {
    for (const [change] of refusals) {
      for (const { reason } of check(name, { ...INPUTS[name], ...change }).failures) {
        expect(reason).toMatch(/^[a-z].*[^.]$/s);
      }
    }
  }
});
