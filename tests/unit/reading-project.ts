import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../emulator";
import { Client } from "../../provider/api/client";
import { ENTITIES } from "../../provider/entities";
import type { JsonObject } from "../../provider/json";
import type { Kept } from "../../provider/lifecycle/content";
import type { Lifecycle } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { axiosTransport, type HttpAnswer, type HttpRequest } from "../../provider/api/transport";
import { ByHand, type Body } from "../support/by-hand";
import { VirtualClock } from "../support/virtual-clock";

/** A resource as a state has it. */
export interface Resource {
  readonly entity: string;
  readonly id: string;
  readonly state: JsonObject;
}

/** What happens on the way of an answer: something by hand, or another answer. */
export type OnTheWay = (request: HttpRequest, answer: HttpAnswer) => Promise<HttpAnswer> | HttpAnswer;

/** A project on an emulator, with a provider process that the engine asks for many things at once. */
export class ReadingProject {
  readonly hand: ByHand;
  /** What happens to each answer. */
  onTheWay: OnTheWay = (_request, answer) => answer;
  #client: Client;
  #lifecycles = new Map<string, Lifecycle>();

  private constructor(readonly emulator: RunningEmulator) {
    this.hand = new ByHand(emulator);
    this.#client = this.#newClient();
  }

  static async create(options: EmulatorOptions = {}): Promise<ReadingProject> {
    return new ReadingProject(await startEmulator(options));
  }

  /** Begins another run of the CLI: a new process, which has read nothing yet. */
  newRun(): void {
    this.#client = this.#newClient();
    this.#lifecycles = new Map();
    this.onTheWay = (_request, answer) => answer;
    this.emulator.clearRequests();
  }

  lifecycle(entity: string): Lifecycle {
    const known = this.#lifecycles.get(entity);
    const definition = ENTITIES.find(({ name }) => name === entity);
    if (definition === undefined) throw new Error(`there is no entity ${entity}`);
    const made = known ?? lifecycleOf(definition, () => this.#client);
    this.#lifecycles.set(entity, made);
    return made;
  }

  /** Creates one resource, as `up` does: check first. */
  async create(entity: string, news: JsonObject): Promise<Resource> {
    const lifecycle = this.lifecycle(entity);
    const { inputs, failures } = lifecycle.check({}, news);
    expect(failures).toEqual([]);
    return { entity, ...(await lifecycle.create(inputs)) };
  }

  /** Reads one resource, as `refresh` does. */
  async read({ entity, id, state }: Resource): Promise<Kept | undefined> {
    return await this.lifecycle(entity).read(id, state);
  }

  /** A resource made past the provider and without a connection, so that thousands take seconds. */
  async seed(entity: string, path: string, news: JsonObject): Promise<Resource> {
    const { inputs } = this.lifecycle(entity).check({}, news);
    const { id } = await this.#post(path, inputs);
    const [, parent] = path.split("/").length > 2 ? path.slice(1).split("/") : [];
    return { entity, id: `${parent === undefined ? "" : `${parent}/`}${String(id)}`, state: inputs };
  }

  async #post(path: string, body: Body): Promise<Body> {
    const { keyId, keySecret, projectId, request } = this.emulator;
    const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
    const headers = { authorization, "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const answer = await request(`/v1/projects/${projectId}${path}`, init);
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  /** The requests of this run to the API, such as `GET /trunks`. */
  requests(): string[] {
    const prefix = `/v1/projects/${this.emulator.projectId}`;
    const toApi = this.emulator.requests().filter(({ path }) => path.startsWith(prefix));
    return toApi.map(({ method, path }) => `${method} ${path.slice(prefix.length)}`);
  }

  /** How many tokens were asked for in this run. */
  tokens(): number {
    return this.emulator.requests().filter(({ path }) => path === "/oauth2/token").length;
  }

  #newClient(): Client {
    const { url, keyId, keySecret, projectId } = this.emulator;
    const options = { keyId, keySecret, projectId, apiUrl: url, authUrl: url, numbersUrl: url };
    const send = axiosTransport();
    return new Client(
      { ...options, authMethod: "oauth2" },
      {
        clock: new VirtualClock(Date.now()),
        transport: async (request) => await this.onTheWay(request, await send(request)),
      },
    );
  }
}

/** A project for all tests of a file. */
export function useReadingProject(options?: EmulatorOptions): () => ReadingProject {
  let project: ReadingProject | undefined;
  beforeAll(async () => {
    project = await ReadingProject.create(options);
  });
  beforeEach(() => {
    project?.emulator.reset();
    project?.newRun();
  });
  afterAll(() => project?.emulator.close());
  return () => {
    if (project === undefined) throw new Error("the project is there in tests and hooks only");
    return project;
  };
}

/** Does something with each item, so many at once, as the engine does with `--parallel`. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  parallel: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return results;
}

/** The numbers from 0 up. */
export function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
