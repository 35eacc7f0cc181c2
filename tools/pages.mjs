/** The reference pages as Markdown, out of the package schema. */

/** The file name of an entity's page and example: sip-trunk for SipTrunk. */
export function kebab(name) {
  return name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}

/** The page of a resource. */
export function resourcePage({ entity, schema, examples }) {
  const resource = schema.resources[`sinch:index:${entity.name}`];
  const { text, sections } = parts(resource.description);
  const outputs = Object.entries(resource.properties).filter(([key]) => !(key in resource.inputProperties));
  return page([
    `# ${entity.name}`,
    NOTICE,
    text,
    "## Example",
    ...programs(examples, "../../"),
    "## Inputs",
    spellings([...Object.keys(resource.inputProperties), ...outputs.map(([key]) => key)]),
    inputsTable(schema, resource.inputProperties, resource.requiredInputs),
    ...nested(schema, resource.inputProperties),
    "## Outputs",
    outputsTable(schema, [["id", { type: "string", description: `\`${entity.idForm}\`.` }], ...outputs]),
    "Every input is an output as well, with its default filled in.",
    "## Import",
    ...imports(entity, sections.Import),
    "## Drift",
    sections.Drift,
  ]);
}

/** The page of the functions that read. */
export function functionsPage({ schema, examples }) {
  const functions = Object.entries(schema.functions).flatMap(([token, { description, inputs, outputs }]) => {
    const name = nameOf(token);
    return [
      `## ${name}`,
      parts(description).text,
      ...(inputs
        ? ["Arguments:", inputsTable(schema, inputs.properties, inputs.required, { change: false })]
        : []),
      "Result:",
      outputsTable(schema, Object.entries(outputs.properties), outputs.required),
    ];
  });
  const shown = new Set(
    Object.values(schema.functions).flatMap(({ outputs }) => typesIn(schema, outputs.properties)),
  );
  const types = [...shown].flatMap((token) => {
    const type = schema.types[token];
    const table = type.enum
      ? words(type)
      : outputsTable(schema, Object.entries(type.properties), type.required);
    return [`### ${nameOf(token)}`, type.description, table];
  });
  return page([
    "# Functions",
    NOTICE,
    "They read what is there, managed by a program or not. Each has two forms: `getSipTrunk(args)` is a promise and " +
      "takes plain values; `getSipTrunkOutput(args)` is an output and takes outputs of resources. Both take " +
      "`{ provider }`, a `sinch.Provider`, for another account than the stack's, and `{ parent }` for that of a component. " +
      "Pages of the API are put together. In a preview, the form with Output is not known while a resource that its " +
      "arguments come from is to be made.",
    "In other languages, of the form with Output: `get_sip_trunk_output` in Python, `LookupSipTrunkOutput` in Go (and " +
      "`GetSipTrunksOutput`: those that are named like a resource begin with Lookup), `GetSipTrunk.Invoke` in C#, " +
      "`SinchFunctions.getSipTrunk` in Java, `fn::invoke` of `sinch:getSipTrunk` in YAML.",
    "## Example",
    ...programs(examples, "../"),
    ...functions,
    "## Types",
    ...types,
  ]);
}

/** What a resource is, without its example and sections. */
export function descriptionOf(schema, name) {
  return parts(schema.resources[`sinch:index:${name}`].description).text;
}

/** What resources there are, for the README. */
export function resourcesTable({ schema, entities }) {
  const rows = entities.map(({ name, idForm }) => {
    const text = firstSentence(descriptionOf(schema, name));
    return [`[${name}](docs/resources/${kebab(name)}.md)`, text, `\`${idForm}\``];
  });
  return table(["resource", "what it is", "id"], rows);
}

/** The stack's configuration values. */
export function configurationTable({ config }) {
  const rows = Object.entries(config.variables).map(([key, { description, secret }]) => [
    `\`sinch:${key}\`${secret ? " (secret)" : ""}`,
    `\`SINCH_${key.replaceAll(/[A-Z]/g, "_$&").toUpperCase()}\``,
    description,
  ]);
  return table(["value", "environment variable", "what it is"], rows);
}

