import type { Stored } from "./entities";
import { UnrecognizedField } from "./errors";
import { asObject, optionalText, type JsonObject } from "./json";
import type { Call } from "./operation";

const STORED = ["id", "projectId", "createTime", "updateTime"];

/** The fields that a document names, read-only ones too: a client may send back what it has read. */
const FIELDS = {
  trunk: [
    ...STORED,
    ...["name", "hostName", "enableCallerName", "enableCallForward", "callForwardNumber"],
    ...["topLevelDomain", "domain", "callsPerSecond"],
  ],
  endpoint: [
    ...STORED,
    ...["name", "transport", "priority", "enabled", "address", "port", "sipTrunkId"],
    ...["isRegistered", "credentialUsername", "credentialUserName"],
  ],
  accessControlList: [...STORED, "name", "enabled", "ipRanges", "trunks"],
  ipRange: [...STORED, "description", "ipAddress", "range", "accessControlListId"],
  credentialList: [...STORED, "name", "credentials"],
  credential: ["id", "username", "password"],
  callBlockingRule: [
    ...STORED,
    ...["name", "direction", "callerCountry", "calleeCountry", "callerMatch", "calleeMatch"],
  ],
} as const satisfies Record<string, readonly string[]>;

/** What a request body can describe. */
type Kind = keyof typeof FIELDS;

/**
 * The object that describes an entity, the request's body unless told otherwise.
 *
 * @param kind its kind, or the fields of it that a document names, besides those of every entity
 */
export function objectIn(call: Call, kind: Kind | readonly string[], value: unknown = call.body): JsonObject {
  const object = asObject(value);
  if (call.switches.unknownFields === "ignore") return object;
  const known: readonly string[] = typeof kind === "string" ? FIELDS[kind] : [...STORED, ...kind];
  for (const name of Object.keys(object)) {
    const isLabel = name === "label" && call.switches.extraField && kind !== "credential";
    if (!isLabel && !known.includes(name)) throw new UnrecognizedField(name);
  }
  return object;
}

/** The field that no document names, out of a request; nothing unless the switch `extraField` is on. */
export function labelIn({ switches }: Call, object: JsonObject): Pick<Stored, "label"> {
  return switches.extraField ? { label: optionalText(object, "label") ?? "" } : {};
}

/** The same field for an answer; undefined, which JSON leaves out, unless the switch is on. */
export function labelJson({ switches }: Call, { label }: Pick<Stored, "label">): object {
  return { label: switches.extraField ? (label ?? "") : undefined };
}
