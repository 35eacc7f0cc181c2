import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { createApi } from "./api";
import { ownerOf, ownersRequest } from "./by-hand";
import { createConcurrentChanges } from "./concurrent-changes";
import { putCalls } from "./call-routes";
import { makeTraffic, type Traffic } from "./call-traffic";
import { CONTROL_PATH, createControl } from "./control";
import { dataFile, loadStore, type DataFile } from "./data-file";
import type { Call } from "./entities";
import { withFaults, type Serve } from "./fault-answers";
import { createFaults, type Fault, type FaultRule } from "./faults";
import { seedNumbers } from "./numbers-seed";
import { settingsOf, type EmulatorOptions, type Settings, type Switches } from "./options";
import { projectState, type ProjectState } from "./project";
import { createPulse } from "./pulse";
import { createRehearsals } from "./rehearsals";
import { createRequestLog, type LoggedRequest } from "./request-log";
import { createStore, emptyStore, putProject, type Store } from "./store";
import { tokenBucket } from "./token-bucket";
import { createTokens } from "./tokens";
import { settleVoiceJobs } from "./voice-jobs";

/** An emulator without a port. */
export interface Emulator {
  /** The first account's key and first project. */
  readonly keyId: string;
  readonly keySecret: string;
  readonly projectId: string;
  /** Behaviours that may be changed at any time. */
  readonly switches: Switches;
  /** Answers a request, with a path such as `/oauth2/token` or a whole URL. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** The same for a request that came over a connection. */
  readonly fetch: (request: Request, bindings?: HttpBindings) => Promise<Response>;
  /** A copy of what a project has, the first one unless told otherwise. */
  readonly state: (projectId?: string) => ProjectState;
  /** The requests since the start or the last clearing, the oldest first. */
  readonly requests: () => LoggedRequest[];
  readonly clearRequests: () => void;
  /** Adds a fault rule; one with the same id gives way. */
  readonly addFault: (rule: FaultRule) => Fault;
  readonly faults: () => Fault[];
  readonly clearFaults: () => void;
  /** Adds a call record, since no request can. */
  readonly addCall: (call: Call, projectId?: string) => void;
  /** Back to the start: no entities but the seed, no requests, no faults, no valid tokens. */
  readonly reset: () => void;
}

