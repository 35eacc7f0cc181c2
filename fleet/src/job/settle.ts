import { randomUUID } from "node:crypto";
import {
  hasUnknown,
  importEntry,
  isObject,
  objectsOf,
  textOf,
  typeOf,
  type Held,
  type JsonObject,
} from "pulumi-sinch/internals";
import type { Context } from "./context";
import type { Program, ShardStack } from "./stack";
import { Strays } from "./strays";

/** What is below a trunk is looked for once the trunk is known: so often at most. */
const ROUNDS = 4;

/** Something that was to be made, as Pulumi has it in pending operations and in events. */
export interface Wanted {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: unknown;
}

/** Whether a state says itself that something was under way. */
export function hasPending(state: string): boolean {
  const { deployment } = JSON.parse(state) as { deployment?: JsonObject };
  return objectsOf(deployment?.pending_operations).length > 0;
}

/**
 * Settles what an update began that nobody saw the end of, by what the account holds: what was made gets into the
 * state, by the pending operations and by what a preview would make again; what was not is made by the next update.
 * Updates and deletes are done again, after a refresh, which is the caller's.
 *
 * @returns how much was found
 */
export async function settle(
  stack: ShardStack,
  {
    program,
    excluded,
    since,
    context,
  }: {
    program: Program;
    excluded: (state: string) => readonly string[];
    since: Date | undefined;
    context: Context;
  },
): Promise<number> {
  const text = (await stack.export({ areSecretsShown: true })) ?? "";
  const document = JSON.parse(text) as { deployment: JsonObject };
  const { deployment } = document;
  const strays = new Strays(text, { shard: stack.name, since, context });
  const take: Take = (kind, inputs) => strays.take(kind, inputs);
  const begun = objectsOf(deployment.pending_operations)
    .filter(({ type }) => type === "creating")
    .flatMap(({ resource }) => (isObject(resource) ? [resource as unknown as Wanted] : []));
  delete deployment.pending_operations;
  let settled = await takeIn(deployment, begun, take);
  await stack.import(JSON.stringify(document));
  for (let round = 0; round < ROUNDS; round++) {
    const exclude = excluded(JSON.stringify(document));
    const found = await takeIn(deployment, await stack.creates(program, { exclude }), take);
    if (found === 0) break;
    settled += found;
    await stack.import(JSON.stringify(document));
  }
  return settled;
}

/** Finds what was made for something wanted. */
export type Take = (kind: string, inputs: JsonObject, wanted: Wanted) => Promise<Held | undefined>;

/** Puts what was made into a state, with the parents and the provider that it needs. Returns how much that was. */
export async function takeIn(deployment: JsonObject, wanted: readonly Wanted[], take: Take): Promise<number> {
  const resources = objectsOf(deployment.resources);
  deployment.resources = resources;
  let found = 0;
  for (const one of wanted) {
    const type = typeOf(one.type);
    const inputs = plain(one.inputs);
    if (type === undefined || hasUnknown(inputs)) continue;
    const held = await take(type.kind, inputs, one);
    if (held === undefined) continue;
    for (const old of resources.filter(({ urn }) => urn === one.urn)) old.delete = true;
    const provider = providerOf(one, resources, wanted);
    addParents(one, resources, wanted);
    resources.push(stateOf(one, held, { provider, form: type.form }));
    found++;
  }
  return found;
}

function stateOf(
  { urn, parent }: Wanted,
  held: Held,
  { provider, form }: { provider: string; form: "dynamic" | "plugin" },
): JsonObject {
  const { type, id, inputs, outputs } = importEntry(held, { name: "", front: "dynamic" });
  const { type: pluginType } = importEntry(held, { name: "", front: "plugin" });
  // The plugin's resources have no text that loads the provider's code.
  const own = (properties: unknown): JsonObject => {
    const all = isObject(properties) ? { ...properties } : {};
    if (form === "plugin") delete all.__provider;
    return all;
  };
  return {
    ...{ urn, custom: true, id: textOf(id), type: textOf(form === "plugin" ? pluginType : type) },
    ...{ inputs: own(inputs), outputs: own(outputs), provider, dependencies: [], propertyDependencies: {} },
    ...(parent !== undefined && { parent }),
  };
}

/** The provider as a state refers to it: one that the state has, else a new one. */
function providerOf({ provider = "" }: Wanted, resources: JsonObject[], wanted: readonly Wanted[]): string {
  const urn = provider.slice(0, provider.lastIndexOf("::"));
  const known = resources.find((one) => one.urn === urn);
  if (known !== undefined) return `${urn}::${textOf(known.id)}`;
  const made = wanted.find((one) => one.urn === urn);
  const type = /::(pulumi:providers:[^:]+)::[^:]*$/.exec(urn)?.[1] ?? "";
  const id = randomUUID();
  const inputs = plain(made?.inputs);
  resources.push({ urn, custom: true, id, type, inputs, outputs: inputs });
  return `${urn}::${id}`;
}

/** Components above it that the state has not, the topmost first. */
function addParents({ parent }: Wanted, resources: JsonObject[], wanted: readonly Wanted[]): void {
  const missing = wanted.find((one) => one.urn === parent);
  if (missing === undefined || resources.some(({ urn }) => urn === parent)) return;
  addParents(missing, resources, wanted);
  const { urn, type } = missing;
  resources.push({
    urn,
    custom: false,
    type,
    ...(missing.parent !== undefined && { parent: missing.parent }),
  });
}

/** Inputs with secrets in clear, whichever way they are marked. */
function plain(value: unknown): JsonObject {
  const open = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(open);
    if (!isObject(one)) return one;
    const { plaintext } = one;
    return typeof plaintext === "string" && SECRET_KEY in one
      ? (JSON.parse(plaintext) as unknown)
      : Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, open(inner)]));
  };
  const opened = open(value);
  return isObject(opened) ? opened : {};
}

/** How Pulumi marks a secret in a state. */
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
