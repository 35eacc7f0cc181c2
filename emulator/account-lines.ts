import type { CallBlockingRule, Endpoint } from "./entities";
import { listsOf } from "./link-table";
import type { Project } from "./project";

/** What differs between two looks at an account. */
export interface Difference {
  missing: string[];
  added: string[];
}

/**
 * What a project holds as sentences without ids and times, so that what was deleted and made again is as before. An
 * entity is named by what a program names it by: host name, name, number.
 */
export function accountLines(project: Project): string[] {
  return [
    ...trunkLines(project),
    ...listLines(project),
    ...[...project.callBlockingRules.values()].map(ruleLine),
    ...[...project.countryPermissions].map(
      ([isoCode, enabled]) => `country ${isoCode}: ${enabled ? "open" : "closed"}`,
    ),
  ];
}

/** The sentences of one look that the other has not. */
export function difference(before: readonly string[], now: readonly string[]): Difference {
  return { missing: without(before, now), added: without(now, before) };
}

/** The sentences that are not among the others, each as often as it is too many. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}

function* trunkLines(project: Project): Iterable<string> {
  for (const trunk of project.trunks.values()) {
    const { id, hostName, name, enableCallerName, enableCallForward, callForwardNumber, label } = trunk;
    const it = `trunk ${hostName}`;
    yield sentence(it, { name, enableCallerName, enableCallForward, callForwardNumber, label });
    for (const endpoint of project.endpoints.get(id)?.values() ?? []) yield endpointLine(endpoint, it);
    for (const listId of listsOf(project.accessControlListLinks, id)) {
      yield `access control list ${project.accessControlLists.get(listId)?.name ?? ""} linked to ${it}`;
    }
    for (const listId of listsOf(project.credentialListLinks, id)) {
      yield `credential list ${project.credentialLists.get(listId)?.name ?? ""} linked to ${it}`;
    }
    for (const phoneNumber of project.assigned.get(id) ?? []) yield `number ${phoneNumber} bound to ${it}`;
  }
}

function endpointLine({ name, target, transport, priority, enabled, label }: Endpoint, of: string): string {
  return sentence(`endpoint ${name} of ${of}`, { ...target, transport, priority, enabled, label });
}

function ruleLine(rule: CallBlockingRule): string {
  const { name, direction, callerCountry, callerMatch, calleeCountry, calleeMatch, label } = rule;
  const fields = { name, direction, callerCountry, callerMatch, calleeCountry, calleeMatch, label };
  return sentence("call blocking rule", fields);
}

function* listLines({ accessControlLists, credentialLists }: Project): Iterable<string> {
  for (const { name, enabled, label, ipRanges } of accessControlLists.values()) {
    yield sentence(`access control list ${name}`, { enabled, label });
    for (const { ipAddress, range, description, label: own } of ipRanges) {
      yield sentence(`range ${ipAddress}/${range} of ${name}`, { description, label: own });
    }
  }
  for (const { name, label, credentials } of credentialLists.values()) {
    yield sentence(`credential list ${name}`, { label });
    for (const { username, passwordFingerprint } of credentials) {
      yield `username ${username} of ${name}, password ${passwordFingerprint}`;
    }
  }
}

/** What is empty is left out: an update answers null where a creation has answered an empty text. */
function sentence(what: string, fields: object): string {
  const told = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => `${name} ${String(value)}`);
  return told.length === 0 ? what : `${what}: ${told.join(", ")}`;
}
