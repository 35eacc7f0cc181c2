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
  return `made.${key} = new sinch.${type}("${name}", ${written(inputs)}, { ${given} });`;
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
