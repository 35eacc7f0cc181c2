import { COUNTRIES, countryOfNumber } from "./countries";
import { pairsOf, type Links } from "./link-table";
import type { Switches } from "./options";
import type { Project } from "./project";

/** Something that a project holds, as the page shows it. */
export interface Row {
  /** Its kind, such as `ipRanges`. */
  collection: string;
  entity: { id: string };
}

/**
 * All that a project holds as flat rows, so that a change of a range or username is a change of its row alone. The
 * countries are all there, closed ones too, and every number, whether bound or not.
 */
export function* accountRows(project: Project, switches: Readonly<Switches>): Iterable<Row> {
  yield* rows("trunks", project.trunks.values());
  for (const endpoints of project.endpoints.values()) {
    for (const { target, ...endpoint } of endpoints.values()) {
      const { kind, ...where } = target;
      yield row("endpoints", { ...endpoint, ...where, isRegistered: kind === "registered" });
    }
  }
  for (const { ipRanges, ...list } of project.accessControlLists.values()) {
    yield row("accessControlLists", list);
    for (const range of ipRanges) yield row("ipRanges", { ...range, listId: list.id });
  }
  for (const { credentials, ...list } of project.credentialLists.values()) {
    yield row("credentialLists", list);
    for (const credential of credentials) yield row("credentials", { ...credential, listId: list.id });
  }
  yield* linkRows("accessControlListLinks", project.accessControlListLinks);
  yield* linkRows("credentialListLinks", project.credentialListLinks);
  yield* rows("callBlockingRules", project.callBlockingRules.values());
  for (const { isoCode, name, countryDialingCodes } of COUNTRIES.values()) {
    const enabled = project.countryPermissions.get(isoCode) ?? switches.openCountries.includes(isoCode);
    const dialingCodes = countryDialingCodes.join(", ");
    yield row("countryPermissions", { id: isoCode, isoCode, name, dialingCodes, enabled });
  }
  yield* numberRows(project);
  for (const number of project.availableNumbers.values()) {
    yield row("availableNumbers", { id: number.phoneNumber, ...number });
  }
  for (const call of project.calls) yield row("calls", { id: call.callId, ...call });
  for (const id of project.addedProjects) yield row("addedProjects", { id });
}

/** Numbers that the project rents, and those that were assigned without being rented. */
function* numberRows({ activeNumbers, phoneNumbers }: Project): Iterable<Row> {
  for (const phoneNumber of new Set([...activeNumbers.keys(), ...phoneNumbers.keys()])) {
    const active = activeNumbers.get(phoneNumber);
    const bound = phoneNumbers.get(phoneNumber);
    const job = active?.job ?? null;
    yield row("numbers", {
      id: phoneNumber,
      phoneNumber,
      countryCode: active?.regionCode ?? bound?.countryCode ?? countryOfNumber(phoneNumber),
      type: active?.type ?? null,
      displayName: active?.displayName ?? "",
      trunkId: bound?.sipTrunkId ?? "",
      isRented: active !== undefined,
      job: job && (job.failed ? "failed" : "running"),
    });
  }
}

function* linkRows(collection: string, links: Links): Iterable<Row> {
  for (const [trunkId, listId] of pairsOf(links)) {
    yield row(collection, { id: `${trunkId}/${listId}`, trunkId, listId });
  }
}

function* rows(collection: string, entities: Iterable<{ id: string }>): Iterable<Row> {
  for (const entity of entities) yield row(collection, entity);
}

function row<E extends { id: string }>(collection: string, entity: E): Row {
  return { collection, entity };
}
