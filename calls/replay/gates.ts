import type { Gate, StaticEndpoint } from "../gate";
import type { Ask } from "../questions";

/** Whether two gates let in the same: then a call whose source is not known passes both or neither. */
export function isSameGate(one: Gate | undefined, other: Gate | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return textOfGate(one) === textOfGate(other);
}

/** All that a gate decides by, as one text: not what its lists are called. */
function textOfGate({ accessLists, credentialLists, endpoints, elsewhere, others }: Gate): string {
  const lists = accessLists.map(({ enabled, ranges, unknown }) => [flag(enabled), [...ranges], unknown?.id]);
  const names = credentialLists.map(({ usernames, unknown }) => [[...usernames].sort(), unknown?.id]);
  const addresses = [...endpoints].map(([address, all]) => [address, all.map(endpointParts)]);
  return JSON.stringify([
    sorted(lists),
    sorted(names),
    sorted(addresses),
    sorted(elsewhere.map((endpoint) => [...endpointParts(endpoint), endpoint.resource.properties.address])),
    others?.id,
  ]);
}

function endpointParts({ enabled, doubt }: StaticEndpoint): unknown[] {
  return [flag(enabled), doubt.map((one) => (typeof one === "string" ? one : one.id))];
}

function flag(value: boolean | Ask): boolean | string {
  return typeof value === "boolean" ? value : value.id;
}

function sorted(parts: readonly unknown[]): string[] {
  return parts.map((part) => JSON.stringify(part)).sort();
}
