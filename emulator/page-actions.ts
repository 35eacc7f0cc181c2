import type { Hono } from "hono";
import { json } from "./answers";
import { readJson } from "./body";
import { configurationLines } from "./configuration";
import type { RequestByHand } from "./console";
import { ApiError } from "./errors";
import type { Faults } from "./faults";
import { asObject, optionalText, requiredText } from "./json";
import { OPERATIONS } from "./operations";
import type { Account } from "./options";
import type { Project } from "./project";
import type { Rehearsals } from "./rehearsals";
import type { RequestLog } from "./request-log";
import { SCENARIOS, type Choice } from "./scenarios";
import type { Store } from "./store";

/** What the page can do besides requests by hand. */
export interface ActionParts {
  store: Store;
  log: RequestLog;
  faults: Faults;
  rehearsals: Rehearsals;
  /** Whoever has a project. */
  ownerOf: (projectId: string) => Account;
  issuedTokens: () => number;
  byHand: (request: RequestByHand) => Promise<Response>;
  /** Something may have changed. */
  touch: () => void;
}

const PROJECT_PATH = /^\/v1\/projects\/([^/]+)(\/.*)$/;

/** Serves a logged request's bodies, sends it once more, rehearses, and tells the lines of a configuration. */
export function servePageActions(control: Hono, path: string, parts: ActionParts): void {
  const { log, rehearsals } = parts;
  control.get(`${path}/requests/:number`, (context) => {
    const exchange = log.exchange(Number(context.req.param("number")));
    return exchange === undefined ? context.notFound() : json(200, exchange);
  });
  control.post(`${path}/requests/:number/again`, (context) =>
    sendAgain(Number(context.req.param("number")), parts),
  );
  control.get(`${path}/operations`, () =>
    json(200, { operations: OPERATIONS.map(({ id, method, path: below }) => ({ id, method, path: below })) }),
  );
  control.get(`${path}/configuration`, (context) => {
    const projectId = context.req.query("project") ?? "";
    const { keyId, keySecret } = parts.ownerOf(projectId);
    const { origin } = new URL(context.req.url);
    return json(200, configurationLines({ url: origin, projectId, keyId, keySecret }));
  });
  control.get(`${path}/scenarios`, () =>
    json(200, { scenarios: SCENARIOS.map(({ id, title, what, asks }) => ({ id, title, what, asks })) }),
  );
  control.post(`${path}/rehearsals`, async (context) => {
    const body = asObject(await readJson(context.req.raw, { optional: false }));
    const project = projectOf(parts.store, requiredText(body, "projectId"));
    const choice: Choice = {};
    for (const name of ["trunkId", "endpointId", "isoCode"] as const) {
      const value = optionalText(body, name);
      if (value) choice[name] = value;
    }
    const stage = {
      project,
      account: parts.ownerOf(project.id),
      faults: parts.faults,
      issuedTokens: parts.issuedTokens,
      send: (method: string, below: string, content?: unknown) =>
        sendOrThrow(parts, { projectId: project.id, method, path: below, body: content }),
    };
    const begun = await rehearsals.begin(requiredText(body, "scenario"), stage, choice);
    parts.touch();
    return json(201, begun);
  });
  control.delete(`${path}/rehearsals/:number`, (context) => {
    rehearsals.end(Number(context.req.param("number")));
    parts.touch();
    return new Response(null, { status: 204 });
  });
}

/** Sends it as it was, secrets too, which the page never gets to see. */
async function sendAgain(number: number, { log, byHand }: ActionParts): Promise<Response> {
  const exchange = log.exchange(number);
  const [, projectId = "", below = ""] = PROJECT_PATH.exec(exchange?.path ?? "") ?? [];
  if (!exchange?.isKept || below === "") {
    throw new ApiError(404, "NOT_FOUND", "This request is not kept any more, or is not one to a project");
  }
  const text = log.sentBody(number);
  const query = exchange.query === "" ? "" : `?${exchange.query}`;
  return byHand({
    projectId: decodeURIComponent(projectId),
    method: exchange.method,
    path: below + query,
    ...(text !== undefined && text !== "" && { body: parsed(text) }),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, "BAD_REQUEST", "The body of this request is no JSON");
  }
}

async function sendOrThrow({ byHand }: ActionParts, request: RequestByHand): Promise<void> {
  const response = await byHand(request);
  if (response.ok) return;
  const told = asObject(await response.json());
  throw new ApiError(response.status, "BAD_REQUEST", optionalText(told, "message") ?? "The API refused it");
}

function projectOf(store: Store, id: string): Project {
  const project = store.projects.get(id);
  if (project) return project;
  throw new ApiError(404, "NOT_FOUND", `The emulator has no project ${id}`);
}
