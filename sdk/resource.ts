import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_KEY, dynamicLoader, dynamicType } from "../provider/adapters/dynamic-type";
import type { Entity } from "../provider/entity";
import { indexReason, indexedList } from "../provider/ignored-indexes";
import { refusePlainSecret } from "./configuration";
import { refuseDuplicate } from "./duplicates";
import { refuseUnloadable } from "./loadable";
import { warnOfOddities, warnOfTimeouts } from "./warnings";

/** A value whose every part may be an output of another resource. */
export type Inputs<Value> = pulumi.Input<
  Value extends string
    ? Completed<Value>
    : Value extends readonly (infer Element)[]
      ? Inputs<Element>[]
      : Value extends object
        ? { [Key in keyof Value]: Inputs<Value[Key]> }
        : Value
>;

/**
 * One of a few words, which editors complete, or any text: a table or the configuration has no more to give. The check
 * refuses what is none of the words.
 */
type Completed<Word extends string> = string extends Word ? Word : Word | (string & {});

type Given<Values> = { [Key in keyof Values]: Inputs<Values[Key]> };

/** The inputs of an entity as a program gives them. */
export type Args<EntityInputs> = Given<EntityInputs> & Given<CommonInputs>;

/** The inputs and outputs of an entity as a program gets them. */
export type Outputs<State> = { readonly [Key in keyof State]-?: pulumi.Output<State[Key]> };

/** What every resource takes besides its own inputs. */
export interface CommonInputs {
  /**
   * The name of an account in `sinch:accounts`; left out, it is the account that `sinch:projectId` names. It may change
   * to another name of the same project; a resource never moves to another project.
   */
  account?: string;
}

/** What every resource has besides its own inputs and outputs. */
export interface CommonOutputs {
  /** The id of the Sinch project in which the resource was made. */
  projectId: string;
}

/** The constructor of a resource class. */
export interface ResourceClass<EntityInputs, EntityOutputs, Methods = object> {
  // Each parameter has its own comment: with `@param`, editors would show those in place of the class's `@example`.
  new (
    /** The name in the Pulumi program, unique among the resources of its kind. */
    name: string,
    /** The inputs. */
    args: Args<EntityInputs>,
    /** Pulumi's options; `provider` takes a `sinch.Provider`. */
    opts?: pulumi.CustomResourceOptions,
  ): pulumi.CustomResource & Outputs<EntityInputs & CommonInputs & EntityOutputs & CommonOutputs> & Methods;

  /**
   * Reads an entity that exists already, without managing it.
   *
   * @param id the id in the form that the resource's page names
   * @throws when there is no such entity
   */
  get<Resource>(
    this: new (name: string, args: never, opts?: pulumi.CustomResourceOptions) => Resource,
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): Resource;
}

/**
 * The resource class of an entity: what Pulumi's own `dynamic.Resource` registers, but for the provider's code.
 * In its place stands a constant text that loads this package, so that states stay small, show no diff when the
 * package is upgraded, and hold no code that could grow old.
 */
export function resourceClass<EntityInputs, EntityOutputs, Methods extends object = object>(
  entity: Entity<EntityInputs, EntityOutputs>,
  methods?: Methods,
): ResourceClass<EntityInputs, EntityOutputs, Methods> {
  const type = dynamicType(entity.name);
  const loader = dynamicLoader(entity.name);
  const outputs = Object.fromEntries(
    [...entity.outputs, "projectId", "account"].map((key) => [key, undefined]),
  );

  class SinchResource extends pulumi.CustomResource {
    static override readonly name: string = entity.name;

    constructor(name: string, args: pulumi.Inputs | undefined, opts: pulumi.CustomResourceOptions = {}) {
      refuseUnloadable();
      refusePlainSecret();
      refuseDuplicate(entity, name, args, opts);
      refuseIndexes(entity, opts.ignoreChanges);
      refuseImport(entity.name, opts.import);
      const secrets = entity.secrets.filter((key) => args?.[key] !== undefined);
      const wrapped = Object.fromEntries(secrets.map((key) => [key, pulumi.secret<unknown>(args?.[key])]));
      // Pulumi notes a stack with each of a resource's promises, to debug its own leaks: a quarter of the time that
      // a program takes.
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 0;
      try {
        super(
          type,
          name,
          { ...outputs, ...args, ...wrapped, [PROVIDER_KEY]: loader },
          pulumi.mergeOptions(
            {
              // What is retained does not give its name up: the new one is refused before anything goes.
              deleteBeforeReplace: entity.deleteBeforeReplace && opts.retainOnDelete !== true,
              additionalSecretOutputs: [...entity.secrets],
            },
            opts,
          ),
        );
      } catch (error) {
        Error.stackTraceLimit = limit;
        if (error instanceof Error) Error.captureStackTrace(error, new.target);
        throw error;
      } finally {
        Error.stackTraceLimit = limit;
      }
      if (opts.id === undefined) warnOfOddities(entity, args, this);
      if (opts.customTimeouts !== undefined) warnOfTimeouts(this);
    }

    static get(
      name: string,
      id: pulumi.Input<pulumi.ID>,
      opts?: pulumi.CustomResourceOptions,
    ): SinchResource {
      return new this(name, undefined, { ...opts, id });
    }
  }
  // Not by a class that extends this one: Pulumi would take its constructor for the program's own line.
  Object.assign(SinchResource.prototype, methods);
  return SinchResource as unknown as ResourceClass<EntityInputs, EntityOutputs, Methods>;
}

/** @throws pulumi.RunError for the import option, which Pulumi cannot carry out for a dynamic resource */
function refuseImport(className: string, id: pulumi.Input<pulumi.ID> | undefined): void {
  if (id !== undefined) {
    throw new pulumi.RunError(
      `the import option does not work for the Node.js class ${className}: let \`pulumi-sinch adopt\` write an import ` +
        "file and give it to `pulumi import --file` (docs/how-to/adopt.md)",
    );
  }
}

/** @throws pulumi.RunError for an index into a list whose order means nothing, before anything is registered */
function refuseIndexes(entity: { readonly unordered?: object }, paths: readonly string[] = []): void {
  for (const path of paths) {
    const list = indexedList(entity, path);
    if (list !== undefined) {
      throw new pulumi.RunError(indexReason(list, path));
    }
  }
}
