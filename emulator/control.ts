import { Hono } from "hono";
import { json } from "./answers";
import { readJson } from "./body";
import { isFromElsewhere, serveConsole, type RequestByHand } from "./console";
import { ApiError } from "./errors";
import { isList } from "./json";
import { isFaultRule, type Fault, type Faults } from "./faults";
import type { RequestLog } from "./request-log";
import type { StoreState } from "./store";

/** Path below which the emulator itself is controlled; nothing there needs credentials. */
export const CONTROL_PATH = "/__emulator";

const ABOUT =
  "This is an emulator of the Sinch Elastic SIP Trunking API. It is not Sinch, and connects no calls.\n" +
  "Open this address in a browser to see and change what it has.\n" +
  `What it has: ${CONTROL_PATH}/state. What it was asked: ${CONTROL_PATH}/requests. See docs/emulator.md.\n`;

/** What can be controlled. */
export interface ControlParts {
  requests: RequestLog;
  faults: Faults;
  state: () => StoreState;
  reset: () => void;
  /** Sends a request to the API as the owner of its project. */
  byHand: (request: RequestByHand) => Promise<Response>;
}

/** The pages of the emulator itself. */
export function createControl({ requests, faults, state, reset, byHand }: ControlParts): Hono {
  const control = new Hono();
  const noContent = (): Response => new Response(null, { status: 204 });
  control.use("*", async (context, next) => {
    if (isFromElsewhere(context.req.header("origin"), context.req.header("host"))) {
      throw new ApiError(403, "FORBIDDEN", "A page from elsewhere may not control the emulator");
    }
    await next();
  });
  serveConsole(control, CONTROL_PATH, byHand);
  control.get("/", (context) => context.text(ABOUT));
  control.get(`${CONTROL_PATH}/requests`, (context) => {
    const last = Number(context.req.query("last") ?? Infinity);
    return json(200, { requests: last > 0 ? requests.entries().slice(-last) : [] });
  });
  control.delete(`${CONTROL_PATH}/requests`, () => {
    requests.clear();
    return noContent();
  });
  control.get(`${CONTROL_PATH}/state`, () => json(200, state()));
  control.get(`${CONTROL_PATH}/faults`, () => json(200, { faults: faults.list() }));
  control.post(`${CONTROL_PATH}/faults`, async (context) => {
    const added = addRules(faults, await readJson(context.req.raw, { optional: false }));
    return json(201, { faults: added });
  });
  control.delete(`${CONTROL_PATH}/faults`, () => {
    faults.clear();
    return noContent();
  });
  control.post(`${CONTROL_PATH}/reset`, () => {
    reset();
    return noContent();
  });
  control.notFound(() => json(404, { message: "The emulator has no such page" }));
  control.onError((error) => {
    return json(error instanceof ApiError ? error.status : 500, { message: error.message });
  });
  return control;
}

function addRules(faults: Faults, body: unknown): Fault[] {
  const given = isList(body) ? body : [body];
  const rules = given.filter(isFaultRule);
  if (rules.length === given.length) return rules.map((rule) => faults.add(rule));
  throw new ApiError(400, "BAD_REQUEST", "A fault rule is not as docs/emulator.md describes it");
}
