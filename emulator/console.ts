import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { readJson } from "./body";
import { ApiError } from "./errors";
import { isObject } from "./json";

/** A request that the page sends to the API in the name of the project's owner. */
export interface RequestByHand {
  projectId: string;
  method: string;
  path: string;
  body?: unknown;
}

/** Where the page's files are, beside the compiled code too. */
const FOLDER = join(__dirname, "console");
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};
/** The page itself has another address. */
const FILES: ReadonlySet<string> = new Set(readdirSync(FOLDER).filter((name) => name !== "index.html"));
/** Nothing from elsewhere and nothing inline: a name of an entity can never become a script. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page, and what it does to entities by hand. */
export function serveConsole(
  control: Hono,
  path: string,
  send: (request: RequestByHand) => Promise<Response>,
): void {
  control.get("/", async (context, next) => {
    if (!(context.req.header("accept") ?? "").includes("text/html")) return next();
    return file("index.html");
  });
  control.get(`${path}/console/:name`, (context) => {
    const name = context.req.param("name");
    return FILES.has(name) ? file(name) : context.notFound();
  });
  control.post(`${path}/by-hand`, async (context) => {
    const request = await readJson(context.req.raw, { optional: false });
    if (!isByHand(request)) {
      throw new ApiError(400, "BAD_REQUEST", 'It must have projectId, method and path, such as "/trunks"');
    }
    return send(request);
  });
}

/** Refuses what a page from elsewhere sends through somebody's browser: it could change or read everything. */
export function isFromElsewhere(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

function file(name: string): Response {
  const headers = {
    "content-type": TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "",
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  };
  return new Response(readFileSync(join(FOLDER, name)), { headers });
}

function isByHand(value: unknown): value is RequestByHand {
  if (!isObject(value)) return false;
  const { projectId, method, path } = value;
  return (
    typeof projectId === "string" &&
    typeof path === "string" &&
    path.startsWith("/") &&
    typeof method === "string" &&
    ["GET", "POST", "PUT", "PATCH", "DELETE"].includes(method)
  );
}
