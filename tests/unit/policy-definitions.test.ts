import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policy/rules";
import { typeOf } from "../../stack/type";
import { rulesTable } from "../../policy/table";

test("names are unique and say what is wrong in words joined by hyphens", () => {
  const names = RULES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
});

test("every rule has a source and a sentence, every parameter a default and a sentence", () => {
  for (const { name, source, description, parameters } of RULES) {
    expect([name, source]).toEqual([name, expect.stringMatching(/\S{3}/)]);
    expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z].*\.$/)]);
    for (const parameter of Object.values(parameters)) {
      expect(parameter).toMatchObject({ default: expect.anything() as unknown });
      expect(parameter.description).toMatch(/^[A-Z].*\.$/);
    }
  }
});

test("docs/policy.md has the table of the rules, as policy/table.ts makes it", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "policy.md"), "utf8");
  expect(page.split("\n").filter((line) => line.startsWith("| "))).toEqual(rulesTable().split("\n"));
});

test.each([
  ["pulumi-nodejs:dynamic/sinch:SipTrunk", "SipTrunk"],
  ["sinch:index:SipTrunk", "SipTrunk"],
  ["sinch:index/sipTrunk:SipTrunk", "SipTrunk"],
  ["pulumi-nodejs:dynamic/other:SipTrunk", undefined],
  ["sinch:index:SecureTrunk", undefined],
  ["pulumi:pulumi:Stack", undefined],
])("the type %s is of the entity %s", (type, kind) => {
  expect(typeOf(type)?.kind).toBe(kind);
});
