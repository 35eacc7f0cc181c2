import { isIPv4 } from "node:net";
import type { IpRange } from "./entities";
import { invalid, refused, unreadable } from "./errors";
import { optionalInteger, optionalText, requiredText } from "./json";
import type { Call } from "./operation";
import { labelIn, labelJson, objectIn } from "./request-fields";
import type { Store } from "./store";
import { timesOf, type Precision } from "./times";

type IpRangeFields = Pick<IpRange, "description" | "ipAddress" | "range" | "label">;

/** Reads a range; one written as `10.0.0.0/8` cannot be bound to its two fields. */
export function ipRangeFields(call: Call, value: unknown): IpRangeFields {
  const object = objectIn(call, "ipRange", value);
  const ipAddress = requiredText(object, "ipAddress");
  if (ipAddress.includes("/")) throw unreadable();
  if (!isIPv4(ipAddress)) throw invalid("ipAddress", "must be an IPv4 address");
  return {
    description: optionalText(object, "description") ?? null,
    ipAddress,
    range: optionalInteger(object, "range", { min: 1, max: 32 }) ?? 32,
    ...labelIn(call, object),
  };
}

/** The ranges, of which there must be one. */
export function atLeastOne<T>(ranges: readonly T[]): readonly T[] {
  if (ranges.length > 0) return ranges;
  throw refused("Access Control Lists must contain at least one IP range");
}

/** A range that is not in any list yet. */
export function newIpRange(store: Store, fields: IpRangeFields): IpRange {
  return { id: store.ulid(), ...fields, createTime: store.now(), updateTime: null };
}

/** The ranges that take the place of others: an identical one keeps its id. */
export function replacedRanges(
  store: Store,
  old: readonly IpRange[],
  wanted: readonly IpRangeFields[],
): IpRange[] {
  const left = [...old];
  return wanted.map((fields) => {
    const index = left.findIndex((range) => isSame(range, fields));
    return left.splice(index, index < 0 ? 0 : 1)[0] ?? newIpRange(store, fields);
  });
}

/** A range as the API answers it. */
export function ipRangeJson(
  call: Call,
  accessControlListId: string,
  { range, precision }: { range: IpRange; precision: Precision },
): object {
  const { id, description, ipAddress, range: length } = range;
  const owner = { projectId: call.project.id, accessControlListId };
  const fields = { description, ipAddress, range: length, ...labelJson(call, range) };
  return { ...fields, ...owner, id, ...timesOf(range, precision) };
}

function isSame(a: IpRangeFields, b: IpRangeFields): boolean {
  const isSameLabel = (a.label ?? "") === (b.label ?? "");
  return isSameLabel && a.ipAddress === b.ipAddress && a.range === b.range && a.description === b.description;
}
