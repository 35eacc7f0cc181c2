import { COUNTRIES } from "./countries";
import { citiesFirst, type Subscriber } from "./call-numbers";
import type { CallBlockingRule, Trunk } from "./entities";
import { listsOf } from "./link-table";
import type { Project } from "./project";

/** A trunk as traffic sees it. */
export interface Line {
  trunk: Trunk;
  domain: string;
  /** The numbers that are bound to it. */
  numbers: readonly string[];
  /** From where its calls come; none where nobody can call out. */
  addresses: readonly string[];
  /** Whether somebody can be rung, or a call be forwarded. */
  isReached: boolean;
  /** Where calls go that nobody takes. */
  forwardsTo: string | undefined;
  /** Whether all calls to it are forwarded. */
  forwardsAll: boolean;
}

/** Where those call from who sign in with a username: any address is theirs. */
const ANYWHERE = "198.51.100.20";
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
/** So many addresses of a range call. */
const CALLERS = 4;

/** The trunks by which somebody can call, or be called. */
export function linesOf(project: Project): Line[] {
  return [...project.trunks.values()]
    .map((trunk): Line => {
      const endpoints = [...(project.endpoints.get(trunk.id)?.values() ?? [])].filter(
        ({ enabled }) => enabled,
      );
      const forwardsTo = trunk.enableCallForward ? (trunk.callForwardNumber ?? undefined) : undefined;
      return {
        trunk,
        domain: `${trunk.hostName}.pstn.sinch.com`,
        numbers: [...(project.assigned.get(trunk.id) ?? [])],
        addresses: addressesOf(project, trunk),
        isReached: endpoints.length > 0 || forwardsTo !== undefined,
        forwardsTo,
        forwardsAll: endpoints.length === 0,
      };
    })
    .filter((line) => canCall(line) || canBeCalled(line));
}

/** Whether calls can go out by it. */
export function canCall({ addresses }: Line): boolean {
  return addresses.length > 0;
}

/** Whether calls can come in by it. */
export function canBeCalled({ numbers, isReached }: Line): boolean {
  return numbers.length > 0 && isReached;
}

/** The countries to which calls are open, those that are called most first. */
export function openCountries(project: Project, openAtFirst: readonly string[]): string[] {
  const open = [...COUNTRIES.keys()].filter(
    (isoCode) => project.countryPermissions.get(isoCode) ?? openAtFirst.includes(isoCode),
  );
  return citiesFirst(open);
}

/** Whether a blocking rule stands against a number, as the one who is called or the one who calls. */
export function isBlocked(
  project: Project,
  direction: CallBlockingRule["direction"],
  { number, country }: Subscriber,
): boolean {
  return [...project.callBlockingRules.values()].some((rule) => {
    if (rule.direction !== direction) return false;
    const prefix = direction === "outbound" ? rule.calleeMatch : rule.callerMatch;
    const isoCode = direction === "outbound" ? rule.calleeCountry : rule.callerCountry;
    const isPrefix = !prefix || number.slice(1).startsWith(prefix.replace(/^\+/, ""));
    return isPrefix && (!isoCode || isoCode === country);
  });
}

/** Addresses of the lists that are linked and enabled; without lists those of static endpoints. */
function addressesOf(project: Project, trunk: Trunk): string[] {
  const lists = [...listsOf(project.accessControlListLinks, trunk.id)].flatMap(
    (id) => project.accessControlLists.get(id) ?? [],
  );
  if (lists.length > 0) {
    return lists
      .filter(({ enabled }) => enabled)
      .flatMap(({ ipRanges }) => ipRanges.flatMap(({ ipAddress, range }) => addressesIn(ipAddress, range)));
  }
  if (listsOf(project.credentialListLinks, trunk.id).size > 0) return [ANYWHERE];
  return [...(project.endpoints.get(trunk.id)?.values() ?? [])].flatMap(({ enabled, target }) =>
    enabled && target.kind === "static" && IPV4.test(target.address) ? [target.address] : [],
  );
}

/** The first addresses of a range that a host may have. */
function addressesIn(ipAddress: string, range: number): string[] {
  const size = 2 ** (32 - range);
  const address = ipAddress.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const network = address - (address % size);
  const first = size > 2 ? 1 : 0;
  return Array.from({ length: Math.min(CALLERS, Math.max(1, size - 2)) }, (_, index) =>
    addressText(network + first + index),
  );
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
}
