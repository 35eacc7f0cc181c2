import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_KEYS } from "../../provider/config";
import { readDocs } from "../../provider/schema/doc-comments";
import type { ObjectSpec, PropertySpec } from "../../provider/schema/spec";
import { ENTITIES } from "../../provider/entities";
import { fields } from "../../provider/fields";
import { FUNCTIONS } from "../../provider/functions";
import { packageSchema, type SchemaParts } from "../../provider/schema/schema";

const ROOT = join(__dirname, "..", "..");

const schema = packageSchema({
  docs: readDocs(ROOT),
  about: JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as SchemaParts["about"],
  examples: {
    SipTrunk: { typescript: 'import * as sinch from "pulumi-sinch";\n', python: "import pulumi_sinch\n" },
  },
});

/** What has no description, as paths such as `SipTrunk.hostName`. */
function undescribed(name: string, { properties }: Partial<ObjectSpec>): string[] {
  return Object.entries(properties ?? {})
    .filter(([, { description }]) => description === "")
    .map(([key]) => `${name}.${key}`);
}

test("every resource, function, type and property says what it is", () => {
  const named = { ...schema.resources, ...schema.functions, ...schema.types };
  const missing = [
    ...Object.entries(named).flatMap(([name, { description }]) => (description === "" ? [name] : [])),
    ...Object.entries(schema.resources).flatMap(([name, one]) => [
      ...undescribed(name, one),
      ...undescribed(name, { properties: one.inputProperties }),
    ]),
    ...Object.entries(schema.functions).flatMap(([name, { inputs, outputs }]) => [
      ...undescribed(name, inputs),
      ...undescribed(name, outputs),
    ]),
    ...Object.entries(schema.types).flatMap(([name, type]) => undescribed(name, type as Partial<ObjectSpec>)),
  ];
  expect(missing).toEqual([]);
});

test("a property that nobody described would be named", () => {
  const properties = { hostName: { type: "string", description: "" } as const };
  expect(undescribed("SipTrunk", { properties, required: [] })).toEqual(["SipTrunk.hostName"]);
});

test("every entity and every function is in the schema", () => {
  expect(Object.keys(schema.resources)).toEqual(ENTITIES.map(({ name }) => `sinch:index:${name}`));
  expect(Object.keys(schema.functions)).toEqual(Object.keys(FUNCTIONS).map((name) => `sinch:index:${name}`));
  expect(Object.keys(schema.config.variables)).toEqual(CONFIG_KEYS);
});

describe.each(ENTITIES)("$name", (entity) => {
  const resource = schema.resources[`sinch:index:${entity.name}`];
  if (resource === undefined) throw new Error("it is not in the schema");
  const { inputProperties } = resource;
  const schemas = Object.entries(entity.inputs(fields));
  const specOf = (key: string): PropertySpec => inputProperties[key] ?? { type: "string", description: "" };

  test("has the inputs of the definition, in its order", () => {
    expect(Object.keys(inputProperties)).toEqual([...schemas.map(([key]) => key), "account"]);
  });

  test("requires the inputs that the definition requires, and has its defaults", () => {
    const asked = schemas.map(([key, schema]) => [key, schema.safeParse(undefined)] as const);
    const required = asked.filter(([, { success }]) => !success).map(([key]) => key);
    const defaults = asked.map(([key, { data }]) => [key, data as unknown]);
    expect(resource.requiredInputs).toEqual(required);
    expect(schemas.map(([key]) => [key, specOf(key).default])).toEqual(defaults);
  });

  test("has whole numbers where the definition refuses others", () => {
    const numbers = schemas.filter(([, schema]) => schema.safeParse(1).success);
    const types = numbers.map(([key]) => [
      key,
      "type" in specOf(key) && (specOf(key) as { type: string }).type,
    ]);
    const wanted = numbers.map(([key, schema]) => [
      key,
      schema.safeParse(1.5).success ? "number" : "integer",
    ]);
    expect(types).toEqual(wanted);
  });

  test("has the outputs of the definition, and moves a dynamic resource over", () => {
    const outputs = Object.keys(resource.properties).filter((key) => !(key in inputProperties));
    expect(outputs).toEqual([...entity.outputs, "projectId"]);
    const always = outputs.filter((key) => key !== "enabledBefore");
    expect(resource.required).toEqual(expect.arrayContaining(always));
    expect(resource.aliases).toEqual([{ type: `pulumi-nodejs:dynamic/sinch:${entity.name}` }]);
  });

  test("marks what is secret and what replaces, in inputs and outputs", () => {
    for (const properties of [inputProperties, resource.properties]) {
      const marked = (mark: string): string[] =>
        Object.keys(properties).filter((key) => mark in (properties[key] ?? {}));
      expect(marked("secret")).toEqual(entity.secrets);
      expect(marked("replaceOnChanges").sort()).toEqual([...entity.replaceOn].sort());
    }
  });
});

test("an example speaks of the generated packages, each language in a part of its own", () => {
  const { description } = schema.resources["sinch:index:SipTrunk"] ?? { description: "" };
  expect(description).toContain(
    [
      '{{% example %}}\n\n```typescript\nimport * as sinch from "@pulumi-sinch/sinch";\n```',
      "```python\nimport pulumi_sinch\n```\n{{% /example %}}",
    ].join("\n"),
  );
});

test("words that stand for a default are told, values are given", () => {
  const properties = schema.functions["sinch:index:getCalls"]?.inputs.properties;
  expect(properties?.createdTo).toEqual({ type: "string", description: "The latest start. Default: now." });
});
