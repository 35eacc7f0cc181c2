import type { EmulatorOptions, Evidence } from "../../emulator";
import { isServiceGiven, openTarget, type Target } from "./target";

/** An answer of the service. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body, undefined if it is no JSON. */
  body: unknown;
}

/** A request as the rules make it. */
export interface Ask {
  body?: unknown;
  headers?: Record<string, string>;
  /** @default the trunking API */
  host?: "auth" | "numbers";
}

/** Plain HTTP to the service, as one account. */
export interface Api {
  /** Something unlike any other, with the tests' prefix. */
  name(): string;
  target(): Target;
  /** A request below the project. An entity that a POST makes, wanted or not, is deleted at the end. */
  ask(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** A POST that has to succeed. Returns the id of what it has made. */
  make(path: string, body: unknown): Promise<string>;
  /** A path to delete at the end, if it is still there. */
  cleanUp(path: string): void;
}

/** A real service is farther away than the emulator. */
const TEST_MS = 60_000;
/** Where the path of what a POST makes does not end with its id. */
const NOT_BY_ID = /^\/phoneNumbers$|\/credentials$/;
/** How often a deletion is tried again, since the service may need a moment to notice the one before. */
const DELETE_ATTEMPTS = 3;

/**
 * Opens the service before the tests of a file or group, and removes after them all that they have made. The options
 * are for the emulator, where the tests run on that.
 */
export function conformance(options: EmulatorOptions = {}): Api {
  let target: Target | undefined;
  let token = "";
  let names = 0;
  const made: string[] = [];
  const opened = (): Target => {
    if (!target) throw new Error("The tests have not begun yet");
    return target;
  };
  const ask = async (method: string, path: string, { body, headers, host }: Ask = {}): Promise<Answer> => {
    const { apiUrl, authUrl, numbersUrl, projectId } = opened();
    const base = host === "auth" ? authUrl : host === "numbers" ? numbersUrl : apiUrl;
    const url = base + (host === "auth" ? path : `/v1/projects/${projectId}${path}`);
    const isText = typeof body === "string";
    const answer = await send(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const id = valueAt(answer.body, "id");
    const isEntity = method === "POST" && answer.status < 300 && typeof id === "string";
    if (isEntity && !NOT_BY_ID.test(path)) made.push(`${path}/${id}`);
    return answer;
  };

  jest.setTimeout(TEST_MS);
  beforeAll(async () => {
    target = await openTarget(options);
    token = await fetchToken(target);
  });
  afterAll(async () => {
    const left: string[] = [];
    for (const path of made.reverse()) {
      if (!(await isRemoved(ask, path))) left.push(path);
    }
    await target?.close();
    if (left.length > 0) throw new Error(`These could not be deleted:\n${left.join("\n")}`);
  });

  return {
    name: () => `${opened().prefix}-${(names += 1)}`,
    target: opened,
    ask,
    async make(path, body) {
      const answer = await ask("POST", path, { body });
      if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
      return textAt(answer.body, "id");
    },
    cleanUp(path) {
      made.push(path);
    },
  };
}

/** A rule of the API as a test: a sentence and how sure it is. */
export function rule(evidence: Evidence, sentence: string, check: () => Promise<void>): void {
  test(`${sentence} (${evidence})`, check);
}

/** The same for a rule that costs money or changes calls on a real account: tried on the emulator only. */
export function emulatorRule(evidence: Evidence, sentence: string, check: () => Promise<void>): void {
  (isServiceGiven() ? test.skip : test)(`${sentence} (${evidence})`, check);
}

/** A text field of an answer's body. */
export function textAt(body: unknown, name: string): string {
  const value: unknown = valueAt(body, name);
  if (typeof value === "string") return value;
  throw new Error(`There is no text ${name} in ${JSON.stringify(body)}`);
}

/** A field of an answer's body. */
export function valueAt(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  return Object.entries(body).find(([key]) => key === name)?.[1];
}

/** The list under a name in an answer's body. */
export function listAt(body: unknown, name: string): unknown[] {
  const value = valueAt(body, name);
  if (Array.isArray(value)) return value;
  throw new Error(`There is no list ${name} in ${JSON.stringify(body)}`);
}

/** Sends a request as it is. */
export async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

async function fetchToken({ authUrl, keyId, keySecret }: Target): Promise<string> {
  const answer = await send(`${authUrl}/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
  });
  if (answer.status !== 200) throw new Error(`The token endpoint answered ${answer.status}`);
  return textAt(answer.body, "access_token");
}

async function isRemoved(ask: Api["ask"], path: string): Promise<boolean> {
  for (let attempt = 1; attempt <= DELETE_ATTEMPTS; attempt += 1) {
    const { status } = await ask("DELETE", path);
    if (status < 300 || status === 404) return true;
  }
  return false;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
