import { PartialCreateError } from "../../provider/errors";
import { MAX_DELAY_MS, MAX_TOTAL_WAIT_MS } from "../../provider/api/retry";
import { declared, type Fault } from "./faults";
import type { Ended, Operation, Task } from "./operations";
import { comparable, type Sent, type World } from "./world";

/** What an operation does when nothing goes wrong. */
export interface Course {
  readonly requests: readonly Sent[];
  /** What the project held before each request, and at the end. */
  readonly holdings: readonly string[];
  readonly result: string;
}

/** A cell of the matrix that was tried. */
export interface Cell {
  readonly row: string;
  readonly fault: Fault;
  /** The request that was struck. */
  readonly request: string;
  readonly ending: "done" | "fails";
  readonly waitedMs: number;
  /** What did not hold; empty if all did. */
  readonly broken: readonly string[];
}

/** No operation may wait longer, whatever happens, for one request that fails. */
export const MAX_OPERATION_MS = MAX_TOTAL_WAIT_MS + MAX_DELAY_MS;

const ASKED = /\b(GET|POST|PUT|PATCH|DELETE) \/\S+/;
const CAME_BACK = /failed with status \d{3}: \S|got no usable answer: \S/;
const TO_DO = /\. (?=[A-Z])[^.]*\b(run|[Cc]heck|[Ll]ook for) /;
const LEFTOVER = /may have been made all the same: look for/;

/** Runs an operation without any fault, and writes down what it does. */
export async function courseOf(world: World, task: Task): Promise<Course> {
  const requests: Sent[] = [];
  const holdings: string[] = [];
  world.onRequest = (sent) => {
    if (!isToken(sent)) {
      requests.push(sent);
      holdings.push(world.holdings());
    }
    return "through";
  };
  const result = await task.first(world.client());
  world.onRequest = () => "through";
  return { requests, holdings: [...holdings, world.holdings()], result: comparable(result) };
}

/** Runs an operation with a fault at one of its requests, and then what the next run of Pulumi does. */
export async function runCell(
  world: World,
  operation: Operation,
  { task, course, index, fault }: { task: Task; course: Course; index: number; fault: Fault },
): Promise<Cell> {
  const struck = course.requests[index] ?? { method: "", path: "" };
  const hits = strike(world, fault, ruleFor(course, index, fault));
  const beganMs = world.clock.now();
  const ended = await task.first(world.client()).then(
    (result): Ended => ({ result }),
    (error: unknown): Ended => ({ error }),
  );
  const waitedMs = world.clock.now() - beganMs;
  const holds = world.holdings();
  const count = hits();
  world.onRequest = () => "through";
  world.emulator.clearFaults();

  const ending = "result" in ended ? "done" : "fails";
  const wanted = endingOf(declared(operation, struck.method, fault));
  const broken: string[] = [];
  const claim = (isTrue: boolean, words: string): void => {
    if (!isTrue) broken.push(words);
  };
  claim(fault.lasting ? count > 0 : count === 1, `the fault was met ${count} times`);
  claim(ending === wanted, `ended "${ending}" instead of "${wanted}": ${messageOf(ended)}`);
  claim(waitedMs <= MAX_OPERATION_MS, `waited ${waitedMs} ms`);
  const reached = ending === "done" ? course.holdings.length - 1 : index + (fault.when === "after" ? 1 : 0);
  claim(
    holds === course.holdings[reached],
    `the project holds ${holds}, not ${course.holdings[reached] ?? ""}`,
  );
  if ("result" in ended) {
    claim(comparable(ended.result) === course.result, `the result is ${comparable(ended.result)}`);
  } else {
    broken.push(...wrongInMessage(messageOf(ended)));
    const isKept = ended.error instanceof PartialCreateError;
    if (operation.kind === "create" && !isKept && holds !== course.holdings[0]) {
      claim(LEFTOVER.test(messageOf(ended)), `the leftover is not named: ${messageOf(ended)}`);
      await task.removeLeftover?.(world.client());
    }
  }
  const clean = await task.again(world.client(), ended).then(
    () => "",
    (error: unknown) => String(error),
  );
  claim(clean === "", `the next run is not clean: ${clean}`);
  const last = course.holdings.at(-1);
  claim(world.holdings() === last, `in the end the project holds ${world.holdings()}, not ${last ?? ""}`);
  const request = fault.target === "token" ? "POST /oauth2/token" : `${struck.method} ${plain(struck.path)}`;
  return { row: operation.row, fault, request, ending, waitedMs, broken };
}

function endingOf(declaration: ReturnType<typeof declared>): string {
  return typeof declaration === "string" ? declaration : `not applicable: ${declaration.notApplicable}`;
}

interface Rule {
  readonly method?: string;
  readonly path: RegExp;
  readonly skip: number;
}

/** The rule strikes exactly the request that it is meant for, whatever ids its path has. */
function ruleFor({ requests }: Course, index: number, { target }: Fault): Rule {
  if (target === "token") {
    return { path: /^\/oauth2\/token$/, skip: 0 };
  }
  if (target === "everything") {
    return { path: /^\/v1\//, skip: index };
  }
  const { method, path: whole } = requests[index] ?? { method: "", path: "" };
  const path = new RegExp(
    `^${plain(whole)
      .replaceAll(/[.+()]/g, "\\$&")
      .replaceAll("{id}", "[^/]+")}$`,
  );
  const skip = requests.slice(0, index).filter((one) => one.method === method && path.test(plain(one.path)));
  return { method, path, skip: skip.length };
}

/** Sets the fault up. Returns how often it struck so far. */
function strike(world: World, { rule, way, when, lasting }: Fault, target: Rule): () => number {
  const times = lasting ? Number.MAX_SAFE_INTEGER : 1;
  const { emulator } = world;
  if (rule !== undefined) {
    emulator.addFault({ ...rule, when, ...target, times });
  }
  let [matched, hits] = [0, 0];
  world.onRequest = ({ method, path }) => {
    if ((target.method ?? method) !== method || !target.path.test(path) || ++matched <= target.skip) {
      return "through";
    }
    return hits++ < times && way !== undefined ? way : "through";
  };
  return () => (rule === undefined ? Math.min(hits, times) : (emulator.faults()[0]?.hits ?? 0));
}

function wrongInMessage(message: string): string[] {
  const parts = { "what was asked": ASKED, "what came back": CAME_BACK, "what to do": TO_DO };
  return Object.entries(parts)
    .filter(([, pattern]) => !pattern.test(message))
    .map(([part]) => `the error does not say ${part}: ${message}`);
}

function messageOf(ended: Ended): string {
  return "error" in ended ? (ended.error instanceof Error ? ended.error.message : String(ended.error)) : "";
}

function isToken({ path }: Sent): boolean {
  return path === "/oauth2/token";
}

function plain(path: string): string {
  return path.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, "{id}");
}
