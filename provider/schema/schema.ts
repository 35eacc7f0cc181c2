import { CONFIG_KEYS, CONFIG_VALUES } from "../config";
import type { Declared, Docs, ObjectSpec, PropertySpec } from "./spec";
import { ENTITIES } from "../entities";
import type { Entity } from "../entity";
import { FUNCTIONS } from "../functions";
import { NODEJS_PACKAGE } from "../version";

/** What of a change by hand is seen, where a definition says nothing else. */
const DRIFT =
  "A refresh compares every input with the API. What was changed, removed or deleted by hand is shown, and " +
  "`pulumi up --refresh` puts it back.";

const EXAMPLE_BEGIN = "{{% examples %}}\n## Example Usage\n{{% example %}}\n";
const EXAMPLE_END = "{{% /example %}}\n{{% /examples %}}";

/** What the schema is made of besides the definitions. */
export interface SchemaParts {
  readonly docs: Docs;
  /** package.json. */
  readonly about: {
    readonly version: string;
    readonly description: string;
    readonly keywords: readonly string[];
    readonly license: string;
    readonly homepage: string;
  };
  /** The programs for each resource by its name, and `Functions` for all functions. */
  readonly examples: Readonly<Record<string, Programs>>;
}

/** A program by the names that code fences have for its languages; Pulumi shows each SDK's users the one in theirs. */
type Programs = Readonly<Record<string, string>>;

/** A resource in the schema. */
export interface ResourceSpec extends ObjectSpec {
  readonly description: string;
  readonly inputProperties: Readonly<Record<string, PropertySpec>>;
  readonly requiredInputs: readonly string[];
  readonly aliases: readonly { readonly type: string }[];
}