/** What the emulator serves, and how sure that is. */
export function operationsTable(operations) {
  const rows = operations.map(({ id, method, path, status, evidence }) => [
    id,
    `\`${method} ${path}\``,
    String(status),
    evidence,
  ]);
  return table(["operation", "request", "answer", "evidence"], rows);
}

/** What nobody has documented about how a call is decided: the question, its answers, and what is known of it. */
export function questionsTable(questions) {
  const rows = questions.map(({ id, text, answers: [probable, other], evidence }) => [
    `\`${id}\``,
    text,
    `**${probable}**, ${other}`,
    evidence,
  ]);
  return table(["question", "what is asked", "answers", "evidence"], rows);
}

/** What is done about each failure, for each method, out of the rules that do it. */
export function failuresTable(
  { STATUS_RULES, CONNECTION_RULES },
  { MAX_ATTEMPTS, MAX_TOTAL_WAIT_MS },
  posts,
) {
  const few = `again, ${MAX_ATTEMPTS} times in all`;
  const long = `again, for ${MAX_TOTAL_WAIT_MS / 1000} s`;
  const cells = {
    refused: () => ["fails", "fails", "fails", "fails"],
    undone: ({ isWaitedOut }) => Array(4).fill(isWaitedOut ? long : few),
    unknown: () => [few, few, few, "looked for; again if it is not there"],
    open: () => [few, few, few, "looked for; again only where the API refuses a second one"],
  };
  const twice = "asked twice";
  const special = [
    ["401", ...Array(4).fill("with a new token, once")],
    ["404 in the API's own form", twice, twice, `${twice}, then done`, `${posts} times in all`],
    ["404 in any other form", ...cells.refused()],
    ["2xx without JSON, or cut short", ...cells.unknown()],
    ["5xx or 429 of the proxy itself, instead of a tunnel", ...cells.undone({})],
    ["any other answer of the proxy itself", ...cells.refused()],
  ];
  const rows = [...STATUS_RULES, ...CONNECTION_RULES].map((rule) => [
    rule.name,
    ...cells[rule.outcome](rule),
  ]);
  return table(["answer or error", "GET", "PUT, PATCH", "DELETE", "POST"], [...special, ...rows]);
}

const LANGUAGES = { python: "Python", go: "Go", csharp: "C#", java: "Java", yaml: "YAML" };
const FENCES = { typescript: "ts" };
const NOTICE = "<!-- Made by npm run docs out of the definitions and their doc comments: change those. -->";

function inputsTable(schema, properties, required, { change = true } = {}) {
  const rows = Object.entries(properties).map(([key, spec]) => [
    `\`${key}\``,
    typeText(schema, spec),
    required.includes(key) ? "required" : defaultText(spec),
    ...(change ? [effect(spec)] : []),
    spec.description + (spec.secret ? " Kept as a secret, marked or not." : ""),
  ]);
  return table(["input", "type", "default", ...(change ? ["a change"] : []), "what it is"], rows);
}

function outputsTable(schema, properties, required) {
  const rows = properties.map(([key, spec]) => [
    `\`${key}\``,
    typeText(schema, spec) + (required && !required.includes(key) ? ", if any" : ""),
    spec.description,
  ]);
  return table(["output", "type", "what it is"], rows);
}

/** How the languages write names, by the first that shows it. */
function spellings(names) {
  const name = names.find((one) => /[A-Z]/.test(one));
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return (
    `Python has \`${snake(name)}\` for \`${name}\`, Go and C# \`${capital}\`, Java the method \`${name}()\`; ` +
    "the id is `id`, `ID()` in Go, `Id` in C#, `id()` in Java. What Pulumi prints and `ignoreChanges` have the names as here."
  );
}

function snake(name) {
  return name.replaceAll(/[A-Z]/g, "_$&").toLowerCase();
}

