import { Hono, type Context } from "hono";
import {
  errorResponse,
  expiredToken,
  invalidCredentials,
  isNumbersPath,
  json,
  toResponse,
  wrongProject,
} from "./answers";
import { readJson } from "./body";
import { addCredential } from "./credential-lists";
import { ApiError, noResource } from "./errors";
import { NUMBERS_ROUTES } from "./numbers-routes";
import { issueToken } from "./oauth";
import type { Handler } from "./operation";
import { OPERATIONS } from "./operations";
import type { Account, Settings } from "./options";
import type { Project } from "./project";
import type { Store } from "./store";
import type { TokenBucket } from "./token-bucket";
import type { Tokens } from "./tokens";
import { settleVoiceJobs } from "./voice-jobs";

/** What the API is made of. */
export interface ApiParts {
  settings: Settings;
  store: Store;
  tokens: Tokens;
  tokenBucket: TokenBucket;
  apiBucket: TokenBucket;
}

const PROJECT = "/v1/projects/:projectId";
/** Served only if the switch says so. */
const ADD_CREDENTIAL = "/credentialLists/:listId/credentials";
const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** The token endpoint, the trunking API and the Numbers API as one application. */
export function createApi(parts: ApiParts): Hono {
  const { settings, tokens, tokenBucket, apiBucket } = parts;
  const { switches } = settings;
  const api = new Hono();
  const tokenEndpoint = { tokens, bucket: tokenBucket, lifeS: settings.tokenTtlS };
  api.post("/oauth2/token", (context) => issueToken(context.req.raw, tokenEndpoint));
  api.use(`${PROJECT}/*`, async (context, next) => {
    const { req } = context;
    const refusal = refusalOf(req.header("authorization"), req.param("projectId"), parts);
    if (refusal) return refusal;
    if (!apiBucket.take()) throw new ApiError(429, "TOO_MANY_REQUESTS", "Too many requests");
    await next();
    return undefined;
  });
  api.use(PROJECT + ADD_CREDENTIAL, (context, next) => {
    if (!switches.addCredentialRoute) throw noResource(context.req.path);
    return next();
  });
  const table = routes();
  for (const { method, path, handler } of table) {
    api.on(method, PROJECT + path, (context) => serve(context, handler, parts));
  }
  for (const path of ["/oauth2/token", ...table.map((route) => PROJECT + route.path)]) {
    api.all(path, (context) => {
      throw new ApiError(
        405,
        "METHOD_NOT_ALLOWED",
        `Request method '${context.req.method}' is not supported`,
      );
    });
  }
  api.notFound((context) => errorResponse(noResource(context.req.path), context.req.path, switches.errors));
  api.onError((error, context) => {
    if (error instanceof ApiError) return errorResponse(error, context.req.path, switches.errors);
    return json(500, {
      code: 500,
      status: "INTERNAL_SERVER_ERROR",
      message: `Emulator: ${String(error.stack)}`,
    });
  });
  return api;
}

function routes(): readonly { method: string; path: string; handler: Handler }[] {
  const trunking = OPERATIONS.map(({ method, path, handler }) => ({
    method,
    path: path.replaceAll(/\{(\w+)\}/g, ":$1"),
    handler,
  }));
  return [...trunking, { method: "POST", path: ADD_CREDENTIAL, handler: addCredential }, ...NUMBERS_ROUTES];
}

function refusalOf(
  authorization: string | undefined,
  projectId: string,
  { store, tokens }: Pick<ApiParts, "store" | "tokens">,
): Response | undefined {
  const caller = tokens.callerOf(authorization ?? null);
  if (caller.kind === "expired") return expiredToken();
  if (caller.kind !== "account") return invalidCredentials();
  if (store.projects.has(projectId) && opens(caller.account, projectId, store)) return undefined;
  return wrongProject(caller.account.keyId, projectId);
}

/** A key opens the projects of its account, and those which these have added. */
function opens({ projectIds }: Account, projectId: string, store: Store): boolean {
  if (projectIds.includes(projectId)) return true;
  return projectIds.some((id) => store.projects.get(id)?.addedProjects.has(projectId));
}

async function serve(context: Context, handler: Handler, parts: ApiParts): Promise<Response> {
  const { settings, store } = parts;
  const { req } = context;
  const url = new URL(req.url);
  const optional = req.method === "POST" && isNumbersPath(url.pathname);
  const body = WITH_BODY.has(req.method) ? await readJson(req.raw, { optional }) : undefined;
  const project = projectOf(store, req.param("projectId") ?? "");
  settleVoiceJobs(store, project, settings.switches);
  const params = req.param();
  const call = { store, project, switches: settings.switches, params, query: url.searchParams, body };
  return toResponse(handler(call));
}

function projectOf(store: Store, id: string): Project {
  const project = store.projects.get(id);
  if (!project) throw noResource(id);
  return project;
}
