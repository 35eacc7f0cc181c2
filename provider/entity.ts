import type { z } from "zod";
import type { Fields } from "./fields";
import type { Json, JsonObject } from "./json";

/** One schema per input; the compiler checks each against the interface that users see. */
export type Shape<Inputs> = { [Key in keyof Inputs]-?: z.ZodType<Inputs[Key] | undefined> };

/** Why an input is refused: a clause that Pulumi prints after "property x has a problem: ". */
export interface Failure {
  /** The input, or the path of the part that is wrong, such as `credentials[0].password`. */
  readonly property: string;
  readonly reason: string;
}

/** A parent in the API: the child lives under `{path}/{id of the parent}` and names it in `input`. */
export interface Parent {
  readonly path: string;
  readonly input: string;
}

/** Entities made by POST to a collection; `parent/child` ids where the collection lives under a parent. */
export interface CollectionRoute {
  readonly form: "collection";
  readonly path: string;
  /** The key of the array in the answer that lists the collection. */
  readonly listKey: string;
  readonly parent?: Parent;
  /** `"list"` where the API has no GET by id: the entity is looked for in the collection. */
  readonly readBy: "id" | "list";
  /** The input that no two entities may share, in any case. */
  readonly unique?: string;
  /** The output with the entity's own id, where the resource's id has the parent's before it. */
  readonly ownIdAs?: string;
}

/** A pair of ids that exists or not: a list that is linked to a trunk. */
export interface LinkRoute {
  readonly form: "link";
  readonly parent: Parent;
  readonly path: string;
  /** The input with the id of the list. */
  readonly input: string;
  /** The key under which ids are sent, and one of the keys under which they are listed. */
  readonly idsKey: string;
  /** The other key under which the API may list them, as objects. */
  readonly objectsKey: string;
}

/** Something that always exists and is only switched. */
export interface SettingRoute {
  readonly form: "setting";
  readonly path: string;
  /** The input that is the id. */
  readonly key: string;
  /** The input that is switched. */
  readonly field: string;
  /** The key of the array in the answer that lists all of them. */
  readonly listKey: string;
  /** The output that remembers the value found before the first change. */
  readonly foundAs: string;
  /** Which words say what the value is: `[if false, if true]`. */
  readonly words: readonly [off: string, on: string];
}

/** All settings of one kind together: those that are on, and no others. */
export interface SettingSetRoute extends Omit<SettingRoute, "form"> {
  readonly form: "settingSet";
  /** The id, of which there is one in a project. */
  readonly id: string;
  /** The entity of one such setting, with the same path and the same `foundAs`. */
  readonly single: string;
  /** The input that lists those that are on. */
  readonly listed: string;
  /** The input that lists those that are left alone. */
  readonly ignored: string;
  /** What the API says of one of them and ignores in a change. */
  readonly readOnly: readonly string[];
}

/** Where an entity lives in the API, and in which form; `provider/routes` turns it into requests. */
export type Route =
  | CollectionRoute
  | LinkRoute
  | SettingRoute
  | SettingSetRoute
  | { readonly form: "accessControlList" | "credentialList" | "numberBinding" | "projectAddition" };

/** What the configuration says of the API. */
export interface ApiFacts {
  /** Whether the API can add a username to a list that exists. */
  readonly addsCredentials: boolean;
}

/** What a rule between inputs may look at besides them. */
export interface CheckContext<Inputs = JsonObject> {
  /** The inputs before the change; empty for a new resource. */
  readonly olds: Partial<Inputs>;
  /** Whether an input has a value, or may have one that is not known yet. */
  readonly isGiven: (key: keyof Inputs & string) => boolean;
  readonly api: ApiFacts;
}

/** What decides about a replacement besides the inputs that are known. */
export interface ReplacementContext<Inputs = JsonObject> {
  readonly isUnknown: (key: keyof Inputs & string) => boolean;
  /**
   * Whether the engine asks since what the unknown inputs come from is about to be deleted and made again: whatever
   * holds that has to go first.
   */
  readonly isDependent: boolean;
  readonly api: ApiFacts;
}

