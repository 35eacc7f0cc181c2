import { textOf } from "../provider/json";
import { accountOf, isUnknown, type StackResource } from "../stack/resource";
import { fact } from "./asks";
import { countriesOf, type Countries } from "./destinations";
import type { Endpoint } from "./endpoints";
import type { Gate } from "./gate";
import { partsOf, trunkIn } from "./parts";
import type { Ask } from "./questions";
import { finder, OF_TRUNK } from "./references";
import { rulesOf, type Rules } from "./rules";
import type { Outcome } from "./verdict";

/** What decides calls, out of a stack or an account, indexed once for millions of them. */
export interface World {
  readonly resources: readonly StackResource[];
  /** Whether there is nothing but what it holds. */
  readonly isWhole: boolean;
  readonly accounts: readonly Account[];
  readonly trunks: readonly Trunk[];
  readonly trunksById: ReadonlyMap<string, Trunk>;
  readonly trunksByDomain: ReadonlyMap<string, Trunk>;
  /** By the digits of a number: to what it is bound. */
  readonly numbers: ReadonlyMap<string, Binding>;
  /** Whether a number that is not there is bound nowhere. */
  readonly areNumbersKnown: boolean;
  /** What is surely not there, though the world may not hold all: ids and names of trunks, digits of numbers. */
  readonly gone: ReadonlySet<string>;
}

/** What holds for all trunks of an account. */
export interface Account {
  /** Empty for the stack's own. */
  readonly name: string;
  /** Whether there is nothing in it but what the world holds. */
  readonly isWhole: boolean;
  readonly outbound: Rules;
  readonly inbound: Rules;
  readonly countries: Countries;
}

/** A number's binding; without a trunk where this is not known here. */
export interface Binding {
  readonly resource: StackResource;
  readonly trunk?: Trunk;
}

/** A trunk with all that hangs on it. */
export interface Trunk {
  readonly resource: StackResource;
  readonly account: Account;
  /** In lower case; nothing where it is not known here. */
  readonly domain?: string;
  readonly gate: Gate;
  readonly endpoints: {
    readonly all: readonly Endpoint[];
    /** Asks whether there are others; nothing where all are known. */
    readonly others?: Ask;
  };
  readonly forwarding: Forwarding;
  /** How many calls may start in a second, or what asks whether these are fewer. */
  readonly callsPerSecond: number | Ask;
  readonly allowed: Outcome;
  /** Outcomes of calls that ring, by their keys: each is made once. */
  readonly rings: Map<string, Outcome>;
  /** What becomes of an inbound call that no rule blocks, where that depends on nothing. */
  usual?: Outcome;
}

/** Where a trunk forwards calls that nobody takes. */
export interface Forwarding {
  readonly isOn: boolean | Ask;
  /** Nothing where there is none. */
  readonly number?: string;
  /** Asks whether the number may be called, where it is not known here. */
  readonly unknown?: Ask;
}

/** How much of what there is a world holds. */
export interface WorldOptions {
  /**
   * Whether there is nothing else: an account was read, or the user says so; or by the name of an account, where some were
   * read. What the rest does not hold is not known.
   */
  readonly isWhole: boolean | ((account: string) => boolean);
  /** What a change takes away. */
  readonly removed?: readonly StackResource[];
}

/** Indexes the resources of a stack or an account. */
export function worldOf(resources: readonly StackResource[], options: WorldOptions): World {
  const { isWhole: whole, removed = [] } = options;
  const isWholeIn = typeof whole === "boolean" ? (): boolean => whole : whole;
  const find = finder(resources);
  const byKind = groupBy(resources, ({ kind }) => kind);
  const byAccount = groupBy(resources, accountOf);
  const accounts = new Map(
    [...byAccount].map(([name, own]) => [name, accountIn(name, own, isWholeIn(name))]),
  );
  const isWhole = accounts.size === 0 ? whole === true : [...accounts.values()].every((one) => one.isWhole);
  const parts = partsOf(byKind, find);
  const trunks = (byKind.get("SipTrunk") ?? []).flatMap((resource): Trunk[] => {
    const account = accounts.get(accountOf(resource));
    return account ? [trunkIn(resource, account, parts)] : [];
  });
  const ofResource = new Map(trunks.map((trunk) => [trunk.resource, trunk]));
  const assignments = (byKind.get("PhoneNumberAssignment") ?? []).filter(isBound);
  return {
    ...{ resources, isWhole, trunks },
    accounts: [...accounts.values()],
    trunksById: new Map(
      trunks.flatMap((trunk) => (trunk.resource.id === undefined ? [] : [[trunk.resource.id, trunk]])),
    ),
    trunksByDomain: new Map(
      trunks.flatMap((trunk) => (trunk.domain === undefined ? [] : [[trunk.domain, trunk]])),
    ),
    numbers: new Map(
      assignments.map((resource): [string, Binding] => {
        const found = find(resource, OF_TRUNK);
        const trunk = found && ofResource.get(found);
        return [
          textOf(resource.properties.phoneNumber).replace(/^\+/, ""),
          { resource, ...(trunk && { trunk }) },
        ];
      }),
    ),
    areNumbersKnown: isWhole && !assignments.some((one) => isUnknown(one, "phoneNumber")),
    gone: new Set(removed.flatMap(goneBy)),
  };
}

/** By what a call names something that is taken away. */
function goneBy({ kind, id = "", name, properties }: StackResource): string[] {
  if (kind === "SipTrunk") return [id, name, textOf(properties.name), textOf(properties.hostName)];
  return kind === "PhoneNumberAssignment" ? [textOf(properties.phoneNumber).replace(/^\+/, "")] : [];
}

function groupBy<Key>(
  resources: readonly StackResource[],
  keyOf: (one: StackResource) => Key,
): Map<Key, StackResource[]> {
  const groups = new Map<Key, StackResource[]>();
  for (const resource of resources) {
    const group = groups.get(keyOf(resource));
    if (group) group.push(resource);
    else groups.set(keyOf(resource), [resource]);
  }
  return groups;
}

/** An account lists numbers, too, that are bound to nothing. */
function isBound({ properties, references }: StackResource): boolean {
  return textOf(properties.sipTrunkId) !== "" || references.sipTrunkId !== undefined;
}

function accountIn(name: string, own: readonly StackResource[], isWhole: boolean): Account {
  const rules = own.filter(({ kind }) => kind === "CallBlockingRule");
  const of = name === "" ? "" : ` of account ${name}`;
  const others = isWhole
    ? undefined
    : fact(`other rules${of}`, `whether a rule${of} that is not known here blocks it`, [
        "none does",
        "one does",
      ]);
  return {
    ...{ name, isWhole },
    outbound: rulesOf(rules, "OUTBOUND", others),
    inbound: rulesOf(rules, "INBOUND", others),
    countries: countriesOf(own),
  };
}
