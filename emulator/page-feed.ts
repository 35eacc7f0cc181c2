import type { Hono } from "hono";
import { accountRows, type Row } from "./account-rows";
import { createFeed, type Feed } from "./feed";
import type { Faults } from "./faults";
import type { Switches } from "./options";
import type { Pulse } from "./pulse";
import type { Rehearsals } from "./rehearsals";
import type { RequestLog } from "./request-log";
import type { Store } from "./store";

/** What the page is told of. */
export interface FeedParts {
  store: Store;
  switches: Readonly<Switches>;
  log: RequestLog;
  faults: Faults;
  rehearsals: Rehearsals;
  pulse: Pulse;
  /** Finishes the jobs whose time has come. */
  settle: () => void;
}

/** What the page is fed with, as seen from the rest of the emulator. */
export interface PageFeed {
  /** Something may have changed. */
  touch: () => void;
}

const LATEST_REQUESTS = 200;
/** A proxy or a browser may give up a connection on which nothing comes; this is far below their patience. */
const COMMENT_MS = 25_000;

/** Tells the page that something has changed, and what: an idle page is told nothing. */
export function servePageFeed(control: Hono, path: string, parts: FeedParts): PageFeed {
  const feeds = new Map<string, Feed>();
  /** Projects in which numbers were being bound at the last look: that ends without a request. */
  const withJobs = new Set<string>();
  const rowsOf = (projectId: string): Iterable<Row> => {
    const project = parts.store.projects.get(projectId);
    return project === undefined ? [] : accountRows(project, parts.switches);
  };
  const feedOf = (projectId: string): Feed => {
    const feed = feeds.get(projectId) ?? createFeed(() => rowsOf(projectId));
    feeds.set(projectId, feed);
    return feed;
  };
  control.get(`${path}/events`, () => eventStream(parts.pulse));
  control.get(`${path}/changes`, (context) => {
    const { store, log, faults, rehearsals, switches } = parts;
    parts.settle();
    const asked = context.req.query("project") ?? "";
    const [first = ""] = store.projects.keys();
    const project = store.projects.get(asked) ?? store.projects.get(first);
    const projectId = project?.id ?? "";
    const feed = feedOf(projectId);
    const hasJobs = (project?.voiceJobs.size ?? 0) > 0;
    if (hasJobs || withJobs.has(projectId)) feed.touch();
    if (hasJobs) withJobs.add(projectId);
    else withJobs.delete(projectId);
    const { seen, isWhole, changed, gone } = feed.since(context.req.query("seen") ?? "");
    const about = {
      ...{ projectId, projects: [...store.projects.keys()], seen, isWhole, hasJobs },
      oldestRequest: log.oldest(),
      requests: log.latest(Number(context.req.query("log")) || 0, LATEST_REQUESTS),
      faults: faults.list(),
      rehearsals: project === undefined ? [] : rehearsals.list(project),
      canAddCredentials: switches.addCredentialRoute,
      hasLabels: switches.extraField,
      gone: Object.fromEntries(gone),
    };
    const collections = [...changed].map(([name, texts]) => `${JSON.stringify(name)}:[${texts.join(",")}]`);
    // The entities are JSON already.
    const text = `${JSON.stringify(about).slice(0, -1)},"changed":{${collections.join(",")}}}`;
    return new Response(text, {
      headers: { "content-type": "application/json", "cache-control": "no-store" },
    });
  });
  return {
    touch() {
      for (const feed of feeds.values()) feed.touch();
      parts.pulse.beat();
    },
  };
}

/** Server-sent events without content: the page asks for what has changed. */
function eventStream(pulse: Pulse): Response {
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string): void => {
        controller.enqueue(encoder.encode(text));
      };
      say("data: changed\n\n");
      const silence = pulse.listen(() => {
        say("data: changed\n\n");
      });
      const comments = setInterval(say, COMMENT_MS, ": still here\n\n");
      comments.unref();
      end = () => {
        silence();
        clearInterval(comments);
      };
    },
    cancel: () => {
      end();
    },
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
