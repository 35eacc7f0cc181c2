import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate, TOOLS } from "../support/tool";

/* Which releases are refused: each case changes what the last release has recorded, and is told what of it breaks. */

const FIXTURES = join(TOOLS, "..", "tests", "fixtures");
const COMPATIBILITY = join("release", "compatibility.mjs");
const BREAKS = join("release", "breaks.mjs");

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(FIXTURES, ...path), "utf8"));

interface Fields {
  properties: Record<string, Record<string, unknown>>;
  required: string[];
}
interface Resource extends Fields {
  inputProperties: Fields["properties"];
  requiredInputs: string[];
  aliases: object[];
}
interface Schema {
  language: Record<string, Record<string, string>>;
  config: { variables: Fields["properties"] };
  provider: Resource;
  resources: Record<string, Resource>;
  functions: Record<string, { inputs: Fields; outputs: Fields }>;
  types: Record<string, Fields & { enum?: { value: string }[] }>;
}
type Exports = Record<string, string[]>;

const recorded = (): { schema: Schema; exports: Exports } => ({
  schema: read("release", "schema.json") as Schema,
  exports: read("release", "exports.json") as Exports,
});

function breaksAfter(change: (release: { schema: Schema; exports: Exports }) => void): unknown {
  const [last, now] = [recorded(), recorded()];
  change(now);
  const releases = { lastSchema: last.schema, lastExports: last.exports, ...now };
  return evaluate(BREAKS, `tool.breaks(${JSON.stringify(releases)})`);
}

/** One of a schema's, which the fixture has. */
function of<T>(all: Record<string, T>, name: string): T {
  const found = all[`sinch:index:${name}`] ?? all[name];
  if (found === undefined) throw new Error(`the fixture has no ${name}`);
  return found;
}
const trunk = ({ resources }: Schema): Resource => of(resources, "SipTrunk");
const without = (list: string[], name: string): string[] => list.filter((one) => one !== name);

test.each<[string, (schema: Schema) => unknown, string[]]>([
  ["nothing", () => undefined, []],
  [
    "a resource that is gone",
    ({ resources }) => delete resources["sinch:index:Project"],
    ["resource Project is gone"],
  ],
  [
    "a function that is gone",
    ({ functions }) => delete functions["sinch:index:getCalls"],
    ["function getCalls is gone"],
  ],
  ["a type that is gone", ({ types }) => delete types["sinch:index:Money"], ["type Money is gone"]],
  [
    "an input that is gone",
    (schema) => delete trunk(schema).inputProperties.enableCallForward,
    ["input enableCallForward of SipTrunk is gone"],
  ],
  [
    "an output that is gone",
    (schema) => delete trunk(schema).properties.domain,
    ["output domain of SipTrunk is gone"],
  ],
  [
    "an input of another type",
    (schema) => (trunk(schema).inputProperties.callForwardNumber = { type: "integer" }),
    ["input callForwardNumber of SipTrunk is of the type integer, where it was string"],
  ],
  [
    "an output of another type",
    (schema) => (trunk(schema).properties.domain = { type: "array", items: { type: "string" } }),
    ["output domain of SipTrunk is of the type list of string, where it was string"],
  ],
  [
    "an optional input that must be given",
    (schema) => trunk(schema).requiredInputs.push("callForwardNumber"),
    ["input callForwardNumber of SipTrunk must be given now"],
  ],
  [
    "a new input that must be given",
    (schema) => {
      trunk(schema).inputProperties.region = { type: "string" };
      trunk(schema).requiredInputs.push("region");
    },
    ["input region of SipTrunk is new and must be given"],
  ],
  [
    "an output that may be missing",
    (schema) => (trunk(schema).required = without(trunk(schema).required, "domain")),
    ["output domain of SipTrunk may be missing now"],
  ],
  [
    "another default",
    (schema) => (trunk(schema).inputProperties.enableCallForward = { type: "boolean", default: true }),
    ["input enableCallForward of SipTrunk has the default true, where it was false"],
  ],
  [
    "states of the dynamic classes that are not taken over",
    (schema) => (trunk(schema).aliases = []),
    ["SipTrunk is not found in states that have it as pulumi-nodejs:dynamic/sinch:SipTrunk any more"],
  ],
  [
    "an argument of a function that must be given",
    ({ functions }) => of(functions, "getCalls").inputs.required.push("direction"),
    ["input direction of getCalls must be given now"],
  ],
  [
    "a configuration key that is gone",
    ({ config }) => delete config.variables.authMethod,
    ["input authMethod of configuration is gone"],
  ],
  [
    "an argument of the provider that is gone",
    ({ provider }) => delete provider.inputProperties.authMethod,
    ["input authMethod of Provider is gone"],
  ],
  [
    "a value of an enumeration that is gone",
    ({ types }) => of(types, "SipEndpointTransport").enum?.shift(),
    ["value UDP of SipEndpointTransport is gone"],
  ],
  [
    "a package with another name",
    ({ language }) => (of(language, "python").packageName = "sinch"),
    ["the package for python is sinch, where it was pulumi_sinch"],
  ],
])("%s: what breaks is named", (_name, change, expected) => {
  expect(breaksAfter(({ schema }) => change(schema))).toEqual(expected);
});

