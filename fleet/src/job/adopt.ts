import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { output, runtime, type Input } from "@pulumi/pulumi";
import {
  isSame,
  objectsOf,
  readReview,
  textOf,
  type Change,
  type Held,
  type JsonObject,
} from "pulumi-sinch/internals";
import type { Row } from "../model";
import { ownersOf, urnsToLeave, type OwnedResource } from "../program/run";
import type { Context } from "./context";
import { contentOf, requireAtHome } from "./content";
import type { Adopted, AdoptionReport, AdoptJob } from "./jobs";
import { customersOf, stateWithout, urnsOf } from "./owned";
import { takeIn, type Take, type Wanted } from "./settle";
import { settleAsRecorded } from "./settle-recorded";
import { ShardStack } from "./stack";
import { ALL, Strays } from "./strays";

/** A trunk, its lists, their links, and what names a username of theirs; one more finds nothing. */
const ROUNDS = 6;
/** Which kind of link leads from a trunk to a list. */
const LINKS: Readonly<Record<string, string>> = {
  AccessControlList: "TrunkAccessControlList",
  CredentialList: "TrunkCredentialList",
};

/**
 * Takes what an account has of customers into a shard that knows nothing of them yet. All of it is tried in a copy of the
 * state; only whoever would not be changed by an update gets into the shard's own, in one write.
 */
export async function adopt({ shard, release, account }: AdoptJob, context: Context): Promise<Adopted> {
  const { store, lease } = context;
  const { rows, program: declared } = await contentOf(shard, release, context);
  const passwords = new Map<string, JsonObject[]>();
  const program = async (): Promise<void> => {
    keepPasswords(passwords);
    await declared();
  };
  await requireAtHome(shard, rows, context);
  const stack = new ShardStack(shard, context);
  await settleAsRecorded(stack, context);
  if ((await stack.export()) === undefined) await stack.create();
  const before = (await stack.export({ areSecretsShown: true })) ?? "";
  const known = customersOf(before);
  const wanted = rows.filter(({ id }) => !known.includes(id));
  const trial = await trialOf(shard, context);
  const document = JSON.parse(before) as { deployment: JsonObject };
  const matches = new Matches(before, { shard, passwords, context });
  let creates: readonly Wanted[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const text = JSON.stringify(document);
    await trial.import(text);
    creates = await trial.creates(program, { exclude: leaving(text, wanted) });
    if ((await takeIn(document.deployment, creates, matches.takeFor(creates, text))) === 0) break;
  }

  const after = JSON.stringify(document);
  const { stdout } = await trial.preview(program, { exclude: leaving(after, wanted) });
  const { changes } = readReview(stdout, `the preview of ${shard}`);
  const reasons = reasonsOf(changes, ownersOf([...placesOf(after), ...creates]));
  const ids = wanted.map(({ id }) => id).sort();
  const isFit = (id: string): boolean => !reasons.has(id) && urnsOf(after, [id]).length > 0;
  const adopted = ids.filter(isFit);
  const rest = ids.filter((id) => !isFit(id));
  if (adopted.length > 0) await stack.import(stateWithout(after, rest));
  const record = await store.shard(shard);
  if (adopted.length > 0) {
    const customers = [...new Set([...(record?.customers ?? []), ...adopted])].sort();
    // A roll-out follows, which finds them as they are.
    const what = { name: shard, account, digest: "", release, left: [], outcome: "done" as const };
    await store.record({ ...what, ...record, digest: "", customers, at: new Date().toISOString() }, lease);
  }
  const report: AdoptionReport = {
    adopted,
    refused: rest.map((customer) => ({ customer, texts: reasons.get(customer) ?? [NOTHING] })),
    passwords: matches.passwords,
  };
  const resources = urnsOf(after, adopted).length - adopted.length;
  return { adopted: adopted.length, resources, report: await store.put(JSON.stringify(report)) };
}

const NOTHING = "declares nothing";

/** The same stack in a state of its own, which goes with the job. */
async function trialOf(shard: string, context: Context): Promise<ShardStack> {
  const workDir = join(context.workDir, "trial");
  const states = join(workDir, "states");
  mkdirSync(states, { recursive: true });
  const trial = new ShardStack(shard, { ...context, workDir }, `file://${states}`);
  await trial.create();
  return trial;
}

function leaving(state: string, rows: readonly Row[]): readonly string[] {
  return urnsToLeave(placesOf(state), new Set(rows.map(({ id }) => id)));
}

