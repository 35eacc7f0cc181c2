/* What is read out of the sources, spelled as Pulumi's package schema has it. */

/** A type as Pulumi's package schema spells it. */
export type TypeSpec =
  | { readonly type: "string" | "integer" | "number" | "boolean" }
  | { readonly type: "array"; readonly items: TypeSpec }
  | { readonly $ref: string };

/** A property as Pulumi's package schema spells it. */
export type PropertySpec = TypeSpec & {
  readonly description: string;
  readonly default?: string | number | boolean;
};

/** Properties of an interface, and those that are always there. */
export interface ObjectSpec {
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}

/** A type that has a name of its own. */
export type NamedTypeSpec = { readonly description: string } & (
  ({ readonly type: "object" } & ObjectSpec) | { readonly type: "string"; readonly enum: { value: string }[] }
);

/** What `defineEntity<Inputs, Outputs>(…)` or `reader<Args, Result>(…)` declares. */
export interface Declared {
  readonly description: string;
  /** What `@drift` says: which changes by hand are seen and which not. */
  readonly drift?: string;
  readonly inputs: ObjectSpec;
  readonly outputs: ObjectSpec;
}

/** All that the sources say. */
export interface Docs {
  /** By the name of the resource or function. */
  readonly declared: Readonly<Record<string, Declared>>;
  /** By token. */
  readonly types: Readonly<Record<string, NamedTypeSpec>>;
  /** What every resource has besides its own outputs. */
  readonly common: ObjectSpec;
  /** What every resource takes besides its own inputs. */
  readonly commonInputs: ObjectSpec;
  /** What every function takes besides its own arguments. */
  readonly commonArgs: ObjectSpec;
  /** What the class `Provider` says of itself. */
  readonly provider: string;
}
