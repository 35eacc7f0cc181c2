import type { JsonObject } from "../../../provider/json";

/** What the engine asks a provider process, with what it passes along. */
export interface EngineProvider {
  /** Whether it is asked for creations and updates at a preview; if not, inputs are taken for the outputs. */
  readonly supportsPreview: boolean;
  readonly check: (urn: string, request: { olds: JsonObject; news: JsonObject }) => Promise<CheckAnswer>;
  readonly diff: (urn: string, request: DiffRequest) => Promise<DiffAnswer>;
  /** Makes a resource, or foretells at a preview what would be there. @throws InitError */
  readonly create: (
    urn: string,
    request: { inputs: JsonObject; isPreview: boolean },
  ) => Promise<CreateAnswer>;
  readonly read: (urn: string, request: ReadRequest) => Promise<ReadAnswer>;
  /** @throws InitError */
  readonly update: (urn: string, request: UpdateRequest) => Promise<JsonObject>;
  readonly delete: (urn: string, request: ReadRequest) => Promise<void>;
}

export interface CheckAnswer {
  readonly inputs: JsonObject;
  readonly failures: readonly { property: string; reason: string }[];
}

export interface DiffRequest {
  readonly id: string;
  readonly oldInputs: JsonObject;
  readonly oldOutputs: JsonObject;
  readonly newInputs: JsonObject;
  readonly ignoreChanges: readonly string[];
}

export interface DiffAnswer {
  /** Absent where the provider leaves it to the engine to compare the inputs. */
  readonly hasChanges: boolean | undefined;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** The inputs that the provider says differ. */
  readonly changed: readonly string[];
}

export interface CreateAnswer {
  /** Empty at a preview. */
  readonly id: string;
  readonly outputs: JsonObject;
}

export interface ReadRequest {
  readonly id: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

export interface ReadAnswer {
  /** Empty where it is gone. */
  readonly id: string;
  readonly outputs: JsonObject;
  readonly inputs: JsonObject | undefined;
}

export interface UpdateRequest extends DiffRequest {
  readonly isPreview: boolean;
}

/** What was made is there, but not finished. */
export class InitError extends Error {
  constructor(
    readonly id: string,
    readonly outputs: JsonObject,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

/** The last part of a URN's type: the entity's name. */
export function entityNameOf(urn: string): string {
  return urn.split("::")[2]?.split(":").at(-1) ?? "";
}

/** The two ways in which an engine reaches the entities. */
export type FrontEndName = "dynamic" | "plugin";

/** One of them: what types are called in it, and how a process begins. */
export interface FrontEnd {
  readonly name: FrontEndName;
  /** The type as it stands in URNs. */
  typeOf(entityName: string): string;
  /** What the resource's class says about deleting first; absent where it leaves that to the provider. */
  deleteBeforeReplace(entityName: string): boolean | undefined;
  /** What the resource's class adds to what the program gives. */
  classInputs(entityName: string): JsonObject;
  /** A new process, which remembers nothing. */
  process(): EngineProvider;
}
