import type { Json, JsonObject } from "../../../provider/json";

/** A resource in a stack's state, as the engine keeps it; secrets in clear and without marks. */
export interface Resource {
  readonly urn: string;
  /** The entity's name: the last part of the type. */
  readonly type: string;
  id: string;
  inputs: JsonObject;
  outputs: JsonObject;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly ignoreChanges: readonly string[];
  readonly replacementTrigger: Json | undefined;
  /** Why its creation or last update did not finish; the next update is made even if nothing changed. */
  initErrors: readonly string[];
  /** Replaced by another one that is there already, and still to be deleted. */
  isCondemned: boolean;
  /** Deleted already, to be made again. */
  isPendingReplacement: boolean;
}

/** All URNs that a resource depends on. */
export function dependenciesOf({ dependencies, propertyDependencies }: Resource): ReadonlySet<string> {
  return new Set([...dependencies, ...Object.values(propertyDependencies).flat()]);
}

/** The resources that depend on one, directly or not, in the order of the state (`DependingOn`). */
export function dependingOn(
  state: readonly Resource[],
  root: Resource,
  ignored: (urn: string) => boolean = () => false,
): Resource[] {
  const reached = new Set([root.urn]);
  const found: Resource[] = [];
  for (const candidate of state.slice(state.indexOf(root) + 1)) {
    if (ignored(candidate.urn) || ![...dependenciesOf(candidate)].some((urn) => reached.has(urn))) continue;
    found.push(candidate);
    reached.add(candidate.urn);
  }
  return found;
}

/** The resources before one in the state that it depends on directly (`DependenciesOf`). */
export function dependenciesIn(state: readonly Resource[], resource: Resource): Resource[] {
  const urns = dependenciesOf(resource);
  return state.slice(0, state.indexOf(resource)).filter(({ urn }) => urns.has(urn));
}

/** The resources that one depends on, directly or not (`TransitiveDependenciesOf`). */
export function allDependenciesIn(state: readonly Resource[], resource: Resource): Set<Resource> {
  const found = new Set<Resource>();
  const visit = (one: Resource): void => {
    for (const urn of dependenciesOf(one)) {
      const same = state.filter((candidate) => candidate.urn === urn);
      const next = same.find(({ isCondemned }) => isCondemned === one.isCondemned) ?? same[0];
      if (next === undefined || found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(resource);
  found.delete(resource);
  return found;
}

/**
 * The order of deletes: groups of resources that do not depend on one another, dependents first
 * (`ScheduleDeletes`).
 */
export function deletionGroups(state: readonly Resource[], condemned: readonly Resource[]): Resource[][] {
  const left = new Set(condemned);
  const groups: Resource[][] = [];
  while (left.size > 0) {
    const free = [...left].filter((one) => !dependenciesIn(state, one).some((other) => left.has(other)));
    for (const one of free) left.delete(one);
    groups.push(free);
  }
  return groups.reverse();
}

/** A state with other URNs, also where resources refer to them, unless something has the new one already. */
export function renamedIn(
  state: readonly Resource[],
  urns: readonly (readonly [old: string, now: string])[],
): Resource[] {
  const known = new Set(state.map(({ urn }) => urn));
  const names = new Map(urns.filter(([old, now]) => known.has(old) && !known.has(now)));
  const nameOf = (urn: string): string => names.get(urn) ?? urn;
  return state.map((one) => ({
    ...one,
    urn: nameOf(one.urn),
    dependencies: one.dependencies.map(nameOf),
    propertyDependencies: Object.fromEntries(
      Object.entries(one.propertyDependencies).map(([key, needed]) => [key, needed.map(nameOf)]),
    ),
  }));
}

/** Whether two values are the same as JSON, whatever the order of keys. */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other;
  }
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, index) => isEqual(value, other[index]))
    );
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isEqual(one[key], other[key]));
}

/** A copy of which nothing is shared. */
export function copyOf<Value>(value: Value): Value {
  return structuredClone(value);
}
