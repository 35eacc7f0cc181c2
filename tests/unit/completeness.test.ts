import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";
import { FUNCTIONS } from "../../provider/functions";
import * as sinch from "../../sdk";
import { accepted, INPUTS } from "../entities";

const REPOSITORY = join(__dirname, "..", "..");

/** Which function lists an entity. */
const LISTED_BY: Readonly<Record<string, string | undefined>> = {
  SipTrunk: "getSipTrunks",
  SipEndpoint: "getSipEndpoints",
  AccessControlList: "getAccessControlLists",
  IpRange: "getAccessControlLists",
  CredentialList: "getCredentialLists",
  CallBlockingRule: "getCallBlockingRules",
  CountryPermission: "getCountryPermissions",
  PhoneNumberAssignment: "getPhoneNumbers",
  TrunkAccessControlList: "nothing: a program reads the lists themselves",
  TrunkCredentialList: "nothing: a program reads the lists themselves",
  Project: "nothing: the API cannot list projects",
};

function textOfFolder(folder: string): string {
  const directory = join(REPOSITORY, folder);
  const names = readdirSync(directory).filter((name) => name.endsWith(".ts"));
  return names.map((name) => readFileSync(join(directory, name), "utf8")).join("\n");
}

test("every entity has what belongs to it", () => {
  const sdk = readFileSync(join(REPOSITORY, "sdk", "index.ts"), "utf8");
  const upTests = textOfFolder("tests/up");
  const arbitraries = accepted({ sipTrunkId: "", accessControlListId: "", credentialListId: "" });
  const classNames = Object.values(sinch).map((value) => value.name);
  const missing = ENTITIES.flatMap(({ name }) => {
    const lister = LISTED_BY[name] ?? "";
    const parts: [isThere: boolean, what: string][] = [
      [name in sinch, `class ${name} in sdk/index.ts`],
      [classNames.includes(name), `a class that is named ${name}`],
      [sdk.includes(`export type ${name}Args = `), `type ${name}Args in sdk/index.ts`],
      [name in INPUTS, `right inputs of a ${name} in tests/unit/inputs.ts`],
      [name in arbitraries, `accepted inputs of a ${name} in tests/unit/accepted.ts`],
      [upTests.includes(`sinch.${name}(`), `a test of sinch.${name} with the Pulumi CLI in tests/up`],
      [
        lister in FUNCTIONS || lister.startsWith("nothing:"),
        `a function that lists ${name}, in provider/functions.ts`,
      ],
    ];
    return parts.filter(([isThere]) => !isThere).map(([, what]) => what);
  });
  expect(missing).toEqual([]);
});

test("every function is exported in both forms", () => {
  const wanted = Object.keys(FUNCTIONS).flatMap((name) => [name, `${name}Output`]);
  expect(wanted.filter((name) => !(name in sinch))).toEqual([]);
});
