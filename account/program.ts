import type { Held } from "../provider/inventory";
import type { Adopted } from "./adoption";
import {
  argsWith,
  declarationOf,
  statement,
  targetsOf,
  type Declaration,
  type ProgramOptions,
} from "./declarations";
import { stringText, variableName } from "./typescript-text";

/** A complete TypeScript program, in one file, that declares adopted entities as they are. */
export function programText(adopted: readonly Adopted[], options: ProgramOptions): string {
  const declarations = adopted.map((one) => declarationOf(one, options));
  const variables = variablesOf(declarations);
  return [
    sinchImport(options),
    "",
    ...introduction(declarations, options),
    ...(options.protect ? ["", ...PROTECTION, "const adopted = { protect: true };"] : []),
    "",
    declarations.map((one) => declarationText(one, variables, options)).join("\n"),
  ].join("\n");
}

/** The line that every file with resources begins with. */
export function sinchImport({ packageName }: ProgramOptions): string {
  return `import * as sinch from ${stringText(packageName)};`;
}

/** What somebody should know who reads the program. */
export function introduction(
  declarations: readonly Declaration[],
  { projectId }: ProgramOptions,
): readonly string[] {
  return [
    `// What \`pulumi-sinch adopt\` found in project ${stringText(projectId)}. The import file that was written`,
    "// with it brings the same resources into a stack. Inputs that are left out have the documented default.",
    ...(declarations.some(({ held }) => held.entity.name === "CredentialList") ? PASSWORDS : []),
  ];
}

const PASSWORDS = [
  "// The API does not tell passwords: they are left as they are until a program names them, as secrets.",
];

export const PROTECTION = ["// While this is so, no resource below can be deleted by mistake."];

/** A variable for each entity that another one refers to. */
export function variablesOf(declarations: readonly Declaration[]): Map<Held, string> {
  const targets = new Set(declarations.flatMap(targetsOf));
  const taken = new Set<string>();
  return new Map(
    declarations
      .filter(({ held }) => targets.has(held))
      .map(({ held, name }) => [held, variableName(name, held.entity.name, taken)]),
  );
}

/** The statement for one resource, into its variable where it has one. */
export function declarationText(
  one: Declaration,
  variables: ReadonlyMap<Held, string>,
  { protect, packageName, isExported = false }: ProgramOptions & { isExported?: boolean },
): string {
  const variable = variables.get(one.held);
  return statement(
    one.held.entity.name,
    {
      name: one.name,
      args: argsWith(one, variables, packageName),
      ...(variable !== undefined && { variable: `${isExported ? "export " : ""}const ${variable}` }),
    },
    { protect },
  );
}
