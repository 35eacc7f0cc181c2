import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Readable } from "node:stream";
import type { AxiosStatic, InternalAxiosRequestConfig } from "axios";
import { isLoopback } from "../addresses";
import { ConnectionError } from "../errors";
import { VERSION } from "../version";
import { connectionError, proxyError } from "./connection-errors";
import { MAX_UNDER_WAY } from "./pacing";
import { errorText, saveBody, Stall } from "./saved-body";

/** One HTTP request, ready to send. */
export interface HttpRequest {
  /** Method and path for messages, such as `POST /trunks`. */
  readonly label: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** A file for the body of a success, whatever its form and size; the answer then has none. */
  readonly saveTo?: string | undefined;
}

/** An HTTP answer whose body was read as JSON if it is that, else kept as text. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Sends one request once. @throws ConnectionError where no usable answer came back */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;

/** An answer that takes longer counts as lost. */
export const TIMEOUT_MS = 30_000;

/** Far above the largest page of the API (500 entities); a larger answer is refused. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;

/** A request never waits for a socket, which would use up its time: each of three APIs, perhaps on one host, has these. */
const MAX_SOCKETS = 3 * MAX_UNDER_WAY;

/**
 * HTTP over axios: connections are kept open, proxies taken from the environment but for loopback and plain HTTP,
 * redirects refused, since credentials must not follow them to another host.
 */
export function axiosTransport(timeoutMs = TIMEOUT_MS): Transport {
  let send: ReturnType<typeof newAdapter> | undefined;
  return async ({ label, method, url, headers, body, saveTo }) => {
    send ??= newAdapter(timeoutMs);
    const stall = saveTo === undefined ? undefined : new Stall(timeoutMs);
    try {
      const answer = await send({ method, url, headers, data: body }, stall?.signal);
      const { socket } = (answer.request as Sent | undefined)?.res ?? {};
      if (url.startsWith("https:") && socket && !socket.encrypted) {
        throw proxyError(label, answer.status);
      }
      const { status } = answer;
      const data: unknown = answer.data;
      if (saveTo === undefined || stall === undefined) {
        return { status, headers: answer.headers, body: readBody(label, status, data) };
      }
      if (isSuccess(status)) {
        await saveBody(data as Readable, saveTo, stall);
        return { status, headers: answer.headers, body: undefined };
      }
      return {
        status,
        headers: answer.headers,
        body: readBody(label, status, await errorText(data as Readable)),
      };
    } catch (error) {
      throw error instanceof ConnectionError ? error : connectionError(label, error, timeoutMs);
    } finally {
      stall?.end();
    }
  };
}

/** Over what an answer came: what a proxy itself answers to the wish for a tunnel came over no TLS. */
interface Sent {
  readonly res?: { readonly socket?: { readonly encrypted?: boolean } };
}

/**
 * Loaded when the first request is sent: a preview sends none, and axios takes most of the provider's start. Only the
 * part of axios that sends: merging of configurations, interceptors and transformers, none of which is used here, take
 * a third of what a request takes of the processor.
 */
function newAdapter(timeoutMs: number) {
  const axios = require("axios") as AxiosStatic;
  const adapter = axios.getAdapter("http");
  const fixed = {
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: "text",
    validateStatus: () => true,
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  } as const;
  const common = { "User-Agent": `pulumi-sinch/${VERSION}`, Accept: "application/json" };
  return (
    { headers, ...request }: Pick<HttpRequest, "method" | "url" | "headers"> & { data?: string | undefined },
    streamed?: AbortSignal,
  ) => {
    const { hostname, protocol } = new URL(request.url);
    const config: InternalAxiosRequestConfig = {
      ...fixed,
      ...request,
      // axios's own timeout begins anew with each piece of an answer that drips.
      signal: streamed ?? AbortSignal.timeout(timeoutMs),
      ...(streamed && { responseType: "stream", maxContentLength: Infinity }),
      // A proxy could read what is no tunnel, the credentials too.
      ...((protocol === "http:" || isLoopback(hostname)) && { proxy: false }),
      headers: new axios.AxiosHeaders({ ...common, ...headers }),
    };
    return adapter(config);
  };
}

function readBody(label: string, status: number, text: unknown): unknown {
  if (typeof text !== "string" || text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    if (isSuccess(status)) {
      throw new ConnectionError(
        label,
        `status ${status}, but the body is not JSON (a proxy's page?)`,
        "unknown",
      );
    }
    return text;
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