/** Makes an emulator that listens on no port; its `request` is enough for many tests. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = settingsOf(options);
  const { accounts, clock, switches } = settings;
  const [{ keyId, keySecret, projectIds }] = accounts;
  const projectId = projectIds[0] ?? "";
  const store = createStore(clock);
  const tokens = createTokens(accounts, clock, settings.tokenTtlS);
  const buckets = [tokenBucket(settings.tokenLimit, clock), tokenBucket(settings.apiLimit, clock)] as const;
  const faults = createFaults();
  const log = createRequestLog(clock);
  seed(store, settings);
  if (settings.dataFile !== undefined) loadStore(settings.dataFile, store);
  if (settings.traffic !== undefined) addTraffic(store, settings.traffic, switches);

  const rehearsals = createRehearsals(clock);
  const pulse = createPulse();
  const secrets = accounts.map((account) => account.keySecret);
  const reset = (): void => {
    rehearsals.clear();
    accounts.forEach((account, index) => (account.keySecret = secrets[index] ?? ""));
    emptyStore(store);
    seed(store, settings);
    log.clear();
    faults.clear();
    tokens.expireAll();
    for (const bucket of buckets) bucket.refill();
    touch();
  };
  const settle = (): void => {
    for (const project of store.projects.values()) settleVoiceJobs(store, project, switches);
  };
  const [tokenLimit, apiLimit] = buckets;
  const api = createApi({ settings, store, tokens, tokenBucket: tokenLimit, apiBucket: apiLimit });
  const file = settings.dataFile === undefined ? undefined : dataFile(settings.dataFile, store);
  const kept = keep((request, _url, bindings) => Promise.resolve(api.fetch(request, bindings)), file);
  const { control, touch } = createControl({
    ...{ store, switches, log, faults, rehearsals, pulse, reset, settle },
    save: async () => {
      await file?.save();
    },
    issuedTokens: () => tokens.issued(),
    ownerOf: (id) => ownerOf(id, accounts),
    byHand: async (byHand) => {
      const request = ownersRequest(byHand, ownerOf(byHand.projectId, accounts));
      const url = new URL(request.url);
      const response = await kept(request, url);
      log.add(request, url, { status: response.status, fault: undefined, response });
      touch();
      return response;
    },
  });
  const answer = withFaults(kept, { faults, tokens, clock, errorStyle: () => switches.errors });
  const changes = createConcurrentChanges(switches);

  const answerTo = async (
    request: Request,
    url: URL,
    { refusal, bindings }: { refusal: Response | undefined; bindings: HttpBindings | undefined },
  ): Promise<{ response: Response; fault: string | undefined }> => {
    await settings.onRequest?.(request);
    if (switches.latencyMs > 0) await sleep(switches.latencyMs, undefined, { ref: false });
    return refusal ? { response: refusal, fault: undefined } : answer(request, url, bindings);
  };
  const fetch = async (request: Request, bindings?: HttpBindings): Promise<Response> => {
    const url = new URL(request.url);
    if (url.pathname === "/" || url.pathname.startsWith(`${CONTROL_PATH}/`)) return control.fetch(request);
    const { refusal, end } = changes.arrive(request, url);
    const { response, fault } = await answerTo(request, url, { refusal, bindings }).finally(end);
    const status = response.headers.has("x-hono-already-sent") ? 0 : response.status;
    log.add(request, url, { status, fault, response });
    if (request.method === "GET") pulse.beat();
    else touch();
    // A client may go by the server's clock, which here is the one that dates the entities.
    if (status !== 0) response.headers.set("date", new Date(clock.now()).toUTCString());
    return response;
  };

  return {
    keyId,
    keySecret,
    projectId,
    switches,
    request: (path, init) => fetch(new Request(new URL(path, "http://emulator"), init)),
    fetch,
    state(id = projectId) {
      settle();
      return structuredClone(projectState(known(store, id)));
    },
    requests: () => log.entries(),
    clearRequests: () => {
      log.clear();
      pulse.beat();
    },
    addFault: (rule) => {
      const fault = faults.add(rule);
      pulse.beat();
      return fault;
    },
    faults: () => faults.list(),
    clearFaults: () => {
      faults.clear();
      pulse.beat();
    },
    addCall(call, id = projectId) {
      known(store, id).calls.push(call);
      touch();
    },
    reset,
  };
}

function seed(store: Store, { accounts, numbers }: Settings): void {
  const projectIds = new Set(accounts.flatMap((account) => account.projectIds));
  for (const [index, id] of [...projectIds].entries()) {
    const own = numbers.filter((number) => (number.projectId ?? accounts[0].projectIds[0]) === id);
    putProject(store, id, seedNumbers(index, own));
  }
}

/** Those that an earlier start has made of the same seed give way. */
function addTraffic(store: Store, traffic: Traffic, { openCountries }: Switches): void {
  for (const project of store.projects.values()) {
    putCalls(
      project,
      makeTraffic(project, traffic, { nowMs: store.clock.now(), openAtFirst: openCountries }),
    );
  }
}

/** With a data file, a change is answered only when it is on the disk. */
function keep(serve: Serve, file: DataFile | undefined): Serve {
  if (file === undefined) return serve;
  return async (...request) => {
    const response = await serve(...request);
    if (request[0].method !== "GET" && response.ok) await file.save();
    return response;
  };
}

function known(store: Store, id: string): Store["projects"] extends Map<string, infer P> ? P : never {
  const project = store.projects.get(id);
  if (!project) throw new RangeError(`The emulator has no project ${id}`);
  return project;
}