test("what a type of a result may lack breaks, and what it has more does not", () => {
  const change = ({ schema }: { schema: Schema }): void => {
    const money = of(schema.types, "Money");
    money.properties.exponent = { type: "integer" };
    money.required = ["exponent", ...without(money.required, "amount")];
  };
  expect(breaksAfter(change)).toEqual(["output amount of Money may be missing now"]);
});

test("a field that must be given breaks a type that is given", () => {
  const change = ({ schema }: { schema: Schema }): unknown =>
    of(schema.types, "IpRangeOfList").required.push("description");
  expect(breaksAfter(change)).toEqual(["input description of IpRangeOfList must be given now"]);
});

test("additions pass: resources, optional inputs, outputs, values, keys and names", () => {
  const additions = ({ schema, exports }: { schema: Schema; exports: Exports }): void => {
    schema.resources["sinch:index:FaxMachine"] = trunk(schema);
    trunk(schema).inputProperties.region = { type: "string" };
    trunk(schema).properties.region = { type: "string" };
    trunk(schema).required.push("region");
    trunk(schema).requiredInputs = without(trunk(schema).requiredInputs, "hostName");
    schema.config.variables.region = { type: "string" };
    of(schema.types, "SipEndpointTransport").enum?.push({ value: "QUIC" });
    exports["pulumi-sinch"]?.push("FaxMachine");
    exports["pulumi-sinch/fax"] = ["fax"];
  };
  expect(breaksAfter(additions)).toEqual([]);
});

test("a name or an entry of the npm package that is gone is named with what imported it", () => {
  const change = ({ exports }: { exports: Exports }): void => {
    exports["pulumi-sinch"] = without(exports["pulumi-sinch"] ?? [], "getCalls");
    delete exports["pulumi-sinch/policy"];
  };
  expect(breaksAfter(change)).toEqual([
    'getCalls cannot be imported from "pulumi-sinch" any more',
    '"pulumi-sinch/policy" cannot be imported any more',
  ]);
});

