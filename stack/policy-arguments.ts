import { Secret, type PolicyResource } from "@pulumi/policy";
import type { Json, JsonObject } from "../provider/json";
import { completed } from "./completed";
import { providerOf, type StackResource } from "./resource";
import { typeOf } from "./type";

/** A resource as Pulumi shows it to a policy. */
export type Described = Pick<PolicyResource, "type" | "urn" | "name" | "props"> &
  Partial<Pick<PolicyResource, "propertyDependencies" | "provider">>;

/**
 * The resource that a policy is asked about; nothing for one of another package.
 *
 * @param exposedOf by URN, the secrets that are held in clear, as `exposedPasswords` has found them
 */
export function stackResource(
  resource: Described,
  exposedOf: ReadonlyMap<string, string[]>,
): StackResource | undefined {
  const { type, urn, name, props, propertyDependencies = {}, provider } = resource;
  const kind = typeOf(type)?.kind;
  if (kind === undefined) return undefined;
  const references = Object.entries(propertyDependencies).map(([key, made]) => [
    key,
    made.map((one) => one.urn),
  ]);
  const exposed = exposedOf.get(urn);
  return {
    urn,
    kind,
    name,
    properties: completed(kind, plain(props) as JsonObject),
    references: Object.fromEntries(references) as Record<string, string[]>,
    ...(exposed && { exposed }),
    ...providerOf(provider?.urn),
  };
}

/** Passwords that are not secret, neither themselves nor as part of a secret list. */
export function exposedPasswords(props: object): string[] {
  const credentials = ownValue(props, "credentials");
  if (!Array.isArray(credentials)) return [];
  return credentials.flatMap((credential: unknown, index) => {
    if (credential instanceof Secret || typeof credential !== "object" || credential === null) return [];
    const password = ownValue(credential, "password");
    return password === undefined || password instanceof Secret ? [] : [`credentials[${index}].password`];
  });
}

/** A value in clear. Pulumi's proxies throw when an unknown value is got, and hide what is secret. */
function plain(value: unknown): Json {
  if (value instanceof Secret) return plain(value.value);
  if (typeof value !== "object" || value === null) return value as Json;
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => plain(ownValue(value, index)));
  return Object.fromEntries(Object.keys(value).map((key) => [key, plain(ownValue(value, key))]));
}

/** A property as it is, past the proxy. */
function ownValue(object: object, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
