import type { Switches } from "./options";
import type { Project } from "./project";
import type { Store } from "./store";

/** A request to an operation, with all that its handler may use. */
export interface Call {
  store: Store;
  project: Project;
  switches: Readonly<Switches>;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** The parsed body; undefined where the operation takes none. */
  body: unknown;
}

/** What an operation answers: JSON, a file, or nothing. */
export type Answer =
  | { status: number; json: unknown }
  | { status: number; file: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> }
  | { status: 204 };

/** Serves an operation; throws an `ApiError` for every answer but success. */
export type Handler = (call: Call) => Answer;

/** 200 with a JSON body. */
export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** 201 with a JSON body. */
export function created(json: unknown): Answer {
  return { status: 201, json };
}

/** 204: done, nothing to say. */
export const NO_CONTENT: Answer = { status: 204 };

/** A parameter of the path. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The path has no parameter ${name}`);
  return value;
}
