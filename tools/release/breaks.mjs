/** What a release takes from those who have the one before, each as a sentence. Nothing here reads or runs anything. */

/** How each language names the package: a program imports it by that. */
const PACKAGE_NAMES = ["packageName", "importBasePath", "basePackage", "rootNamespace"];

/**
 * @param {object} releases
 * @param {object} releases.lastSchema the package schema of the last release, and `schema` that of this one
 * @param {Record<string, string[]>} releases.lastExports what could be imported from each entry of the npm package,
 *   and `exports` what can be now
 * @returns {string[]} what breaks; additions do not
 */
export function breaks({ lastSchema, schema, lastExports, exports }) {
  return [
    ...languageBreaks(lastSchema.language, schema.language),
    ...inputBreaks("configuration", { properties: lastSchema.config.variables }, schema.config.variables, []),
    ...bothBreaks("Provider", lastSchema.provider, schema.provider),
    ...eachLast(lastSchema.resources, schema.resources, "resource", (name, last, now) => [
      ...bothBreaks(name, last, now),
      ...aliasBreaks(name, last, now),
    ]),
    ...eachLast(lastSchema.functions, schema.functions, "function", (name, last, now) => [
      ...inputBreaks(name, last.inputs ?? {}, now.inputs?.properties, now.inputs?.required),
      ...outputBreaks(name, last.outputs ?? {}, now.outputs?.properties, now.outputs?.required),
    ]),
    ...typeBreaks(lastSchema, schema),
    ...exportBreaks(lastExports, exports),
  ];
}

/**
 * What this release does not know of states that earlier ones have left.
 *
 * @param {object} recorded
 * @param {{ from: string, resources: object[] }[]} recorded.states
 * @param {object} recorded.schema
 * @param {Record<string, string[]>} recorded.exports
 */
export function stateBreaks({ states, schema, exports }) {
  const classes = new Map();
  for (const [token, resource] of Object.entries(schema.resources)) {
    for (const { type } of [{ type: token }, ...(resource.aliases ?? [])]) classes.set(type, resource);
  }
  const found = states.flatMap(({ from, resources }) =>
    resources
      .filter(({ type }) => !type.startsWith("pulumi:"))
      .flatMap(({ type, inputs, outputs }) => {
        const known = classes.get(type);
        if (known === undefined)
          return [`states of ${from} have the type ${type}, which there is not any more`];
        const { __provider: code, ...values } = { ...inputs, ...outputs };
        const lost = Object.keys(values).filter(
          (key) => !(key in known.properties) && !(key in known.inputProperties),
        );
        return [
          ...lost.map((key) => `states of ${from} have ${key} of ${type}, which there is not any more`),
          ...codeBreaks(from, code, exports),
        ];
      }),
  );
  return [...new Set(found)];
}

/** The text in the state of a dynamic resource, with which every refresh and delete loads the package. */
function codeBreaks(from, code, exports) {
  if (code === undefined) return [];
  const [, entry, name] = /require\("([^"]+)"\)\.(\w+)\(/.exec(code) ?? [];
  return exports[entry]?.includes(name)
    ? []
    : [`states of ${from} load ${code}, which there is not any more`];
}

function languageBreaks(last = {}, now = {}) {
  return Object.entries(last).flatMap(([language, names]) =>
    PACKAGE_NAMES.filter((key) => names[key] !== now[language]?.[key]).map(
      (key) => `the package for ${language} is ${now[language]?.[key]}, where it was ${names[key]}`,
    ),
  );
}

/** What a resource or the provider takes and gives. */
function bothBreaks(name, last, now) {
  return [
    ...inputBreaks(
      name,
      { properties: last.inputProperties, required: last.requiredInputs },
      now.inputProperties,
      now.requiredInputs,
    ),
    ...outputBreaks(name, last, now.properties, now.required),
  ];
}

