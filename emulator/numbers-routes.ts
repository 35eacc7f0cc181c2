import {
  getActiveNumber,
  listActiveNumbers,
  releaseNumber,
  rentAnyNumber,
  rentNumber,
  updateActiveNumber,
} from "./active-numbers";
import { noResource, notImplemented } from "./errors";
import { param, type Answer, type Call, type Handler } from "./operation";

/** A route of the Numbers API below the project, in the router's notation. */
interface NumbersRoute {
  method: "GET" | "POST" | "PATCH";
  path: string;
  handler: Handler;
}

/** The part of the Numbers API that the emulator serves, and the rest of it, which it refuses with 501. */
export const NUMBERS_ROUTES: readonly NumbersRoute[] = [
  { method: "GET", path: "/activeNumbers", handler: listActiveNumbers },
  { method: "GET", path: "/activeNumbers/:phoneNumber", handler: getActiveNumber },
  { method: "PATCH", path: "/activeNumbers/:phoneNumber", handler: updateActiveNumber },
  { method: "POST", path: "/activeNumbers/:action", handler: (call) => act(call, "release", releaseNumber) },
  { method: "POST", path: "/availableNumbers/:action", handler: (call) => act(call, "rent", rentNumber) },
  { method: "POST", path: "/:collection{availableNumbers:rentAny}", handler: rentAnyNumber },
  { method: "GET", path: "/availableNumbers", handler: missing("the search for available numbers") },
  {
    method: "GET",
    path: "/availableNumbers/:phoneNumber",
    handler: missing("the search for available numbers"),
  },
  { method: "GET", path: "/availableRegions", handler: missing("the list of regions") },
  { method: "GET", path: "/callbackConfiguration", handler: missing("callbacks") },
  { method: "PATCH", path: "/callbackConfiguration", handler: missing("callbacks") },
];

/** `+12025550101:release` in a path is a number and what to do with it. */
function act(call: Call, verb: string, work: (call: Call, phoneNumber: string) => Answer): Answer {
  const action = param(call, "action");
  const end = action.lastIndexOf(":");
  if (action.slice(end + 1) !== verb || end < 0) throw noResource(action);
  return work(call, action.slice(0, end));
}

function missing(what: string): Handler {
  return () => {
    throw notImplemented(what);
  };
}
