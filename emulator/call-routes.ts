import type { Hono } from "hono";
import { json } from "./answers";
import { readJson } from "./body";
import { callRecords } from "./call-records";
import { makeTraffic } from "./call-traffic";
import type { Call } from "./entities";
import { ApiError } from "./errors";
import { asObject, optionalInteger } from "./json";
import type { Switches } from "./options";
import type { Project } from "./project";
import type { Store } from "./store";

/** What adding calls needs. */
export interface CallParts {
  store: Store;
  switches: Readonly<Switches>;
  /** Resolves when what was changed is on the disk, where it is to be kept. */
  save: () => Promise<void>;
  /** Something may have changed. */
  touch: () => void;
}

const MOST_TRAFFIC = 1_000_000;
const MOST_SEEDS = 2 ** 31;

/** Serves the ways to add calls, since no request to the API can: records, and made-up traffic. */
export function serveCalls(control: Hono, path: string, parts: CallParts): void {
  const { store, switches, save, touch } = parts;
  control.post(`${path}/calls`, async (context) => {
    const project = projectIn(store, context.req.query("project"));
    const body = await readJson(context.req.raw, { optional: false });
    const calls = callRecords(body, { id: () => store.ulid(), nowMs: store.clock.now() });
    putCalls(project, calls);
    await save();
    touch();
    return json(201, { calls });
  });
  control.post(`${path}/traffic`, async (context) => {
    const project = projectIn(store, context.req.query("project"));
    const body = asObject(await readJson(context.req.raw, { optional: false }));
    const seed = optionalInteger(body, "seed", { min: 0, max: MOST_SEEDS }) ?? 1;
    const count = optionalInteger(body, "count", { min: 1, max: MOST_TRAFFIC }) ?? 1_000;
    const openAtFirst = switches.openCountries;
    const calls = makeTraffic(project, { seed, count }, { nowMs: store.clock.now(), openAtFirst });
    if (calls.length === 0) throw new ApiError(400, "BAD_REQUEST", NO_TRAFFIC);
    putCalls(project, calls);
    await save();
    touch();
    return json(201, { made: calls.length });
  });
}

/** Why there is no traffic. */
export const NO_TRAFFIC =
  "nobody can call or be called: a trunk needs an access control list, a credential list or a static endpoint for calls " +
  "that go out, and for calls that come in a number and an endpoint or forwarding";

/** Adds calls to those of a project, in the place of those with the same ids, in the order of their times. */
export function putCalls(project: Project, calls: readonly Call[]): void {
  const all = new Map([...project.calls, ...calls].map((call) => [call.callId, call]));
  project.calls = [...all.values()].sort((one, other) =>
    one.createTime < other.createTime ? -1 : one.createTime > other.createTime ? 1 : 0,
  );
}

/** The project that is named, or the first one. */
function projectIn(store: Store, id: string | undefined): Project {
  const [first] = store.projects.values();
  const project = id === undefined ? first : store.projects.get(id);
  if (project) return project;
  throw new ApiError(404, "NOT_FOUND", `The emulator has no project ${id ?? ""}`);
}
