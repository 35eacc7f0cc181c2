/** What a schema of any library has for others to use it: zod, Valibot, ArkType (standardschema.dev). */
export interface Schema<Out = unknown> {
  readonly "~standard": {
    readonly validate: (value: unknown) => Outcome<Out> | Promise<Outcome<Out>>;
  };
}

type Outcome<Out> =
  { readonly value: Out; readonly issues?: undefined } | { readonly issues: readonly Issue[] };

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether an export is a schema. */
export function isSchema(value: unknown): value is Schema {
  const standard = (value as Partial<Schema> | null | undefined)?.["~standard"];
  return typeof standard?.validate === "function";
}

/** A row as the program's function gets it, or why it does not. */
export async function rowBySchema(
  schema: Schema | undefined,
  row: object,
): Promise<{ readonly row: unknown } | { readonly refused: string }> {
  if (schema === undefined) return { row };
  const outcome = await schema["~standard"].validate(row);
  return outcome.issues === undefined
    ? { row: outcome.value }
    : { refused: outcome.issues.map(textOf).join("; ") };
}

function textOf({ path = [], message }: Issue): string {
  const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
  return [keys.join("."), message].filter((part) => part !== "").join(" ");
}
