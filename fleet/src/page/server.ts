/** The fleet as a page that only reads. */
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import type { FleetStatus } from "../status";

/** Nothing is fetched from elsewhere, and no other page may show it in a frame. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
const FILES = { "/": "page.html", "/page.js": "page.js", "/page.css": "page.css" } as const;
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

export interface PageOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** The address of Temporal's own pages, for links to its histories. */
  readonly temporalPage?: string | undefined;
  /** @default until SIGINT or SIGTERM */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

/** Serves it on this machine alone until it is stopped. */
export async function servePage(
  status: () => Promise<FleetStatus>,
  { port, temporalPage, signal = interrupted(), say = console.log }: PageOptions,
): Promise<void> {
  const app = new Hono();
  app.use(async (context, next) => {
    // A page elsewhere may have a name that leads here: only our own names are answered.
    const host = (context.req.header("host") ?? "").replace(/:\d+$/, "");
    if (!["127.0.0.1", "localhost"].includes(host)) return context.text("not here", 421);
    await next();
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
  });
  for (const [path, file] of Object.entries(FILES)) {
    const type = TYPES[file.split(".").at(-1) ?? ""] ?? "";
    const text = readFileSync(join(__dirname, file), "utf8");
    app.get(path, (context) => context.body(text, 200, { "Content-Type": type }));
  }
  app.get("/status.json", async (context) => {
    try {
      return context.json({ ...(await status()), ...(temporalPage !== undefined && { temporalPage }) });
    } catch (error) {
      return context.json({ error: error instanceof Error ? error.message : String(error) }, 503);
    }
  });
  await new Promise<void>((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, ({ port: own }: AddressInfo) => {
      say(`The fleet's page: http://127.0.0.1:${own}`);
    });
    server.once("error", reject);
    signal.addEventListener(
      "abort",
      () =>
        server.close(() => {
          resolve();
        }),
      { once: true },
    );
  });
}

function interrupted(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop.abort();
    });
  }
  return stop.signal;
}
