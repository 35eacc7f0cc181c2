import { ENTITIES } from "../provider/entities";
import type { Failure } from "../provider/entity";
import { isMade, type Held } from "../provider/inventory";
import { textsOf, type JsonObject } from "../provider/json";
import { lifecycleOf } from "../provider/lifecycle/lifecycle";
import { references, type Reference } from "../provider/references";
import { matcher } from "../stack/name-pattern";
import { resourceNames } from "./resource-names";
import { heldName } from "../stack/held";
import type { KnownResources } from "./leftovers";

/** Which part of a project is adopted. */
export interface Selection {
  /** Kinds; all where none is given. */
  readonly kinds?: readonly string[];
  /** Ids; all where none is given. */
  readonly ids?: readonly string[];
  /** Patterns of names, `*` for any text; all where none is given. What lives under a trunk goes with it. */
  readonly names?: readonly string[];
  /** Ids of trunks: what lives under another one stays out. All where none are given. */
  readonly trunkIds?: readonly string[];
  /** What the states of stacks know already; it is left out. */
  readonly known?: KnownResources;
  /** Country permissions that are closed too. @default false */
  readonly allCountries?: boolean;
}

/** An entity that becomes a resource. */
export interface Adopted {
  readonly held: Held;
  /** Of the resource. */
  readonly name: string;
  /** Inputs that name another adopted entity. */
  readonly references: readonly Reference[];
}

/** An entity that the provider cannot manage as it is. */
export interface Refused {
  readonly held: Held;
  readonly failures: readonly Failure[];
}

/**
 * Chooses what to adopt out of all that a project holds, in an order in which each comes after what it names: lists,
 * each trunk with what lives under it, the rest. What a program could not declare as it is, is refused.
 */
export function adoption(
  held: readonly Held[],
  selection: Selection,
): { adopted: Adopted[]; refused: Refused[] } {
  const names = resourceNames(held);
  const named = references(held);
  const asked = held.filter((one) => isChosen(one, named.get(one) ?? [], selection));
  // One resource for all settings of a kind leaves none to others.
  const wholes = asked.flatMap(({ entity: { route } }) =>
    route.form === "settingSet" ? [route.single] : [],
  );
  const chosen = asked.filter(({ entity }) => !wholes.includes(entity.name));
  const refused = chosen
    .map((one) => ({ held: one, failures: failuresOf(one) }))
    .filter(({ failures }) => failures.length > 0);
  const kept = new Set(chosen.filter((one) => !refused.some((other) => other.held === one)));
  const adopted = [...kept].map((one) => ({
    held: withoutKnown(one, selection.known),
    name: names.get(one) ?? one.id,
    references: (named.get(one) ?? []).filter(({ target }) => kept.has(target)),
  }));
  return {
    adopted: adopted.sort((one, other) => (orderKey(one, names) < orderKey(other, names) ? -1 : 1)),
    refused,
  };
}

function isChosen(one: Held, named: readonly Reference[], selection: Selection): boolean {
  const { kinds = [], ids = [], names = [], trunkIds, known, allCountries = false } = selection;
  const isOfKind = kinds.length === 0 || kinds.includes(one.entity.name);
  const trunk = trunkOf(one, named);
  const isUnder = trunkIds === undefined || trunk === undefined || trunkIds.includes(trunk.id);
  const hasId = ids.length === 0 || ids.includes(one.id);
  const isKnown = known?.ownerOf(one.entity, one.id) !== undefined;
  const { form } = one.entity.route;
  const isWorthIt =
    isMade(one.entity, one.state) ||
    (form === "setting" && (allCountries || ids.includes(one.id))) ||
    (form === "settingSet" && kinds.includes(one.entity.name));
  return (
    isOfKind &&
    hasId &&
    isUnder &&
    !isKnown &&
    isWorthIt &&
    (names.length === 0 || isNamed(one, named, names))
  );
}

/** All settings of a kind leave alone those that a given state has one by one. */
function withoutKnown(one: Held, known: KnownResources | undefined): Held {
  const { route } = one.entity;
  const others = route.form === "settingSet" ? (known?.ofKind(route.single) ?? []).map(({ id }) => id) : [];
  if (route.form !== "settingSet" || others.length === 0) return one;
  const apart = (properties: JsonObject): JsonObject => ({
    ...properties,
    [route.listed]: textsOf(properties[route.listed]).filter((id) => !others.includes(id)),
    [route.ignored]: others,
  });
  return { ...one, inputs: apart(one.inputs), state: apart(one.state) };
}

function isNamed(one: Held, named: readonly Reference[], patterns: readonly string[]): boolean {
  const trunk = trunkOf(one, named);
  return patterns.some((pattern) => {
    const matches = matcher(pattern);
    return matches(heldName(one) || one.id) || (trunk !== undefined && matches(heldName(trunk)));
  });
}

/** The trunk that an entity lives under. */
export function trunkOf(one: Held, named: readonly Reference[]): Held | undefined {
  return one.entity.name === "SipTrunk" ? one : named.find(({ input }) => input === "sipTrunkId")?.target;
}

/** What `check` of a program that declares an entity as it is would say. */
function failuresOf({ entity, inputs }: Held): Failure[] {
  const lifecycle = lifecycleOf(entity, () => {
    throw new Error("check makes no request");
  });
  return lifecycle.check(inputs, inputs).failures;
}

/** Sorts lists first, then each trunk with what is under it, then the rest; each by name. */
function orderKey({ held, name, references: named }: Adopted, names: ReadonlyMap<Held, string>): string {
  const trunk = trunkOf(held, named);
  const isList = held.entity.name === "AccessControlList" || held.entity.name === "CredentialList";
  const part = isList ? 0 : trunk ? 1 : 2;
  const trunkName = trunk ? (names.get(trunk) ?? "") : "";
  const kind = String(ENTITIES.indexOf(held.entity)).padStart(2, "0");
  return [part, trunkName, kind, name].join("\u0000");
}
