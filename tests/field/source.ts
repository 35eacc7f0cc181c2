import { isReference, type Declaration, type Given, type Place, type Program } from "./engine/program";

/** A program as JavaScript, for the real CLI; `sinch` and `pulumi` are there. */
export function sourceOf(program: Program): string {
  const places = program.flatMap((one) => [one, ...(one.aliases ?? [])]);
  const components = [...new Set(places.flatMap(({ component }) => component ?? []))];
  return [
    "const component = {}, made = {};",
    ...components.map(
      (name) => `component.${name} = new pulumi.ComponentResource("acme:${name}", "${name.toLowerCase()}");`,
    ),
    ...program.map(declared),
  ].join("\n");
}

function declared(declaration: Declaration): string {
  const {
    key,
    type,
    name,
    component,
    inputs,
    aliases = [],
    ignoreChanges = [],
    dependsOn = [],
  } = declaration;
  const options = [
    component === undefined ? "" : `parent: component.${component}`,
    aliases.length > 0 ? `aliases: [${aliases.map(alias).join(", ")}]` : "",
    ignoreChanges.length > 0 ? `ignoreChanges: ${JSON.stringify(ignoreChanges)}` : "",
    dependsOn.length > 0 ? `dependsOn: [${dependsOn.map((other) => `made.${other}`).join(", ")}]` : "",
  ];
  const given = options.filter((option) => option !== "").join(", ");
  const args = COMPARED.has(type) ? computed(inputs) : written(inputs);
  return `made.${key} = new sinch.${type}("${name}", ${args}, { ${given} });`;
}

/** Kinds of which a class refuses a second declaration in plain values, or by the same output. */
const COMPARED = new Set([
  "PhoneNumberAssignment",
  "CountryPermission",
  "TrunkAccessControlList",
  "TrunkCredentialList",
]);

/** Inputs that no class can compare before they are known. */
function computed(inputs: Declaration["inputs"]): string {
  const pairs = Object.entries(inputs).map(
    ([key, given]) => `${key}: pulumi.output(${written(given)}).apply((value) => value)`,
  );
  return `{ ${pairs.join(", ")} }`;
}

function alias({ name, component }: Place): string {
  const parent = component === undefined ? "pulumi.rootStackResource" : `component.${component}`;
  return `{ name: "${name}", parent: ${parent} }`;
}

function written(given: Given): string {
  if (typeof given !== "object") return JSON.stringify(given);
  if (isReference(given)) {
    const path = given.at.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
    return `made.${given.to}${path.join("")}`;
  }
  if (Array.isArray(given)) return `[${given.map((one: Given) => written(one)).join(", ")}]`;
  const pairs = Object.entries(given).map(([key, inner]: [string, Given]) => `${key}: ${written(inner)}`);
  return `{ ${pairs.join(", ")} }`;
}
