import { errorResponse } from "./answers";
import { ApiError } from "./errors";
import type { Switches } from "./options";

/** What can have children, and itself counts as one of them. */
const PARENT = /^\/v1\/projects\/[^/]+\/(?:trunks|accessControlLists|credentialLists)\/[^/]+/;

/** A request between its arrival and its answer. */
interface Arrival {
  /** The answer, if the request came while its parent was being changed. */
  readonly refusal: Response | undefined;
  /** The request is answered. */
  readonly end: () => void;
}

/** Notes which parents are being changed, for the switch `concurrentChanges`. */
export function createConcurrentChanges(switches: Readonly<Switches>): {
  arrive: (request: Request, url: URL) => Arrival;
} {
  const changing = new Set<string>();
  return {
    arrive({ method }, { pathname }) {
      const parent = method === "GET" ? undefined : PARENT.exec(pathname)?.[0];
      if (switches.concurrentChanges === "allow" || parent === undefined) {
        return { refusal: undefined, end: () => undefined };
      }
      if (changing.has(parent)) {
        const error = new ApiError(409, "ABORTED", "The resource is being changed by another request");
        return { refusal: errorResponse(error, pathname, switches.errors), end: () => undefined };
      }
      changing.add(parent);
      return { refusal: undefined, end: () => void changing.delete(parent) };
    },
  };
}
