import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isObject, objectsOf, textOf, type JsonObject } from "../provider/json";
import { typeOf, type ResourceType } from "./type";

/** A resource of this package in a state. */
export interface KnownResource extends ResourceType {
  readonly id: string;
  readonly urn: string;
  readonly outputs: JsonObject;
}

/** What to call a state in an error: a file's path, or the stack that the CLI was asked for. */
export type StateSource = string | { readonly stack: string };

/** Reads a state file. @throws if it cannot be read, or is no state */
export function readStateFile(path: string): KnownResource[] {
  return resourcesOfState(readText(path), path);
}

/** The text of a file, which may be compressed, as the file backend can make it. `0` is standard input. */
export function readText(path: string | 0): string {
  const bytes = readBytes(path);
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return decoded(isCompressed ? gunzipSync(bytes) : bytes);
}

/** @throws with the path, which the system does not tell of a folder */
function readBytes(path: string | 0): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw error instanceof Error && path !== 0 ? Object.assign(error, { path }) : error;
  }
}

/** Text as shells write it: UTF-8, or UTF-16 as `>` of PowerShell does, with or without a byte order mark. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  const isBigEndian = (first === 0xfe && second === 0xff) || first === 0;
  const isLittleEndian = (first === 0xff && second === 0xfe) || second === 0;
  return new TextDecoder(isBigEndian ? "utf-16be" : isLittleEndian ? "utf-16le" : "utf-8").decode(bytes);
}

/**
 * The resources of this package in what `pulumi stack export` prints, or in a checkpoint of the file backend. Secret
 * values are encrypted there and stay so; ids are in clear. A resource that was only read (`Class.get`) is known too.
 *
 * @throws if it is no state
 */
export function resourcesOfState(text: string, source: StateSource): KnownResource[] {
  return rawResourcesOfState(text, source).flatMap((resource): KnownResource[] => {
    const type = typeOf(textOf(resource.type));
    const [id, urn] = [textOf(resource.id), textOf(resource.urn)];
    return type === undefined || id === "" ? [] : [{ ...type, id, urn, outputs: objectOf(resource.outputs) }];
  });
}

/** All resources of a state as they stand there, also those of other packages. @throws if it is no state */
export function rawResourcesOfState(text: string, source: StateSource): JsonObject[] {
  const state = parsed(text);
  const checkpoint = objectOf(state.checkpoint);
  const isState = isObject(state.deployment) || "latest" in checkpoint;
  if (!isState) {
    throw new Error(
      typeof source === "string"
        ? `${source} is no state: give what \`pulumi stack export\` prints, or a checkpoint of the file backend`
        : `\`pulumi stack export --stack ${source.stack}\` has printed no state: run it to see what it prints instead`,
    );
  }
  const { resources } = objectOf(state.deployment ?? checkpoint.latest);
  return objectsOf(resources);
}

/** A JSON object, with or without lines of text before and after it; an empty one for what is none. */
export function parsed(text: string): JsonObject {
  const whole = objectIn(text);
  if (whole !== undefined) return whole;
  const starts = [...text.matchAll(/^\s*\{/gm)].map(({ index }) => index).slice(0, MOST_LINES);
  const ends = [...text.matchAll(/\}\s*$/gm)].map(({ index }) => index + 1).slice(-MOST_LINES);
  for (const start of starts) {
    for (const end of ends.toReversed()) {
      const part = end > start ? objectIn(text.slice(start, end)) : undefined;
      if (part !== undefined) return part;
    }
  }
  return {};
}

/** So many lines that begin or end with a brace are tried: what stands around is a warning or two. */
const MOST_LINES = 5;

function objectIn(text: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** An object; an empty one for what is none. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
