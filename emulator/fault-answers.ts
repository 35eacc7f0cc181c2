import { setTimeout as sleep } from "node:timers/promises";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { errorResponse, expiredToken, json } from "./answers";
import type { Clock } from "./clock";
import { ApiError, statusName, type ErrorStyle } from "./errors";
import type { Fault, Faults } from "./faults";
import type { Tokens } from "./tokens";

/** Answers a request; the bindings are there if it came over a connection. */
export type Serve = (request: Request, url: URL, bindings?: HttpBindings) => Promise<Response>;

/** What striking a request may need. */
export interface FaultTools {
  faults: Faults;
  tokens: Tokens;
  clock: Clock;
  errorStyle(): ErrorStyle;
}

/** A request that a rule has struck, and how it can be answered. */
interface Struck {
  fault: Fault;
  url: URL;
  bindings: HttpBindings | undefined;
  /** The true answer, if the request has done its work. */
  real: Response | undefined;
}

const HTML_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n" +
  "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/** Answers as the rules say, and tells the request log which rule it was. */
export function withFaults(
  serve: Serve,
  tools: FaultTools,
): (...request: Parameters<Serve>) => Promise<{ response: Response; fault: string | undefined }> {
  return async (request, url, bindings) => {
    const fault = tools.faults.strike(request.method, url.pathname);
    if (!fault) return { response: await serve(request, url, bindings), fault: undefined };
    const isAfter = fault.when === "after" || isOnlySlow(fault);
    if (fault.delayMs !== undefined && fault.when !== "after") await wait(fault.delayMs);
    const real = isAfter ? await serve(request, url, bindings) : undefined;
    if (fault.delayMs !== undefined && fault.when === "after") await wait(fault.delayMs);
    const response = await struckResponse({ fault, url, bindings, real }, tools);
    return { response, fault: fault.id };
  };
}

function isOnlySlow({ status, reset, hang, body, expireToken }: Fault): boolean {
  return status === undefined && !reset && !hang && body === undefined && !expireToken;
}

/** Does not keep a process alive that has nothing else to do. */
function wait(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}

async function struckResponse(struck: Struck, tools: FaultTools): Promise<Response> {
  const { fault, bindings, real } = struck;
  if (fault.expireToken) tools.tokens.expireAll();
  if (fault.reset) return resetConnection(bindings);
  if (fault.hang) return bindings ? RESPONSE_ALREADY_SENT : Response.error();
  if (fault.expireToken) return expiredToken();
  if (fault.body === "cut") return cutShort(real ?? new Response('{"id":"'), bindings);
  const headers = retryAfterHeader(fault, tools.clock);
  if (fault.body === "html") {
    const type = { "content-type": "text/html" };
    return new Response(HTML_PAGE, { status: fault.status ?? 502, headers: { ...type, ...headers } });
  }
  if (fault.body === "text") {
    const type = { "content-type": "text/plain" };
    return new Response("OK, done.", { status: fault.status ?? 200, headers: { ...type, ...headers } });
  }
  if (fault.body === "empty") return new Response(null, { status: fault.status ?? 200, headers });
  if (fault.body === "json") return json(fault.status ?? 200, fault.json, headers);
  if (fault.status === undefined) return real ?? new Response(null, { status: 500 });
  return errorAnswer(struck, fault.status, { tools, headers });
}

function errorAnswer(
  { fault, url }: Struck,
  status: number,
  { tools, headers }: { tools: FaultTools; headers: Record<string, string> },
): Response {
  const message = fault.message ?? `Fault ${fault.id} of the emulator`;
  const error = new ApiError(status, statusName(status), message);
  const response = errorResponse(error, url.pathname, tools.errorStyle());
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  if (status === 401) response.headers.set("www-authenticate", 'Bearer realm="sinch"');
  return response;
}

function retryAfterHeader({ retryAfter }: Fault, clock: Clock): Record<string, string> {
  if (retryAfter === undefined) return {};
  if (typeof retryAfter === "number") return { "retry-after": String(retryAfter) };
  return { "retry-after": new Date(clock.now() + retryAfter.date * 1_000).toUTCString() };
}

/** Without a connection the answer is the one that `fetch` has for a network error. */
function resetConnection(bindings: HttpBindings | undefined): Response {
  const socket = bindings?.incoming.socket;
  if (!socket) return Response.error();
  socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

/** Promises the whole body and closes the connection in the middle of it. */
async function cutShort(real: Response, bindings: HttpBindings | undefined): Promise<Response> {
  const text = await real.text();
  const half = text.slice(0, Math.ceil(text.length / 2));
  const length = String(Buffer.byteLength(text) + 1);
  const headers = { "content-type": "application/json", "content-length": length };
  if (!bindings) return new Response(half, { status: real.status, headers });
  const { outgoing } = bindings;
  outgoing.writeHead(real.status, headers);
  outgoing.write(half, () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