describe("recorded states", () => {
  const states = ["dynamic", "plugin"].map((provider) => {
    const { deployment } = read("0.1.0", provider, "state.json") as { deployment: { resources: object[] } };
    return { from: "0.1.0", resources: deployment.resources };
  });
  const lostAfter = (change: (release: { schema: Schema; exports: Exports }) => void): unknown => {
    const now = recorded();
    change(now);
    return evaluate(BREAKS, `tool.stateBreaks(${JSON.stringify({ states, ...now })})`);
  };

  test("are read by what there is", () => {
    expect(lostAfter(() => undefined)).toEqual([]);
  });

  test("are lost with a type, a property, or what the text in them loads", () => {
    const change = ({ schema, exports }: { schema: Schema; exports: Exports }): void => {
      delete schema.resources["sinch:index:Project"];
      delete trunk(schema).properties.topLevelDomain;
      exports["pulumi-sinch/runtime"] = [];
    };
    const lost = lostAfter(change);
    expect(lost).toContain("states of 0.1.0 have the type sinch:index:Project, which there is not any more");
    expect(lost).toContain(
      "states of 0.1.0 have topLevelDomain of sinch:index:SipTrunk, which there is not any more",
    );
    expect(lost).toContain(
      'states of 0.1.0 load exports.handler=()=>require("pulumi-sinch/runtime").provider("SipTrunk"), which there is not any more',
    );
  });
});

describe("the verdict", () => {
  const verdict = (found: object): { status: number; lines: string[] } =>
    evaluate(
      COMPATIBILITY,
      `tool.verdict(${JSON.stringify({ broken: [], lost: [], lastVersion: "1.2.3", changelog: "", ...found })})`,
    ) as { status: number; lines: string[] };
  const broken = ["input region of SipTrunk is gone"];
  const announced = "**Breaking:** input region of\n  SipTrunk is gone: use `country`.";

  test("on a release that breaks nothing is good", () => {
    expect(verdict({ version: "1.2.4" }).status).toBe(0);
  });

  test("on a minor version that breaks names the version and the line that are needed", () => {
    const { status, lines } = verdict({ broken, version: "1.3.0", changelog: "## 1.3.0\n\n- New.\n" });
    expect(status).toBe(1);
    expect(lines).toContain("Only 2.0.0 or later may break the above: package.json says 1.3.0.");
    expect(lines).toContain('CHANGELOG.md needs under "## 1.3.0", each with what to write instead:');
    expect(lines.at(-1)).toBe("  - **Breaking:** input region of SipTrunk is gone");
  });

  test.each([
    ["1.2.3", "2.0.0", 0],
    ["1.2.3", "1.10.0", 1],
    ["0.9.1", "0.10.0", 0],
    ["0.9.1", "0.9.2", 1],
  ])("on what breaks %s and is announced in %s has the status %s", (lastVersion, version, status) => {
    const changelog = `## ${version}\n\n- ${announced}\n`;
    expect(verdict({ broken, lastVersion, version, changelog }).status).toBe(status);
  });

  test("on a major version that says nothing of what breaks is a refusal", () => {
    expect(verdict({ broken, version: "2.0.0", changelog: "## 2.0.0\n\n- New.\n" }).status).toBe(1);
  });

  test("on a state that cannot be read is a refusal in any version", () => {
    expect(verdict({ lost: ["states of 1.0.0 have …"], version: "2.0.0" }).status).toBe(1);
  });

  test.each([
    ["1.1.0", "1.2.0", true, true],
    ["1.2.0", "1.2.0", false, true],
    ["1.2.0", "1.2.0", true, false],
    ["1.0.0", "1.2.0", false, false],
  ])("what is recorded of %s fits %s (a release: %s): %s", (lastVersion, version, isRelease, fits) => {
    const changelog = "## Unreleased\n\n## 1.2.0\n\n- B.\n\n## 1.1.0\n\n- A.\n";
    const found = JSON.stringify({ lastVersion, version, isRelease, changelog });
    expect(evaluate(COMPATIBILITY, `tool.notRecorded(${found}).length === 0`)).toBe(fits);
  });
});

test("this version breaks nothing of the last release, and the tag of another one is refused", () => {
  const check = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(TOOLS, COMPATIBILITY), ...args], { encoding: "utf8" });
  const { status, stdout, stderr } = check();
  expect({ status, stdout, stderr }).toMatchObject({ status: 0, stderr: "" });
  expect(check("v9.9.9")).toMatchObject({ status: 1 });
  expect(check("--nothing")).toMatchObject({ status: 2 });
  expect(check("--help")).toMatchObject({ status: 0 });
});
