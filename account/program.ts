import type { z } from "zod";
import { fields } from "../provider/fields";
import type { Held } from "../provider/inventory";
import { objectsOf, textOf, type Json } from "../provider/json";
import type { Adopted } from "./adoption";
import { Expression, stringText, typescript, variableName, type Value } from "./typescript-text";

/** What a program is written for. */
export interface ProgramOptions {
  readonly projectId: string;
  /** The npm package with the resource classes. */
  readonly packageName: string;
  /** Whether resources are protected from deletion. */
  readonly protect: boolean;
  /** The name of the account, where it has one. */
  readonly account?: string;
}

/**
 * A complete TypeScript program that declares adopted entities as they are. Inputs with the documented default are
 * left out; other adopted entities are referred to instead of naming their ids.
 */
export function programText(adopted: readonly Adopted[], options: ProgramOptions): string {
  const variables = variablesOf(adopted);
  const declarations = adopted.map((one) => declaration(one, variables, options));
  return [
    `import * as sinch from ${stringText(options.packageName)};`,
    "",
    `// What \`pulumi-sinch adopt\` found in project ${stringText(options.projectId)}. The import file that was written`,
    "// with it brings the same resources into a stack. Inputs that are left out have the documented default.",
    ...(adopted.some(({ held }) => held.entity.name === "CredentialList") ? PASSWORDS : []),
    ...(options.protect ? PROTECTION : []),
    "",
    declarations.join("\n"),
  ].join("\n");
}

const PASSWORDS = [
  "// The API does not tell passwords: they are left as they are until a program names them, as secrets.",
];

const PROTECTION = [
  "",
  "// While this is so, no resource below can be deleted by mistake.",
  "const adopted = { protect: true };",
];

/** A variable for each entity that another one refers to. */
function variablesOf(adopted: readonly Adopted[]): Map<Held, string> {
  const targets = new Set(adopted.flatMap(({ references }) => references.map(({ target }) => target)));
  const taken = new Set<string>();
  return new Map(
    adopted
      .filter(({ held }) => targets.has(held))
      .map(({ held, name }) => [held, variableName(name, held.entity.name, taken)]),
  );
}

function declaration(
  { held, name, references }: Adopted,
  variables: ReadonlyMap<Held, string>,
  { protect: isProtected, packageName, account }: ProgramOptions,
): string {
  const { entity, inputs } = held;
  const schemas: Readonly<Record<string, z.ZodType>> = entity.inputs(fields);
  const args = Object.fromEntries(
    Object.entries(schemas).flatMap(([key, schema]): [string, Value][] => {
      const value = inputs[key];
      if (value === undefined || isDefault(schema, value)) {
        return [];
      }
      const target = references.find(({ input }) => input === key)?.target;
      const variable = target && variables.get(target);
      return [[key, variable ? new Expression(reference(variable, { target, value }, packageName)) : value]];
    }),
  );
  const variable = variables.get(held);
  const start = `${variable ? `const ${variable} = ` : ""}new sinch.${entity.name}(${stringText(name)}, `;
  const end = `${isProtected ? ", adopted" : ""});`;
  return (
    start +
    typescript(
      { ...args, ...(account !== undefined && { account }) },
      { before: start.length + end.length },
    ) +
    end
  );
}

/** Another entity's id; or its username, where that is what the input is: by its name, since an index would move. */
function reference(
  variable: string,
  { target: { entity, state }, value }: { target: Held; value: Json },
  packageName: string,
): string {
  const isUsername = objectsOf(state.credentials).some(({ username }) => textOf(username) === value);
  if (entity.name !== "CredentialList" || !isUsername) {
    return `${variable}.id`;
  }
  const username = stringText(textOf(value));
  return packageName === "pulumi-sinch"
    ? `${variable}.username(${username})`
    : `${variable}.usernames.apply((all) => all.find((one) => one === ${username}))`;
}

function isDefault(schema: z.ZodType, value: Json): boolean {
  const absent = schema.safeParse(undefined);
  return absent.success && JSON.stringify(absent.data) === JSON.stringify(value);
}
