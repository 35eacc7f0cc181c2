import type { Client } from "../provider/api/client";
import { ENTITIES } from "../provider/entities";
import type { Entity } from "../provider/entity";
import { inventory, isMade, type CrawlProgress, type Held } from "../provider/inventory";
import { objectsOf, textOf, textsOf, type JsonObject } from "../provider/json";
import { lifecycleOf } from "../provider/lifecycle/lifecycle";
import { references } from "../provider/references";
import { OPEN_AT_FIRST } from "../stack/countries";
import type { KnownResource } from "../stack/state";

/** An entity that no given state knows. */
export interface Leftover {
  readonly held: Held;
  /** What must go before it, or what it hangs on: the trunks of a list, the trunk of an endpoint. */
  readonly attachedTo: readonly Held[];
}

/** What the given states know. */
export class KnownResources {
  readonly #byKey: ReadonlyMap<string, KnownResource>;
  readonly #own: readonly KnownResource[];

  /** States of another project say nothing: countries and numbers have the same ids in all of them. */
  constructor(resources: readonly KnownResource[], projectId: string) {
    const own = resources.filter(({ outputs }) => (outputs.projectId ?? projectId) === projectId);
    this.#byKey = new Map(own.map((one) => [`${one.kind} ${one.id}`, one]));
    this.#own = own;
  }

  /** The resource that has an entity: its own, or one for all settings of its kind that does not leave it alone. */
  ownerOf({ name, route }: Entity, id: string): KnownResource | undefined {
    const covers = ({ kind, outputs }: KnownResource): boolean => {
      const whole = ENTITIES.find((entity) => entity.name === kind)?.route;
      return (
        route.form === "setting" &&
        whole?.form === "settingSet" &&
        whole.single === name &&
        !textsOf(outputs[whole.ignored]).includes(id)
      );
    };
    return this.find(name, id) ?? this.#own.find(covers);
  }

  find(kind: string, id: string): KnownResource | undefined {
    return this.#byKey.get(`${kind} ${id}`);
  }

  /** Those of one kind. */
  ofKind(kind: string): KnownResource[] {
    return [...this.#byKey.values()].filter((one) => one.kind === kind);
  }
}

/** What the project holds and no state knows, the newest first; what has no time comes last. */
export async function findLeftovers(
  client: Client,
  known: KnownResources,
  onProgress?: (progress: CrawlProgress) => void,
): Promise<Leftover[]> {
  const { leftovers } = await lookInto(client, known, onProgress);
  return leftovers.filter(({ held }) => !mayBeUntouched(held));
}

/** All that the project holds, and what of it no state knows, countries that are open from the start among it. */
export async function lookInto(
  client: Client,
  known: KnownResources,
  onProgress?: (progress: CrawlProgress) => void,
): Promise<{ held: Held[]; leftovers: Leftover[] }> {
  const held = await inventory(client, undefined, onProgress);
  const unknown = [...held, ...(await foreignRanges(client, known, held))].filter(
    (one) => isMade(one.entity, one.state) && known.ownerOf(one.entity, one.id) === undefined,
  );
  const attached = attachments([...held, ...unknown.filter((one) => !held.includes(one))]);
  const leftovers = unknown
    .map((one) => ({ held: one, attachedTo: attached.get(one) ?? [] }))
    .sort((one, other) => (ageKey(one.held) < ageKey(other.held) ? 1 : -1));
  return { held, leftovers };
}

/** Countries that are therefore no leftovers: a decision of this command, since what is published does not agree. */
const MAY_BE_UNTOUCHED = OPEN_AT_FIRST.flatMap(([codes]) => codes);

/** Whether an open country says nothing, since many a new project has it open. */
export function mayBeUntouched({ entity, id }: Held): boolean {
  return entity.name === "CountryPermission" && MAY_BE_UNTOUCHED.includes(id);
}

/**
 * Ranges that somebody added to a list that a state knows; the ranges of an unknown list belong to it. A list whose
 * ranges are secret in the state counts as known with all of them. After a refresh the list's state has them all:
 * then only one that doubles a known IpRange tells itself.
 */
async function foreignRanges(client: Client, known: KnownResources, held: readonly Held[]): Promise<Held[]> {
  const entity = entityNamed("IpRange");
  const withRanges = new Set(known.ofKind(entity.name).map(({ id }) => id.split("/")[0]));
  const found: Held[] = [];
  for (const list of held.filter((one) => one.entity.name === "AccessControlList")) {
    const owner = known.find("AccessControlList", list.id);
    const isShared = withRanges.has(list.id);
    const isListed = Array.isArray(owner?.outputs.ipRanges);
    if (owner === undefined ? !isShared : !isListed) {
      continue;
    }
    const own = new Set(objectsOf(owner?.outputs.ipRanges).map(rangeText));
    if (isShared || objectsOf(list.state.ipRanges).some((range) => !own.has(rangeText(range)))) {
      const ranges = await lifecycleOf(entity, () => client).list(list.id);
      const resources = ranges.filter(({ id }) => known.find(entity.name, id) !== undefined);
      for (const { state } of resources) own.delete(rangeText(state));
      found.push(
        ...ranges.filter(({ state }) => !own.has(rangeText(state))).map((one) => ({ ...one, entity })),
      );
    }
  }
  return found;
}

/** The entities on either side of each; in place of a link stands what is on its other side. */
function attachments(all: readonly Held[]): Map<Held, Held[]> {
  const attached = new Map<Held, Set<Held>>(all.map((one) => [one, new Set<Held>()]));
  for (const [from, named] of references(all)) {
    const targets = named.map(({ target }) => target);
    for (const target of targets) {
      attached.get(from)?.add(target);
      const isLink = from.entity.route.form === "link";
      for (const end of isLink ? targets.filter((other) => other !== target) : [from]) {
        attached.get(target)?.add(end);
      }
    }
  }
  return new Map([...attached].map(([one, ends]) => [one, [...ends]]));
}

/** Sorts by age. The API tells whole seconds; ids begin with the time in milliseconds. */
function ageKey({ createTime = "", id }: Held): string {
  return `${createTime} ${id.slice(id.lastIndexOf("/") + 1)}`;
}

/** The entity of a name that is known to exist. */
export function entityNamed(name: string): Entity {
  const entity = ENTITIES.find((one) => one.name.toLowerCase() === name.toLowerCase());
  if (entity === undefined) {
    throw new Error(`there is no kind ${name}: the kinds are ${ENTITIES.map((one) => one.name).join(", ")}`);
  }
  return entity;
}

function rangeText({ ipAddress, range }: JsonObject): string {
  return `${textOf(ipAddress)}/${Number(range)}`;
}
