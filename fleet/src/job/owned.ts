import { isObject, rawResourcesOfState, textOf, type JsonObject } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import { ownersOf } from "../program/run";

/** The URNs of all that some customers have in a state. */
export function urnsOf(state: string | undefined, customers: readonly string[]): string[] {
  const owners = ownersOf(resourcesOf(state).map(ownedOf));
  return [...new Set(customers.flatMap((customer) => owners.get(customer) ?? []))];
}

/** The customers of a state. */
export function customersOf(state: string | undefined): string[] {
  return [...ownersOf(resourcesOf(state).map(ownedOf)).keys()].sort();
}

/**
 * That nothing of theirs refers to what is another one's, nor the other way round.
 *
 * @throws BadInputError that names whose that is
 */
export function requireApart(state: string | undefined, customers: readonly string[], both: boolean): void {
  const resources = resourcesOf(state);
  const own = new Set(urnsOf(state, customers));
  const owners = ownersOf(resources.map(ownedOf));
  const ownerOf = (urn: string): string =>
    [...owners].find(([, urns]) => urns.includes(urn))?.[0] ?? "nobody";
  for (const resource of resources) {
    const urn = textOf(resource.urn);
    const isOwn = own.has(urn);
    for (const used of usedBy(resource)) {
      if (own.has(used) === isOwn || (isOwn && !both)) continue;
      const [user, owner] = [ownerOf(urn), ownerOf(used)];
      throw new BadInputError(`${user} uses what belongs to ${owner}: they cannot be parted`);
    }
  }
}

/** A state without some customers' resources. */
export function stateWithout(state: string, customers: readonly string[]): string {
  const gone = new Set(urnsOf(state, customers));
  const document = JSON.parse(state) as { deployment: JsonObject };
  const kept = resourcesOf(state).filter(({ urn }) => !gone.has(textOf(urn)));
  return JSON.stringify({ ...document, deployment: { ...document.deployment, resources: kept } });
}

function resourcesOf(state: string | undefined): JsonObject[] {
  return state === undefined ? [] : rawResourcesOfState(state, { stack: "" });
}

function ownedOf({ urn, type, parent }: JsonObject) {
  return { urn: textOf(urn), type: textOf(type), parent: textOf(parent) };
}

/** What a resource depends on; parents and providers go with it, or are copied. */
function usedBy({ dependencies, propertyDependencies, deletedWith }: JsonObject): string[] {
  const lists = isObject(propertyDependencies) ? Object.values(propertyDependencies) : [];
  const all = [dependencies, ...lists].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...all, deletedWith].map((urn) => textOf(urn)).filter((urn) => urn !== "");
}
