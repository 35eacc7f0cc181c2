import { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { BadInputError } from "../errors";
import type { Row } from "../model";
import { messageOf, type Program } from "./load";
import { rowBySchema } from "./schema";

export { loadProgram, type Program } from "./load";

/** The component above all that a customer has. A contract with all states: it tells to whom a resource belongs. */
export const CUSTOMER_TYPE = "pulumi-sinch-fleet:index:Customer";

class CustomerComponent extends pulumi.ComponentResource {
  constructor(readonly customer: string) {
    super(CUSTOMER_TYPE, customer);
  }
}

const current = new AsyncLocalStorage<CustomerComponent>();

/** Whose function runs, also long after it has returned: in what it awaits, and in what it applies to outputs. */
export function currentCustomer(): string | undefined {
  return current.getStore()?.customer;
}

/**
 * Calls the program's function for each row; what it declares without a parent becomes a child of its customer.
 *
 * @throws BadInputError that names each customer whose row is refused or whose function throws: rehearsed before, so
 * that nothing of theirs is declared by half
 */
export async function declare(program: Program, rows: readonly Row[]): Promise<void> {
  const failed = await failures(program, rows);
  if (failed.size > 0) {
    throw new BadInputError(`the function fails for ${[...failed.keys()].sort().join(", ")}`);
  }
}

/** The same, with what is wrong by customer. */
export async function failures(program: Program, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  parentByCustomer();
  const failed = new Map<string, string>();
  await Promise.all(
    rows.map(async (row) => {
      try {
        const read = await rowBySchema(program.schema, row);
        if ("refused" in read) {
          failed.set(row.id, read.refused);
          return;
        }
        await current.run(new CustomerComponent(row.id), async () => {
          if (!isParent(row.id))
            throw new Error("this version of @pulumi/pulumi does not let a fleet choose parents");
          await program.customer(read.row);
        });
      } catch (error) {
        failed.set(row.id, `its function throws: ${messageOf(error)}`);
      }
    }),
  );
  return failed;
}

/** Below whom a new resource of the customer whose function runs comes to stand, and the types from there up. */
export function placeOf(parent: unknown): {
  readonly owner: string | undefined;
  readonly types: readonly string[];
} {
  const types: string[] = [];
  let one = (parent ?? current.getStore()) as Above | undefined;
  while (one !== undefined && !(one instanceof CustomerComponent)) {
    types.unshift(one.__pulumiType);
    one = one.__parentResource;
  }
  return { owner: one?.customer, types };
}

/** What Pulumi notes in each resource, though not in its declared interface. */
interface Above {
  readonly __pulumiType: string;
  readonly __parentResource?: Above | undefined;
}

/** The resources of a state, as far as it matters to whom they belong. */
export interface OwnedResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string | undefined;
}

/** All resources of each customer, its component among them: those that stand below the component, however deep. */
export function ownersOf(resources: readonly OwnedResource[]): ReadonlyMap<string, readonly string[]> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const owned = new Map<string, string[]>();
  for (const { urn } of resources) {
    let one = byUrn.get(urn);
    while (one !== undefined && one.type !== CUSTOMER_TYPE) one = byUrn.get(one.parent ?? "");
    if (one === undefined) continue;
    const customer = nameOf(one.urn);
    owned.set(customer, [...(owned.get(customer) ?? []), urn]);
  }
  return owned;
}

/**
 * What an update leaves out: all resources but those of customers that the program declares, Pulumi's own and the
 * stack. So what nobody knows any more is left as well.
 */
export function urnsToLeave(resources: readonly OwnedResource[], declared: ReadonlySet<string>): string[] {
  const owned = ownersOf(resources);
  const taken = new Set([...declared].flatMap((customer) => owned.get(customer) ?? []));
  return resources
    .filter(({ urn, type }) => !taken.has(urn) && !type.startsWith("pulumi:"))
    .map(({ urn }) => urn);
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Where Pulumi keeps a run's root resource; of an inline program each run has its own. */
interface Globals {
  readonly asyncLocalStorage?: AsyncLocalStorage<{ stackResource?: unknown }>;
  readonly globalStore?: { stackResource?: unknown };
}

const prepared = new WeakSet();

/**
 * Makes the customer whose function runs the parent of what has none. A transformation may not change parents, so it is
 * what Pulumi takes as parent in its stead: the root resource of the run. `isParent` sees whether that holds.
 */
function parentByCustomer(): void {
  const { asyncLocalStorage, globalStore } = globalThis as Globals;
  const store = asyncLocalStorage?.getStore() ?? globalStore;
  if (store === undefined || prepared.has(store)) return;
  prepared.add(store);
  let { stackResource } = store;
  Object.defineProperty(store, "stackResource", {
    configurable: true,
    enumerable: true,
    get: () => current.getStore() ?? stackResource,
    set: (given: unknown) => (stackResource = given),
  });
}

function isParent(customer: string): boolean {
  const root: unknown = pulumi.runtime.getStackResource();
  return root instanceof CustomerComponent && root.customer === customer;
}
