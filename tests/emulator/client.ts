import { createEmulator, type Emulator, type EmulatorOptions } from "../../emulator";

/** A clock that stands still until it is told how much time has passed. */
export interface TestClock {
  now(): number;
  advance(ms: number): void;
}

/** An answer of the emulator. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, undefined if it is no JSON. */
  body: unknown;
}

/** An emulator without a port, and requests to it. */
export interface Client {
  emulator: Emulator;
  clock: TestClock;
  /** A request below the first project, with the key and its secret. */
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** A POST that has to succeed. Returns the id of what it has made. */
  make: (path: string, body: unknown) => Promise<string>;
}

const START = Date.parse("2026-02-03T09:15:27.118Z");

/** A clock that shows the morning of 3 February 2026. */
export function testClock(): TestClock {
  let time = START;
  return {
    now: () => time,
    advance(ms) {
      time += ms;
    },
  };
}

/** Makes an emulator for a test. */
export function client(options: EmulatorOptions = {}): Client {
  const clock = testClock();
  const emulator = createEmulator({ clock, ...options });
  const ask: Client["ask"] = async (method, path, body, headers) => {
    const response = await emulator.request(`/v1/projects/${emulator.projectId}${path}`, {
      method,
      headers: {
        authorization: basic(emulator.keyId, emulator.keySecret),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return answerOf(response);
  };
  return {
    emulator,
    clock,
    ask,
    async make(path, body) {
      const answer = await ask("POST", path, body);
      if (answer.status < 300) return textAt(answer.body, "id");
      throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
    },
  };
}

/** Asks for an access token. */
export async function askToken(
  { request, keyId, keySecret }: Emulator,
  form = "grant_type=client_credentials",
): Promise<Answer> {
  const headers = {
    authorization: basic(keyId, keySecret),
    "content-type": "application/x-www-form-urlencoded",
  };
  return answerOf(await request("/oauth2/token", { method: "POST", headers, body: form }));
}

/** An `Authorization` header with a new access token. */
export async function bearer(emulator: Emulator): Promise<string> {
  return `Bearer ${textAt((await askToken(emulator)).body, "access_token")}`;
}

/** An `Authorization` header with a key and its secret. */
export function basic(keyId: string, keySecret: string): string {
  return `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
}

/** A response and its body. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

/** A field of a body. */
export function valueAt(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;
}

/** A text field of a body. */
export function textAt(body: unknown, name: string): string {
  const value = valueAt(body, name);
  if (typeof value === "string") return value;
  throw new Error(`There is no text ${name} in ${JSON.stringify(body)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
