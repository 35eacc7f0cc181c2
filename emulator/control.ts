import { Hono } from "hono";
import { json } from "./answers";
import { readJson } from "./body";
import { serveCalls, type CallParts } from "./call-routes";
import { isFromElsewhere, serveConsole } from "./console";
import { ApiError } from "./errors";
import { isList } from "./json";
import { isFaultRule, type Fault, type Faults } from "./faults";
import { servePageActions, type ActionParts } from "./page-actions";
import { servePageFeed, type FeedParts, type PageFeed } from "./page-feed";
import { storeState } from "./store";

/** Path below which the emulator itself is controlled; nothing there needs credentials. */
export const CONTROL_PATH = "/__emulator";

const ABOUT =
  "This is an emulator of the Sinch Elastic SIP Trunking API. It is not Sinch, and connects no calls.\n" +
  "Open this address in a browser to see and change what it has.\n" +
  `What it has: ${CONTROL_PATH}/state. What it was asked: ${CONTROL_PATH}/requests. See docs/emulator.md.\n`;

/** What can be controlled. */
export interface ControlParts extends Omit<ActionParts, "touch">, FeedParts, Omit<CallParts, "touch"> {
  reset: () => void;
}

/** The pages of the emulator itself, and how they are told that something may have changed. */
export interface Control extends PageFeed {
  control: Hono;
}

/** Makes the pages of the emulator itself. */
export function createControl(parts: ControlParts): Control {
  const { log, faults, reset, byHand, store, settle } = parts;
  const control = new Hono();
  const noContent = (): Response => new Response(null, { status: 204 });
  control.use("*", async (context, next) => {
    if (isFromElsewhere(context.req.header("origin"), context.req.header("host"))) {
      throw new ApiError(403, "FORBIDDEN", "A page from elsewhere may not control the emulator");
    }
    await next();
  });
  serveConsole(control, CONTROL_PATH, byHand);
  const { touch } = servePageFeed(control, CONTROL_PATH, parts);
  servePageActions(control, CONTROL_PATH, { ...parts, touch });
  serveCalls(control, CONTROL_PATH, { ...parts, touch });
  control.get("/", (context) => context.text(ABOUT));
  control.get(`${CONTROL_PATH}/requests`, (context) => {
    const last = Number(context.req.query("last") ?? Infinity);
    return json(200, { requests: last > 0 ? log.entries().slice(-last) : [] });
  });
  control.delete(`${CONTROL_PATH}/requests`, () => {
    log.clear();
    touch();
    return noContent();
  });
  control.get(`${CONTROL_PATH}/state`, () => {
    settle();
    return json(200, storeState(store));
  });
  control.get(`${CONTROL_PATH}/faults`, () => json(200, { faults: faults.list() }));
  control.post(`${CONTROL_PATH}/faults`, async (context) => {
    const added = addRules(faults, await readJson(context.req.raw, { optional: false }));
    touch();
    return json(201, { faults: added });
  });
  control.delete(`${CONTROL_PATH}/faults`, () => {
    faults.clear();
    touch();
    return noContent();
  });
  control.post(`${CONTROL_PATH}/reset`, () => {
    reset();
    return noContent();
  });
  control.notFound(() => json(404, { message: "The emulator has no such page" }));
  control.onError((error) => {
    if (!(error instanceof ApiError)) return json(500, { message: error.message });
    const { status, message, fieldViolations } = error;
    const details = fieldViolations.length > 0 ? [{ type: "BadRequest", fieldViolations }] : [];
    return json(status, { message, details });
  });
  return { control, touch };
}

function addRules(faults: Faults, body: unknown): Fault[] {
  const given = isList(body) ? body : [body];
  const rules = given.filter(isFaultRule);
  if (rules.length === given.length) return rules.map((rule) => faults.add(rule));
  throw new ApiError(400, "BAD_REQUEST", "A fault rule is not as docs/emulator.md describes it");
}