/** The definitions as a Pulumi package schema. */
export function packageSchema({ docs, about, examples }: SchemaParts) {
  const home = about.homepage.replace(/#.*$/, "");
  return {
    name: "sinch",
    displayName: "Sinch Elastic SIP Trunking",
    version: about.version,
    description: about.description,
    keywords: [...about.keywords, "category/network", "kind/native"],
    homepage: home,
    license: about.license,
    repository: home,
    logoUrl: `${home.replace("//github.com/", "//raw.githubusercontent.com/")}/main/docs/logo.png`,
    publisher: "pulumi-sinch",
    attribution:
      "pulumi-sinch is an independent project. Sinch is a trademark of its owner, who neither makes nor endorses it.",
    pluginDownloadURL: home.replace(/^https:\/\/github\.com\/([^/]+).*$/, "github://api.github.com/$1"),
    meta: { moduleFormat: "(.*)", supportPack: true },
    language: {
      nodejs: {
        packageName: NODEJS_PACKAGE,
        packageDescription: about.description,
        respectSchemaVersion: true,
      },
      python: { packageName: "pulumi_sinch", respectSchemaVersion: true, pyproject: { enabled: true } },
      go: {
        importBasePath: `${home.replace(/^https:\/\//, "")}/sdk/go/sinch`,
        generateResourceContainerTypes: true,
        respectSchemaVersion: true,
      },
      java: { basePackage: "io.github.pulumisinch", buildFiles: "gradle" },
      csharp: { rootNamespace: "PulumiSinch", respectSchemaVersion: true },
    },
    config: { variables: configuration() },
    provider: {
      type: "object",
      description: docs.provider,
      // What the explicit provider of the dynamic classes is.
      aliases: [{ type: "pulumi:providers:pulumi-nodejs" }],
      inputProperties: configuration(),
      properties: configuration(),
    },
    types: docs.types,
    resources: Object.fromEntries(
      ENTITIES.map((entity) => {
        const declared = declaredAs(docs, entity.name);
        const sections = { Drift: declared.drift ?? DRIFT, Import: importOf(entity) };
        const description = withUsage(declared.description, examples[entity.name], sections);
        return [`sinch:index:${entity.name}`, { description, ...resource(entity, declared, docs) }];
      }),
    ),
    functions: Object.fromEntries(
      Object.keys(FUNCTIONS).map((name) => {
        const { description, inputs, outputs } = declaredAs(docs, name);
        const properties = { ...inputs.properties, ...docs.commonArgs.properties };
        const spec = {
          description: withUsage(description, examples.Functions),
          inputs: { type: "object", properties, required: inputs.required },
          outputs: { type: "object", ...outputs },
        };
        return [`sinch:index:${name}`, spec];
      }),
    ),
  };
}

/** The package schema, as far as this repository reads it. */
export type PackageSchema = ReturnType<typeof packageSchema>;

function declaredAs(docs: Docs, name: string): Declared {
  const declared = docs.declared[name];
  if (declared === undefined) {
    throw new Error(
      `${name} has no interfaces and doc comments that could be read: an entity has them in provider/entities, a ` +
        "function in sdk/lists.ts or sdk/functions.ts",
    );
  }
  return declared;
}

function resource(
  entity: Entity,
  declared: Declared,
  { common, commonInputs }: Docs,
): Omit<ResourceSpec, "description"> {
  const own = { ...declared.inputs.properties, ...commonInputs.properties };
  const inputs = Object.entries(own).map(([key, spec]): [string, PropertySpec] => {
    const isSecret = entity.secrets.includes(key);
    const replaces = entity.replaceOn.includes(key);
    const marks = {
      ...(isSecret && { secret: true }),
      ...(replaces && { willReplaceOnChanges: true, replaceOnChanges: true }),
    };
    return [key, { ...spec, ...marks }];
  });
  const always = inputs.filter(([key, spec]) => declared.inputs.required.includes(key) || "default" in spec);
  const kept = inputs.map(([key, spec]) => {
    const parts = Object.entries(spec).filter(([part]) => part !== "default");
    return [key, Object.fromEntries(parts) as unknown as PropertySpec] as const;
  });
  return {
    inputProperties: Object.fromEntries(inputs),
    requiredInputs: declared.inputs.required,
    properties: { ...Object.fromEntries(kept), ...declared.outputs.properties, ...common.properties },
    required: [...always.map(([key]) => key), ...declared.outputs.required, ...common.required],
    aliases: [{ type: `pulumi-nodejs:dynamic/sinch:${entity.name}` }],
  };
}

/** The stack's configuration, which is an explicit provider's as well. */
function configuration() {
  const pairs = CONFIG_KEYS.map((key) => {
    const value: { variable: string; secret?: boolean; fallback?: string; what: string } = CONFIG_VALUES[key];
    const { variable, secret, fallback, what } = value;
    // A generated SDK cannot take a map out of a variable: the provider itself does.
    const type =
      key === "accounts"
        ? { type: "object", additionalProperties: { $ref: "#/types/sinch:index:Account" } }
        : { type: "string", defaultInfo: { environment: [variable] } };
    const text = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;
    return [
      key,
      {
        ...type,
        description: fallback === undefined ? text : `${text} Default: \`${fallback}\`.`,
        ...(secret && { secret }),
      },
    ] as const;
  });
  return Object.fromEntries(pairs);
}

/** How an entity gets into a stack that did not make it, or why it cannot. */
function importOf({ name, idForm, route }: Entity): string | undefined {
  if (route.form === "projectAddition") {
    return undefined;
  }
  return ["```sh", `pulumi import sinch:index:${name} example ${idForm}`, "```"].join("\n");
}

/** A description with example and sections, marked up so that Pulumi keeps a program out of other languages. */
function withUsage(
  description: string,
  example: Programs = {},
  sections: Readonly<Record<string, string | undefined>> = {},
): string {
  const fences = Object.entries(example).map(
    ([language, program]) => `\`\`\`${language}\n${generatedForm(program).trim()}\n\`\`\``,
  );
  const usage = fences.length === 0 ? [] : [EXAMPLE_BEGIN, ...fences, EXAMPLE_END];
  const headed = Object.entries(sections).flatMap(([heading, text]) =>
    text === undefined ? [] : ["", `## ${heading}`, "", text],
  );
  return [description, "", ...usage, ...headed].join("\n").trim();
}

/** A program for the dynamic classes as one for a generated SDK. */
function generatedForm(program: string): string {
  return (
    program
      .replaceAll('"pulumi-sinch"', JSON.stringify(NODEJS_PACKAGE))
      // A generated SDK has no methods; lists of the examples have one username.
      .replaceAll(/\.username\("[^"]+"\)/g, ".usernames[0]")
  );
}
