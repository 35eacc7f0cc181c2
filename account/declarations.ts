import type { z } from "zod";
import { fields } from "../provider/fields";
import type { Held } from "../provider/inventory";
import { objectsOf, textOf, type Json } from "../provider/json";
import type { Adopted } from "./adoption";
import { Expression, stringText, typescript, type Value } from "./typescript-text";

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

/** An input that is another declared resource's id, or one of the usernames of a declared list. */
export class Link {
  constructor(
    readonly target: Held,
    readonly username: string | undefined,
  ) {}

  /**
   * As an expression, of the variable that the target has. A username is looked up by its name, since an index would
   * move.
   *
   * @param username the username as TypeScript
   */
  expression(variable: string, packageName: string, username = stringText(this.username ?? "")): Expression {
    if (this.username === undefined) {
      return new Expression(`${variable}.id`);
    }
    return new Expression(
      packageName === "pulumi-sinch"
        ? `${variable}.username(${username})`
        : `${variable}.usernames.apply((all) => all.find((one) => one === ${username}) ?? ${username})`,
    );
  }
}

/** A resource as a program declares it. */
export interface Declaration {
  readonly held: Held;
  readonly name: string;
  /** Inputs with the documented default are left out. */
  readonly args: Readonly<Record<string, Json | Link>>;
}

/** How an adopted entity is declared; other adopted entities are referred to instead of naming their ids. */
export function declarationOf({ held, name, references }: Adopted, { account }: ProgramOptions): Declaration {
  const schemas: Readonly<Record<string, z.ZodType>> = held.entity.inputs(fields);
  const args = Object.entries(schemas).flatMap(([key, schema]): [string, Json | Link][] => {
    const value = held.inputs[key];
    if (value === undefined || isDefault(schema, value)) {
      return [];
    }
    const target = references.find(({ input }) => input === key)?.target;
    return [[key, target ? linkTo(target, value) : value]];
  });
  return { held, name, args: { ...Object.fromEntries(args), ...(account !== undefined && { account }) } };
}

/** The entities that a declaration refers to. */
export function targetsOf({ args }: Declaration): Held[] {
  return Object.values(args).flatMap((value) => (value instanceof Link ? [value.target] : []));
}

/** The statement that declares a resource: `name` and `args` as they stand in the program. */
export function statement(
  kind: string,
  { name, args, variable = "" }: { name: Value; args: Readonly<Record<string, Value>>; variable?: string },
  { protect: isProtected, indent = "" }: { protect: boolean; indent?: string },
): string {
  const start = `${indent}${variable && `${variable} = `}new sinch.${kind}(${typescript(name)}, `;
  const end = `${isProtected ? ", adopted" : ""});`;
  return start + typescript(args, { before: start.length + end.length, indent }) + end;
}

/** The inputs with expressions in the place of links; what has no variable is not declared in this program. */
export function argsWith(
  { args }: Declaration,
  variables: ReadonlyMap<Held, string>,
  packageName: string,
): Record<string, Value> {
  const inPlace = (value: Json | Link): Value =>
    value instanceof Link ? value.expression(variables.get(value.target) ?? "", packageName) : value;
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, inPlace(value)]));
}

function linkTo(target: Held, value: Json): Link {
  const isUsername = objectsOf(target.state.credentials).some(({ username }) => textOf(username) === value);
  return new Link(target, target.entity.name === "CredentialList" && isUsername ? textOf(value) : undefined);
}

function isDefault(schema: z.ZodType, value: Json): boolean {
  const absent = schema.safeParse(undefined);
  return absent.success && JSON.stringify(absent.data) === JSON.stringify(value);
}