/** How an output follows from an input. */
export interface Derivation<Inputs = JsonObject> {
  readonly from: keyof Inputs & string;
  readonly value: (input: unknown) => Json;
}

/** What a definition says about an entity: everything else is derived from it. */
export interface Entity<Inputs = JsonObject, Outputs = JsonObject> {
  /** The class in programs and the type in states: never renamed. */
  readonly name: string;
  /** One or two plain words for messages: "SIP trunk". */
  readonly title: string;
  readonly route: Route;
  /** The form of the id, for docs and import: `sipTrunkId/endpointId`. */
  readonly idForm: string;
  readonly inputs: (fields: Fields) => Shape<Inputs>;
  /** What only the API sets and the state keeps. */
  readonly outputs: readonly (keyof Outputs & string)[];
  /**
   * Outputs that follow from an input alone. They are kept among the inputs as well: a refresh shows changes of
   * inputs only, and says no more than "[secret]" of a secret one.
   */
  readonly derived?: { readonly [Key in keyof Outputs & string]?: Derivation<Inputs> };
  /** Which inputs determine an output that can change; the others stay as they are for good. */
  readonly determinedBy?: { readonly [Key in keyof Outputs & string]?: readonly (keyof Inputs & string)[] };
  /** Inputs whose change needs another entity. */
  readonly replaceOn: readonly (keyof Inputs & string)[];
  /** Whether a change of inputs needs another entity for a reason that `replaceOn` cannot say. */
  readonly replaces?: (
    olds: Partial<Inputs>,
    news: Partial<Inputs>,
    context: ReplacementContext<Inputs>,
  ) => (keyof Inputs & string)[];
  /** Whether a replacement must be made after the old one is gone, since the API allows only one. */
  readonly deleteBeforeReplace: boolean;
  /** Top-level inputs that are secret in whole. */
  readonly secrets: readonly (keyof Inputs & string)[];
  /** What the API sets besides the outputs and ignores in a change. */
  readonly readOnly?: readonly string[];
  /** Inputs that entities of this kind do not have, of those that another kind of the same entity has. */
  readonly otherKind?: (inputs: Partial<Inputs>) => readonly (keyof Inputs & string)[];
  /** Inputs that mean nothing to entities of this kind: an answer with nothing for them is no change of theirs. */
  readonly idle?: (inputs: Partial<Inputs>) => readonly (keyof Inputs & string)[];
  /** What several inputs mean together, the same text for all spellings of it. */
  readonly meaning?: (inputs: Partial<Inputs>) => string;
  /** Values that the API takes, and that can hardly work: one clause for each, by input. */
  readonly odd?: {
    readonly [Key in keyof Inputs & string]?: (
      value: Inputs[Key],
      inputs: Partial<Inputs>,
      context: Pick<CheckContext<Inputs>, "isGiven">,
    ) => Failure[];
  };
  /**
   * Lists whose order means nothing: the key that tells one element from another, the same for all spellings of it;
   * `"text"` where the elements are texts, which tell themselves apart.
   */
  readonly unordered?: { readonly [Key in keyof Inputs]?: ((element: JsonObject) => string) | "text" };
  /** Rules between inputs; inputs that are not known yet are absent. `olds` are empty for a new resource. */
  readonly check?: (news: Partial<Inputs>, context: CheckContext<Inputs>) => Failure[];
  /** What to do about a refusal of the API that is particular to this entity. */
  readonly advice?: readonly { readonly when: RegExp; readonly then: string }[];
}

/** Types a definition against its own interfaces, then forgets them: the machinery treats all alike. */
export function defineEntity<Inputs, Outputs>(entity: Entity<Inputs, Outputs>): Entity<Inputs, Outputs> {
  return entity;
}
