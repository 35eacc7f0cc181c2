import { Client, type ApiName } from "../provider/api/client";
import { systemClock, type Clock } from "../provider/api/clock";
import type { ClientOptions } from "../provider/config";
import { ApiError, SinchError } from "../provider/errors";
import { examineRegistrations, type Registrations } from "./registrations";
import { PROJECT_LISTS } from "../provider/routes/absence";
import { axiosTransport, type HttpAnswer, type Transport } from "../provider/api/transport";

/** What one check found. */
export interface Finding {
  readonly check:
    "configuration" | "token" | "clock" | "project" | "trunking API" | "registrations" | "Numbers API";
  readonly status: "ok" | "wrong" | "skipped";
  /** What was found; where it is wrong, also how to mend it. */
  readonly detail: string;
  readonly latencyMs?: number;
}

/** What an examination may differ in. */
export interface ExaminationOptions {
  /** Whether the Numbers API is asked, which only phone number assignments need. @default true */
  readonly numbers?: boolean;
  /** Whether the endpoints of every trunk are read, to see which cannot register. @default true */
  readonly endpoints?: boolean;
  readonly transport?: Transport;
  readonly clock?: Clock;
}

/** A clock that is further from the server's than this is wrong; the `Date` header has whole seconds. */
const MAX_SKEW_MS = 30_000;

/** What answers that the project is there; a host that answers everything has no such list. */
const { trunking: TRUNKS, numbers: NUMBERS } = PROJECT_LISTS;

/** The last answer to each kind of request, and how long it took. */
interface Timed {
  readonly answer: HttpAnswer;
  readonly latencyMs: number;
  readonly skewMs?: number;
}

/**
 * Asks each host for as little as it has, and tells for each what came of it. Nothing is changed in the account.
 * What depends on something that is wrong is skipped.
 */
export async function examine(
  options: ClientOptions,
  {
    numbers = true,
    endpoints = true,
    transport = axiosTransport(),
    clock = systemClock,
  }: ExaminationOptions = {},
): Promise<Finding[]> {
  const timed = new Map<string, Timed>();
  const client = new Client(options, {
    transport: timing(transport, clock, timed),
    clock,
    // The shortest waits between attempts: whoever asks for a diagnosis wants it soon.
    dice: () => 0,
  });
  const trunks = await failureOf(listed(client, "trunking"));
  const token = timed.get(TOKEN_LABEL);
  const tokenFailure = isAbout(trunks, TOKEN_LABEL) ? trunks : undefined;
  const findings = [
    options.authMethod === "basic"
      ? skipped("token", "sinch:authMethod is basic, which needs none")
      : finding("token", tokenFailure, token, "a token was granted"),
    clockFinding(timed),
  ];
  if (tokenFailure !== undefined) {
    return [
      ...findings,
      ...(["project", "trunking API", "registrations", "Numbers API"] as const).map((check) =>
        skipped(check, NO_TOKEN),
      ),
    ];
  }
  const refusal = trunks instanceof ApiError && isAboutProject(trunks) ? trunks : undefined;
  const api = timed.get(label(TRUNKS));
  const access = `the access key may use project ${options.projectId}`;
  findings.push(
    trunks !== undefined && refusal === undefined
      ? skipped("project", "the trunking API has to answer first")
      : finding("project", refusal, undefined, access),
    finding("trunking API", refusal ? undefined : trunks, api, "it answers"),
    await registrations(client, { isAsked: endpoints, canAnswer: trunks === undefined }),
  );
  if (!numbers) {
    return [...findings, skipped("Numbers API", "not asked for")];
  }
  const failure = await failureOf(listed(client, "numbers"));
  return [...findings, finding("Numbers API", failure, timed.get(label(NUMBERS)), "it answers")];
}

async function registrations(
  client: Client,
  { isAsked, canAnswer }: { isAsked: boolean; canAnswer: boolean },
): Promise<Finding> {
  const check = "registrations";
  if (!isAsked) return skipped(check, "not asked for");
  if (!canAnswer) return skipped(check, "the trunking API has to answer first");
  let found: Registrations | undefined;
  const failure = await failureOf(examineRegistrations(client).then((one) => (found = one)));
  return found?.isWell === false
    ? { check, status: "wrong", detail: found.detail }
    : finding(check, failure, undefined, found?.detail ?? "");
}

const TOKEN_LABEL = "POST /oauth2/token";
const NO_TOKEN = "a token is needed first";

async function listed(client: Client, api: ApiName): Promise<void> {
  const { path, keys, query } = PROJECT_LISTS[api];
  await client.page(path, keys, 1, { query, api });
}

function label({ path }: { path: string }): string {
  return `GET ${path}`;
}

/** Notes for each kind of request the last answer, its latency and how far the server's clock is from this one. */
function timing(transport: Transport, clock: Clock, timed: Map<string, Timed>): Transport {
  return async (request) => {
    const sentMs = clock.now();
    const answer = await transport(request);
    const latencyMs = clock.now() - sentMs;
    const dateMs = Date.parse(String(answer.headers.date));
    // The header was written at some time between, in whole seconds.
    const skewMs = Number.isNaN(dateMs) ? undefined : dateMs + 500 - (sentMs + latencyMs / 2);
    timed.set(request.label, { answer, latencyMs, ...(skewMs !== undefined && { skewMs }) });
    return answer;
  };
}

function clockFinding(timed: ReadonlyMap<string, Timed>): Finding {
  const skewMs = [...timed.values()].map((one) => one.skewMs).find((one) => one !== undefined);
  if (skewMs === undefined) {
    return skipped("clock", "no server has told its time");
  }
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= MAX_SKEW_MS) {
    return { check: "clock", status: "ok", detail: "within 30 s of the server's" };
  }
  const way = skewMs > 0 ? "behind" : "ahead of";
  const detail = `this machine is ${seconds} s ${way} the server: let it set its clock by NTP`;
  return { check: "clock", status: "wrong", detail };
}

function finding(
  check: Finding["check"],
  failure: Error | undefined,
  timed: Timed | undefined,
  good: string,
): Finding {
  return {
    check,
    status: failure === undefined ? "ok" : "wrong",
    detail: failure?.message ?? good,
    ...(timed && { latencyMs: timed.latencyMs }),
  };
}

function skipped(check: Finding["check"], detail: string): Finding {
  return { check, status: "skipped", detail };
}

/** Refusals that are about the project as a whole. */
function isAboutProject({ status, detail }: ApiError): boolean {
  return status === 403 || (status === 400 && /project.*not enabled/i.test(detail.text));
}

function isAbout(failure: Error | undefined, request: string): boolean {
  return failure !== undefined && "request" in failure && failure.request === request;
}

async function failureOf(work: Promise<unknown>): Promise<Error | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof SinchError) {
      return error;
    }
    throw error;
  }
}