function inputBreaks(owner, { properties: last = {}, required: mandatory = [] }, now = {}, required = []) {
  const changed = Object.entries(last).flatMap(([key, spec]) => {
    const input = `input ${key} of ${owner}`;
    if (now[key] === undefined) return [`${input} is gone`];
    return [
      ...anotherType(input, spec, now[key]),
      ...(required.includes(key) && !mandatory.includes(key) ? [`${input} must be given now`] : []),
      // A program that is silent means the default, so another one changes what is deployed.
      ...(JSON.stringify(spec.default) === JSON.stringify(now[key].default)
        ? []
        : [`${input} has the default ${now[key].default}, where it was ${spec.default}`]),
    ];
  });
  const added = required.filter((key) => last[key] === undefined);
  return [...changed, ...added.map((key) => `input ${key} of ${owner} is new and must be given`)];
}

function outputBreaks(owner, { properties: last = {}, required: always = [] }, now = {}, required = []) {
  return Object.entries(last).flatMap(([key, spec]) => {
    const output = `output ${key} of ${owner}`;
    if (now[key] === undefined) return [`${output} is gone`];
    return [
      ...anotherType(output, spec, now[key]),
      ...(always.includes(key) && !required.includes(key) ? [`${output} may be missing now`] : []),
    ];
  });
}

function anotherType(what, last, now) {
  const [before, after] = [typeText(last), typeText(now)];
  return before === after ? [] : [`${what} is of the type ${after}, where it was ${before}`];
}

/** `{ type: "array", items: { $ref: "#/types/sinch:index:Money" } }` → `list of Money`. */
function typeText({ $ref, type, items, additionalProperties, oneOf }) {
  if (oneOf) return oneOf.map(typeText).join(" or ");
  if ($ref) return $ref.split(":").at(-1);
  if (items) return `list of ${typeText(items)}`;
  return additionalProperties ? `map of ${typeText(additionalProperties)}` : type;
}

/** A type is judged as what it is used for: a new input that must be given breaks nobody who only reads it. */
function typeBreaks(lastSchema, schema) {
  const [given, read] = [usedTypes(lastSchema, INPUTS), usedTypes(lastSchema, OUTPUTS)];
  return eachLast(lastSchema.types, schema.types, "type", (name, last, now, token) => {
    const values = (now.enum ?? []).map(({ value }) => value);
    return [
      ...(last.enum ?? [])
        .filter(({ value }) => !values.includes(value))
        .map(({ value }) => `value ${value} of ${name} is gone`),
      ...(given.has(token) ? inputBreaks(name, last, now.properties, now.required) : []),
      ...(read.has(token) ? outputBreaks(name, last, now.properties, now.required) : []),
    ];
  });
}

const INPUTS = ({ config, provider, resources, functions }) => [
  ...[config.variables, provider.inputProperties],
  ...Object.values(resources).map(({ inputProperties }) => inputProperties),
  ...Object.values(functions).map(({ inputs }) => inputs),
];
const OUTPUTS = ({ provider, resources, functions }) => [
  provider.properties,
  ...Object.values(resources).map(({ properties }) => properties),
  ...Object.values(functions).map(({ outputs }) => outputs),
];

/** The types that are named in some part of a schema, and those that these name. */
function usedTypes(schema, part) {
  const found = new Set();
  const look = (value) => {
    for (const [, token] of JSON.stringify(value ?? null).matchAll(/"#\/types\/([^"]+)"/g)) {
      if (found.has(token)) continue;
      found.add(token);
      look(schema.types[token]);
    }
  };
  look(part(schema));
  return found;
}

function aliasBreaks(name, { aliases = [] }, now) {
  const known = (now.aliases ?? []).map(({ type }) => type);
  return aliases
    .filter(({ type }) => !known.includes(type))
    .map(({ type }) => `${name} is not found in states that have it as ${type} any more`);
}

function exportBreaks(last, now) {
  return Object.entries(last).flatMap(([entry, names]) => {
    if (now[entry] === undefined) return [`"${entry}" cannot be imported any more`];
    return names
      .filter((name) => !now[entry].includes(name))
      .map((name) => `${name} cannot be imported from "${entry}" any more`);
  });
}

/** Compares what the last release had, by token, with what there is now; what is gone is said. */
function eachLast(last = {}, now = {}, kind, compare) {
  return Object.entries(last).flatMap(([token, one]) => {
    const name = token.split(":").at(-1);
    if (now[token] === undefined) return [`${kind} ${name} is gone`];
    return compare(name, one, now[token], token);
  });
}
