import { isIP } from "node:net";
import type { Call } from "../../calls";
import { isObject, objectsOf, textOf, type JsonObject } from "../../provider/json";
import { isUnknown, label, ofKind, target, trunkOf, type StackResource } from "../../stack/resource";
import { isUnseen } from "../../stack/unseen";

/* The gate once more, the long way (calls-naive.ts). */

/** Answers what is not known: the number of an answer. */
export type Know = (id: string, answers: number) => number;

export const linked = (
  stack: readonly StackResource[],
  trunk: StackResource,
  kind: string,
): StackResource[] => ofKind(stack, kind).filter((link) => trunkOf(stack, link) === trunk);

export const isLoose = (stack: readonly StackResource[], kind: string): boolean =>
  ofKind(stack, kind).some((one) => isUnknown(one, "sipTrunkId") && trunkOf(stack, one) === undefined);

export function isTrue(resource: StackResource, property: string, otherwise: boolean, know: Know): boolean {
  const value = resource.properties[property];
  if (isUnseen(value)) return (know(`${property} of ${label(resource)}`, 2) === 0) === otherwise;
  return typeof value === "boolean" ? value : otherwise;
}

function numberOf(address: string): number {
  return isIP(address) === 4 ? address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) : -1;
}

function isInRange(address: string, { ipAddress, range }: JsonObject): boolean {
  const size = 2 ** (32 - Number(range ?? 32));
  const [one, other] = [numberOf(address), numberOf(textOf(ipAddress))];
  return one >= 0 && other >= 0 && Math.floor(one / size) === Math.floor(other / size);
}

/** What a link names, or a stand-in of which nothing is known. */
function listOf(
  stack: readonly StackResource[],
  link: StackResource,
  property: string,
  kind: string,
): StackResource {
  const found = target(stack, link, { property, kind });
  const id = link.properties[property];
  const name = isUnseen(id) ? `linked by ${link.name}` : textOf(id);
  const nothing = "[secret]";
  const properties = { enabled: nothing, ipRanges: nothing, usernames: nothing };
  return found ?? { ...link, urn: `${link.urn} list`, kind, name, properties };
}

export function isGateOpen(
  stack: readonly StackResource[],
  isWhole: boolean,
  trunk: StackResource,
  call: Call,
  know: Know,
): boolean {
  const access = linked(stack, trunk, "TrunkAccessControlList").map((link) =>
    listOf(stack, link, "accessControlListId", "AccessControlList"),
  );
  const digests = linked(stack, trunk, "TrunkCredentialList").map((link) =>
    listOf(stack, link, "credentialListId", "CredentialList"),
  );
  const areKnown =
    isWhole && !isLoose(stack, "TrunkAccessControlList") && !isLoose(stack, "TrunkCredentialList");
  const isLetInByOthers = (): boolean => !areKnown && know(`other lists of ${label(trunk)}`, 2) === 0;
  const rangesOf = (list: StackResource): JsonObject[] => [
    ...objectsOf(list.properties.ipRanges),
    ...ofKind(stack, "IpRange")
      .filter(
        (one) => target(stack, one, { property: "accessControlListId", kind: "AccessControlList" }) === list,
      )
      .map(({ properties }) => properties),
  ];
  const isSeen = (range: JsonObject): boolean => !isUnseen(range.ipAddress) && !isUnseen(range.range);
  const isHidden = (list: StackResource): boolean => {
    const { ipRanges } = list.properties;
    return (
      !rangesOf(list).every(isSeen) ||
      (Array.isArray(ipRanges) ? ipRanges.some((one) => !isObject(one)) : isUnseen(ipRanges)) ||
      ofKind(stack, "IpRange").some(
        (one) =>
          isUnknown(one, "accessControlListId") &&
          !target(stack, one, { property: "accessControlListId", kind: "AccessControlList" }),
      )
    );
  };
  const statics = ofKind(stack, "SipEndpoint").filter(
    (one) => trunkOf(stack, one) === trunk && one.properties.isRegistered !== true,
  );
  const isNamed = ({ properties: { address } }: StackResource): boolean =>
    isUnseen(address) || isIP(textOf(address)) === 0;
  const { source, username } = call;
  const place = sourcePlace();

  /** Where an unknown source may be. */
  function sourcePlace(): "known" | "list" | "endpoint" | "another" {
    if (source !== undefined) return "known";
    const places = [
      ...(access.some((list) => rangesOf(list).some(isSeen) || isHidden(list)) ? ["list" as const] : []),
      ...(statics.some((one) => !isNamed(one)) ? ["endpoint" as const] : []),
      "another" as const,
    ];
    return places.length === 1 ? "another" : (places[know("source address", places.length)] ?? "another");
  }

  const isIn = (list: StackResource): boolean => {
    const isThere =
      place === "list"
        ? rangesOf(list).some(isSeen)
        : place === "known" &&
          rangesOf(list).some((range) => isSeen(range) && isInRange(source ?? "", range));
    const isPossible = place === "list" || (place === "known" && isIP(source ?? "") === 4);
    return isThere || (isPossible && isHidden(list) && know(`ip ranges of ${label(list)}`, 2) === 0);
  };
  const isOfEndpoint = statics.some((one) => {
    const { address } = one.properties;
    const isHere = isNamed(one)
      ? place !== "list"
      : place === "endpoint" || (place === "known" && textOf(address) === source);
    if (!isHere) return false;
    if (isUnseen(address) && know(`address of ${label(one)}`, 2) === 1) return false;
    if (!isUnseen(address) && isNamed(one) && know("host-name-endpoint", 2) === 0) return false;
    return isTrue(one, "enabled", true, know) || know("disabled-endpoint", 2) === 1;
  });

  const isSurelyListed = access.some(
    (list) =>
      list.properties.enabled === true &&
      rangesOf(list).some((range) => source !== undefined && isSeen(range) && isInRange(source, range)),
  );
  const isAddressIn = (): boolean => {
    if (isSurelyListed) return true;
    if (!areKnown) return isLetInByOthers();
    const enabled = access.map((list) => isTrue(list, "enabled", true, know));
    if (access.some((list, index) => enabled[index] && isIn(list))) return true;
    const isClosed = enabled.includes(true) || (access.length > 0 && know("disabled-list", 2) === 0);
    if (isClosed) return isOfEndpoint && know("endpoint-beside-list", 2) === 0;
    if (digests.length > 0) return true;
    return isOfEndpoint ? know("endpoint-address", 2) === 0 : know("no-gate", 2) === 1;
  };
  const isDigestRight = (): boolean => {
    if (digests.length === 0) return areKnown || isLetInByOthers();
    const isListed =
      username === undefined
        ? know("username", 2) === 0
        : username !== null &&
          digests.some((list) => {
            const { usernames, credentials } = list.properties;
            const names = Array.isArray(usernames)
              ? usernames
              : objectsOf(credentials).map((one) => one.username);
            const isShort = !Array.isArray(usernames) && !Array.isArray(credentials);
            const isDark = isShort || names.some(isUnseen);
            return names.includes(username) || (isDark && know(`usernames of ${label(list)}`, 2) === 0);
          });
    if (isListed || (username !== null && isLetInByOthers())) return true;
    const isOfAny = isOfEndpoint || (!isWhole && know(`other addresses of ${label(trunk)}`, 2) === 1);
    return isOfAny && know("endpoint-beside-credentials", 2) === 1;
  };
  const [isIn1, isIn2] = [isAddressIn(), isDigestRight()];
  return isIn1 && isIn2;
}
