import {
  Client,
  ENTITIES,
  clientOptions,
  contentOf,
  isGone,
  isMade,
  isObject,
  isSame,
  lifecycleOf,
  objectsOf,
  resourcesOfState,
  textOf,
  type Entity,
  type Held,
  type JsonObject,
} from "pulumi-sinch/internals";
import type { Context } from "./context";
import { ShardStack } from "./stack";

/** The forms whose entities a POST makes, a second one at a second POST. Others are what they are, however often. */
const MADE = ["collection", "accessControlList", "credentialList"];
/** And those that are there or not, whoever has asked for them. */
export const ALL = [...MADE, "link", "setting", "settingSet", "numberBinding"];

/** By how much the API's clock may be behind the store's. */
const CLOCKS_MS = 10 * 60_000;

/** What an account holds and no state of the fleet knows, as far as it is asked for. */
export class Strays {
  readonly #shard: string;
  readonly #forms: readonly string[];
  readonly #context: Context;
  readonly #client: Client;
  readonly #sinceMs: number;
  readonly #known: Set<string>;
  readonly #lists = new Map<string, Promise<Held[]>>();
  #others: Promise<Set<string>> | undefined;

  /**
   * @param state of the shard
   * @param shard whose it is
   * @param since nothing is taken that was made before
   */
  constructor(
    state: string,
    {
      shard,
      since,
      context,
      forms = MADE,
    }: { shard: string; since: Date | undefined; context: Context; forms?: readonly string[] },
  ) {
    this.#shard = shard;
    this.#forms = forms;
    this.#context = context;
    this.#client = new Client(clientOptions({}, process.env), { say: () => undefined });
    this.#sinceMs = since === undefined ? 0 : since.getTime() - CLOCKS_MS;
    this.#known = keysOf(state);
  }

  /**
   * Takes what a create with these inputs has made: nobody gets it a second time. Nothing where there is none.
   *
   * @param ids of which one is taken, where it is known to be among them
   */
  async take(kind: string, inputs: JsonObject, ids?: readonly string[]): Promise<Held | undefined> {
    const entity = ENTITIES.find(({ name }) => name === kind);
    if (entity === undefined || !this.#forms.includes(entity.route.form)) return undefined;
    const parent = parentOf(entity, inputs);
    const all = (await this.#list(entity, parent)).filter(
      ({ id, state, createTime }) =>
        (ids === undefined || ids.includes(id)) &&
        (isMade(entity, state) || entity.route.form === "settingSet") &&
        !this.#known.has(`${kind} ${id}`) &&
        (createTime === undefined || Date.parse(createTime) >= this.#sinceMs),
    );
    // One that is the same in all, else one that is the same to people: a row may have changed since.
    const found =
      all.find((held) => isAlike(entity, inputs, held)) ??
      all.find((held) => isNamesake(entity, inputs, held));
    if (found === undefined || (await this.#ofOthers()).has(`${kind} ${found.id}`)) return undefined;
    this.#known.add(`${kind} ${found.id}`);
    // In the program's spelling and order: else an update would have to put there what means the same.
    const { keep } = contentOf(entity);
    return { ...found, ...keep(found.state, inputs, textOf(found.state.projectId)) };
  }

  /** The ids of what is linked to a trunk, by the kind of link. */
  async linked(kind: string, sipTrunkId: string): Promise<string[]> {
    const entity = ENTITIES.find(({ name }) => name === kind);
    const input = entity?.route.form === "link" ? entity.route.input : "";
    const links = entity === undefined ? [] : await this.#list(entity, sipTrunkId);
    return links.map(({ inputs }) => textOf(inputs[input]));
  }

  #list(entity: Entity, parent: string | undefined): Promise<Held[]> {
    const key = `${entity.name} ${parent ?? ""}`;
    const listed = this.#lists.get(key) ?? this.#read(entity, parent);
    this.#lists.set(key, listed);
    return listed;
  }

  async #read(entity: Entity, parent: string | undefined): Promise<Held[]> {
    try {
      const listed = await lifecycleOf(entity, () => this.#client).list(parent);
      return listed.map((one) => ({ ...one, entity }));
    } catch (error) {
      // A parent that is gone has nothing.
      if (isGone(error)) return [];
      throw error;
    }
  }

  /** What the other shards of the account know; asked for once something was found. */
  #ofOthers(): Promise<Set<string>> {
    const { job, store } = this.#context;
    this.#others ??= store.shards().then(async (records) => {
      const known = new Set<string>();
      for (const { name, account } of records) {
        if (name === this.#shard || (account ?? "") !== (job.account ?? "")) continue;
        const state = await new ShardStack(name, this.#context).export();
        for (const key of keysOf(state ?? '{"deployment":{}}')) known.add(key);
      }
      return known;
    });
    return this.#others;
  }
}

function keysOf(state: string): Set<string> {
  return new Set(resourcesOfState(state, { stack: "" }).map(({ kind, id }) => `${kind} ${id}`));
}

function parentOf({ route }: Entity, inputs: JsonObject): string | undefined {
  const parent = route.form === "collection" || route.form === "link" ? route.parent : undefined;
  return parent && textOf(inputs[parent.input]);
}

function isAlike({ secrets }: Entity, inputs: JsonObject, { inputs: live }: Held): boolean {
  const keys = Object.keys(live).filter((key) => !secrets.includes(key));
  return keys.every((key) => isSame(inAnyOrder(live[key]), inAnyOrder(inputs[key])));
}

/** What nobody has twice on purpose, or can have twice. */
function isNamesake({ name, route }: Entity, inputs: JsonObject, { inputs: live }: Held): boolean {
  if (route.form === "settingSet") return true;
  if (name === "CredentialList" && usernames(inputs).length > 0)
    return isSame(usernames(inputs), usernames(live));
  const key = name === "SipTrunk" ? "hostName" : "name";
  return textOf(live[key]) !== "" && isSame(live[key], inputs[key]);
}

function usernames({ credentials }: JsonObject): string[] {
  return objectsOf(credentials)
    .map(({ username }) => textOf(username))
    .sort();
}

function inAnyOrder(value: unknown): unknown {
  const isList = Array.isArray(value) && value.every(isObject);
  return isList ? value.map((one) => JSON.stringify(Object.entries(one).sort())).sort() : value;
}
