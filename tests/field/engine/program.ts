import { isObject, type Json, type JsonObject } from "../../../provider/json";
import { UNKNOWN } from "../../../provider/unknown";
import type { FrontEnd } from "./provider";
import type { Resource } from "./resource";

/** An output of another resource of the program. */
export interface Reference {
  /** The key of its declaration. */
  readonly to: string;
  /** Where in its outputs; `["id"]` is its id. */
  readonly at: readonly (string | number)[];
}

/** What a program gives for an input. */
export type Given =
  string | number | boolean | Reference | readonly Given[] | { readonly [key: string]: Given };

/** A resource as a program declares it. */
export interface Declaration {
  /** What references call it; Pulumi never sees it. */
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** The component that it stands in, which is a part of its URN. */
  readonly component?: string;
  readonly inputs: Readonly<Record<string, Given>>;
  /** Where it stood before it was renamed or moved. */
  readonly aliases?: readonly Place[];
  readonly ignoreChanges?: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly replacementTrigger?: string;
}

/** Where a resource stands in a program: parts of its URN. */
export interface Place {
  readonly name: string;
  readonly component?: string | undefined;
}

/** A program: declarations, each after those that it refers to. */
export type Program = readonly Declaration[];

/** The stack that a program is run in. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/** A declaration as the engine is asked to register it, references resolved. */
export interface Goal {
  readonly urn: string;
  readonly type: string;
  readonly inputs: JsonObject;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges: readonly string[];
  readonly replacementTrigger: Json | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
}

/** What a registration answered, as far as the program may use it. */
export type Registered =
  | { readonly kind: "there"; readonly resource: Resource }
  /** Not made since it was not targeted: its outputs are unknown. */
  | { readonly kind: "skipped"; readonly urn: string }
  /** Refused, in an update that goes on: what refers to it is missing. */
  | { readonly kind: "failed"; readonly urn: string };

export function urnOf(
  { project, stack }: StackName,
  frontEnd: FrontEnd,
  { type: entityName, name, component }: Place & Pick<Declaration, "type">,
): string {
  const type = frontEnd.typeOf(entityName);
  const qualified = component === undefined ? type : `acme:${component}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function isReference(given: Given): given is Reference {
  return typeof given === "object" && "to" in given && "at" in given;
}

/** The keys of the declarations that a value refers to. */
export function referencesIn(given: Given): string[] {
  if (typeof given !== "object") return [];
  return isReference(given) ? [given.to] : Object.values(given).flatMap(referencesIn);
}

/** The keys of the declarations that must be registered before one. */
export function needs({ inputs, dependsOn = [] }: Declaration): string[] {
  return [...Object.values(inputs).flatMap(referencesIn), ...dependsOn];
}

/** The goal of a declaration, once all that it needs is registered. */
export function goalOf(
  declaration: Declaration,
  { name, frontEnd, registered, isPreview }: GoalContext,
): Goal {
  const urnsOf = (keys: readonly string[]): string[] =>
    [...new Set(keys)].flatMap((key) => {
      const found = registered.get(key);
      return found === undefined ? [] : found.kind === "there" ? [found.resource.urn] : [found.urn];
    });
  const entries = Object.entries(declaration.inputs);
  const values = entries.map(([key, given]) => [key, resolve(given, registered, isPreview)] as const);
  return {
    urn: urnOf(name, frontEnd, declaration),
    type: declaration.type,
    inputs: {
      ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
      ...frontEnd.classInputs(declaration.type),
    },
    dependencies: urnsOf(needs(declaration)),
    propertyDependencies: Object.fromEntries(
      entries.map(([key, given]) => [key, urnsOf(referencesIn(given))] as const),
    ),
    ignoreChanges: declaration.ignoreChanges ?? [],
    replacementTrigger: declaration.replacementTrigger,
    deleteBeforeReplace: frontEnd.deleteBeforeReplace(declaration.type),
  };
}

interface GoalContext {
  readonly name: StackName;
  readonly frontEnd: FrontEnd;
  readonly registered: ReadonlyMap<string, Registered>;
  readonly isPreview: boolean;
}

function resolve(
  given: Given,
  registered: ReadonlyMap<string, Registered>,
  isPreview: boolean,
): Json | undefined {
  if (typeof given !== "object") return given;
  if (isReference(given)) {
    const found = registered.get(given.to);
    if (found?.kind === "skipped") return UNKNOWN;
    if (found?.kind !== "there") return undefined;
    const { id, outputs } = found.resource;
    const value = given.at[0] === "id" ? id || undefined : partOf(outputs, given.at);
    // What the answer lacks is unknown at a preview, and undefined otherwise.
    return value ?? (isPreview ? UNKNOWN : undefined);
  }
  if (Array.isArray(given)) return given.map((one: Given) => resolve(one, registered, isPreview) ?? null);
  const pairs = Object.entries(given).map(
    ([key, inner]: [string, Given]) => [key, resolve(inner, registered, isPreview)] as const,
  );
  return Object.fromEntries(pairs);
}

function partOf(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined || value === UNKNOWN) return value;
  if (Array.isArray(value)) return partOf(value[Number(key)], rest);
  return isObject(value) ? partOf(value[key], rest) : undefined;
}