function placesOf(state: string): OwnedResource[] {
  const { deployment } = JSON.parse(state) as { deployment: JsonObject };
  return objectsOf(deployment.resources).map(({ urn, type, parent }) => {
    return { urn: textOf(urn), type: textOf(type), parent: textOf(parent) };
  });
}

/** What of an account belongs to whom. */
class Matches {
  passwords = 0;
  readonly #strays: Strays;
  readonly #trunks = new Map<string, string[]>();

  readonly #passwords: ReadonlyMap<string, JsonObject[]>;

  constructor(
    state: string,
    of: {
      readonly shard: string;
      readonly passwords: ReadonlyMap<string, JsonObject[]>;
      readonly context: Context;
    },
  ) {
    const { shard, passwords, context } = of;
    this.#passwords = passwords;
    this.#strays = new Strays(state, { shard, since: undefined, context, forms: ALL });
  }

  takeFor(creates: readonly Wanted[], state: string): Take {
    const owners = ownersOf([...placesOf(state), ...creates]);
    const ownerOf = new Map(
      [...owners].flatMap(([customer, urns]) => urns.map((urn) => [urn, customer] as const)),
    );
    const trunks = new Set(
      creates.filter(({ type }) => type.endsWith(":SipTrunk")).map(({ urn }) => ownerOf.get(urn)),
    );
    return async (kind, inputs, { urn }) => {
      const customer = ownerOf.get(urn);
      if (customer === undefined) return undefined;
      const link = LINKS[kind];
      const own = this.#trunks.get(customer) ?? [];
      // Two lists may be alike: which one is whose is told by the trunk, so that comes first.
      if (link !== undefined && trunks.has(customer) && own.length === 0) return undefined;
      const linked =
        link === undefined
          ? undefined
          : (await Promise.all(own.map((trunk) => this.#strays.linked(link, trunk)))).flat();
      const held =
        (linked && (await this.#strays.take(kind, inputs, linked))) ??
        (await this.#strays.take(kind, inputs));
      if (held !== undefined && kind === "SipTrunk") this.#trunks.set(customer, [...own, held.id]);
      return held && this.#withPasswords(held, urn);
    };
  }

  /** With the passwords of the program, where the usernames are the same: the API never tells one. */
  #withPasswords(held: Held, urn: string): Held {
    const credentials = this.#passwords.get(nameOf(urn));
    if (held.entity.name !== "CredentialList" || credentials === undefined) return held;
    if (!isSame(usernamesOf(credentials), usernamesOf(held.inputs.credentials))) return held;
    this.passwords++;
    const [inputs, state] = [
      { ...held.inputs, credentials },
      { ...held.state, credentials },
    ];
    return { ...held, inputs, state };
  }
}

/** Keeps what the program gives credential lists, by their names; what Pulumi prints has no secret. */
function keepPasswords(passwords: Map<string, JsonObject[]>): void {
  runtime.registerStackTransformation(({ type, name, props }) => {
    const { credentials } = props as { credentials?: Input<JsonObject[]> };
    if (type.endsWith(":CredentialList"))
      output(credentials ?? []).apply((all) => void passwords.set(name, objectsOf(all)));
    return undefined;
  });
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function usernamesOf(credentials: unknown): string[] {
  return objectsOf(credentials)
    .map(({ username }) => textOf(username))
    .sort();
}

/** What would change, by customer. */
function reasonsOf(
  changes: readonly Change[],
  owners: ReadonlyMap<string, readonly string[]>,
): Map<string, string[]> {
  const reasons = new Map<string, string[]>();
  for (const change of changes.filter(({ operation }) => operation !== "same")) {
    const customer = [...owners].find(([, urns]) => urns.includes(change.resource.urn))?.[0];
    if (customer === undefined) continue;
    reasons.set(customer, [...(reasons.get(customer) ?? []), reasonOf(change)]);
  }
  return reasons;
}

function reasonOf({ operation, differing, resource, before }: Change): string {
  const what = `${resource.kind} "${resource.name}"`;
  if (operation === "create") return `${what} is not in the account`;
  const values = differing.map((key) => {
    const [had, has] = [before?.properties[key], resource.properties[key]].map((value) =>
      JSON.stringify(value ?? null),
    );
    return `${key} (${had ?? ""} in the account, ${has ?? ""} by the table)`;
  });
  return `${what} differs in ${values.join(", ")}`;
}
