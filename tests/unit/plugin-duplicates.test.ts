import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { resourceOperations } from "../../provider/adapters/plugin/resources";
import { canBeTwice } from "../../provider/declared-twice";
import { ENTITIES } from "../../provider/entities";
import type { JsonObject } from "../../provider/json";
import { INPUTS } from "../entities";
import { UNKNOWN_TEXT } from "../support/plugin-client";
import { useAccount } from "./account";

/*
 * One link, country or number declared twice in one program of another language: no class is there to refuse it, so the
 * check of the plugin does.
 */

const account = useAccount();
const KINDS = ENTITIES.filter(({ route }) => canBeTwice(route)).map(({ name }) => name);

/** A run of the plugin: what it finds wrong with the declarations, one after the other. */
function run(): (kind: string, name: string, inputs: JsonObject) => Promise<string[]> {
  const { clock, options } = account();
  const silent = () => undefined;
  const operations = resourceOperations({ clock, say: silent, warn: silent });
  const { keyId, keySecret, projectId, apiUrl, authUrl, numbersUrl } = options;
  const configuration = new messages.ConfigureRequest();
  configuration.setArgs(structOf({ keyId, keySecret, projectId, apiUrl, authUrl, numbersUrl }));
  operations.configure(configuration);
  return async (kind, name, inputs) => {
    const request = new messages.CheckRequest();
    request.setUrn(`urn:pulumi:test::acme::sinch:index:${kind}::${name}`);
    request.setNews(structOf(inputs));
    const failures = (await operations.check(request)).getFailuresList();
    return failures.map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
  };
}

test.each(KINDS)("a %s that is declared twice is refused with both names", async (kind) => {
  const declare = run();
  const inputs = INPUTS[kind] ?? {};
  expect(await declare(kind, "a", inputs)).toEqual([]);
  expect(await declare(kind, "b", inputs)).toEqual([
    `: the ${kind} "b" means the same as "a": when one of them is removed, what both mean would be taken down, so ` +
      "keep one of them",
  ]);
});

test.each(KINDS)("a %s that the engine checks again, as before a replacement, is accepted", async (kind) => {
  const declare = run();
  for (const time of ["first", "second"]) {
    expect([time, ...(await declare(kind, "a", INPUTS[kind] ?? {}))]).toEqual([time]);
  }
});

test("entities that get an id of the API's own may be declared with the same inputs", async () => {
  const declare = run();
  for (const { name } of ENTITIES.filter(({ route }) => !canBeTwice(route))) {
    for (const one of ["a", "b"])
      expect([name, ...(await declare(name, one, INPUTS[name] ?? {}))]).toEqual([name]);
  }
});

test("two sets of countries are the same whatever they list", async () => {
  const declare = run();
  expect(await declare("CountryPermissions", "a", { countries: ["SE"] })).toEqual([]);
  expect(await declare("CountryPermissions", "b", { countries: ["US"] })).toEqual([
    expect.stringContaining('the CountryPermissions "b" means the same as "a"'),
  ]);
});

test("links that are not known yet are not compared", async () => {
  const declare = run();
  const inputs = { sipTrunkId: UNKNOWN_TEXT, accessControlListId: "list" };
  expect(await declare("TrunkAccessControlList", "a", inputs)).toEqual([]);
  expect(await declare("TrunkAccessControlList", "b", inputs)).toEqual([]);
});

test.each([
  ["CountryPermission", { isoCode: "SE", enabled: true }, "CountryPermissions", { countries: ["US"] }],
  ["CountryPermissions", { countries: ["US"] }, "CountryPermission", { isoCode: "SE", enabled: true }],
])("a %s %j beside a %s is refused with both ways out", async (kind, inputs, other, inputsOfOther) => {
  const declare = run();
  expect(await declare(kind, "a", inputs)).toEqual([]);
  expect(await declare(other, "b", inputsOfOther)).toEqual([
    expect.stringMatching(/remove (this|that) CountryPermission, or put "SE" into ignore/),
  ]);
});

function structOf(values: object): Struct {
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}
