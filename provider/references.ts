import { ENTITIES } from "./entities";
import type { Held } from "./inventory";
import { objectsOf, textOf } from "./json";

/** An input that names another entity. */
export interface Reference {
  readonly input: string;
  /** The entity that it names, if the project was seen to hold it. */
  readonly target: Held;
}

/**
 * Which entities name which others: by an input with their id (`sipTrunkId`), or by a username of a credential list.
 */
export function references(held: readonly Held[]): Map<Held, Reference[]> {
  const byId = new Map(held.map((one) => [keyOf(one.entity.name, one.id), one]));
  const byUsername = new Map(
    held.flatMap((one) =>
      one.entity.name === "CredentialList"
        ? objectsOf(one.state.credentials).map(({ username }) => [textOf(username), one] as const)
        : [],
    ),
  );
  const targetOf = (input: string, value: string): Held | undefined => {
    if (input === "credentialUsername") {
      return byUsername.get(value);
    }
    const named = ENTITIES.find(({ idForm }) => idForm === input);
    return named && byId.get(keyOf(named.name, value));
  };
  return new Map(
    held.map((one) => {
      const found = Object.entries(one.inputs).flatMap(([input, value]): Reference[] => {
        const target = targetOf(input, textOf(value));
        return target === undefined || target === one ? [] : [{ input, target }];
      });
      return [one, found];
    }),
  );
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