/** Tables of the objects that inputs are made of. */
function nested(schema, properties) {
  return typesIn(schema, properties)
    .map((token) => [token, schema.types[token]])
    .filter(([, type]) => type.type === "object")
    .flatMap(([token, type]) => [
      `### ${nameOf(token)}`,
      type.description,
      inputsTable(schema, type.properties, type.required, { change: false }),
    ]);
}

function imports({ idForm, route }, importing) {
  if (importing === undefined) return ["It cannot be imported: the API cannot read it."];
  const command = importing.replace(/^[^]*?```sh\n|\n```[^]*$/g, "");
  const adopts = "The setting exists for every country, so creating the resource takes it over just as well.";
  const which = route.form === "settingSet" ? "in every project" : `which \`GET ${listedAt(route)}\` tells`;
  return [
    `The id is \`${idForm}\`, ${which}. With the plugin: \`${command}\`. With the dynamic ` +
      "classes, for which Pulumi's own import does not work: see [importing](../how-to/adopt.md).",
    ...(route.form === "setting" ? [adopts] : []),
  ];
}

/** Where the API lists the entities of a route. */
function listedAt({ form, path, parent }) {
  const own = { accessControlList: "/accessControlLists", credentialList: "/credentialLists" };
  const under = parent === undefined ? "" : `${parent.path}/{${parent.input}}`;
  return form === "numberBinding" ? "/phoneNumbers" : (own[form] ?? `${under}${path}`);
}

function effect({ willReplaceOnChanges, description }) {
  if (willReplaceOnChanges) return "replaces";
  return /\breplaces\b/.test(description) ? "in place, or replaces: see there" : "in place";
}

function defaultText({ default: value }) {
  return value === undefined ? "" : `\`${JSON.stringify(value)}\``;
}

function typeText(schema, { type, items, $ref }) {
  if (type === "array") return `list of ${typeText(schema, items)}`;
  if ($ref === undefined) return type;
  const named = schema.types[tokenOf($ref)];
  return named.enum ? words(named) : `[${nameOf($ref)}](#${nameOf($ref).toLowerCase()})`;
}

function words({ enum: values }) {
  return values.map(({ value }) => `\`"${value}"\``).join(", ");
}

/** The named types that properties lead to, each once. */
function typesIn(schema, properties, seen = new Set()) {
  for (const spec of Object.values(properties)) {
    const token = tokenOf(spec.items?.$ref ?? spec.$ref);
    if (token === undefined || seen.has(token)) continue;
    if (schema.types[token].enum) continue;
    seen.add(token);
    typesIn(schema, schema.types[token].properties, seen);
  }
  return [...seen];
}

function tokenOf($ref) {
  return $ref?.replace("#/types/", "");
}

function nameOf(token) {
  return token.split(":").at(-1);
}

/** A description's text, and its sections by heading. */
function parts(description) {
  const [text, ...rest] = description
    .replace(/\{\{% examples %\}\}[^]*?\{\{% \/examples %\}\}/, "")
    .split(/^## /m);
  const sections = Object.fromEntries(
    rest.map((section) => {
      const [heading, ...lines] = section.split("\n");
      return [heading, lines.join("\n").trim()];
    }),
  );
  return { text: text.trim(), sections };
}

function firstSentence(text) {
  const [sentence] = text.split(/(?<=\.)\s/);
  return sentence.replace(/\.$/, "");
}

function table(headings, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A program in each language: the first as it stands, the others to be opened. */
function programs([first, ...others], root) {
  const fence = ({ language, program }) => `\`\`\`${FENCES[language] ?? language}\n${program.trim()}\n\`\`\``;
  return [
    `[${first.path}](${root}${first.path})`,
    fence(first),
    ...others.flatMap((one) => [
      `<details>\n<summary>${LANGUAGES[one.language]}</summary>`,
      fence(one),
      "</details>",
    ]),
  ];
}

function page(blocks) {
  return `${blocks.join("\n\n")}\n`;
}
