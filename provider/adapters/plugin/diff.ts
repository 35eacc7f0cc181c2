import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Difference } from "../../lifecycle/contract";
import { isObject, type Json, type JsonObject } from "../../json";

/** What a diff is made of: inputs before and after, which of them are secret, and what has to be replaced. */
export interface DiffParts extends Difference {
  readonly olds: JsonObject;
  readonly news: JsonObject;
  readonly secrets: ReadonlySet<string>;
}

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;

/** The engine's answer to "what changes": every path of an input that differs, and what that means. */
export function diffResponse(parts: DiffParts): messages.DiffResponse {
  const { olds, news, secrets, replaces, deleteBeforeReplace } = parts;
  const response = new messages.DiffResponse();
  const changed: string[] = [];
  for (const key of new Set([...Object.keys(news), ...Object.keys(olds)])) {
    const found = differences(key, olds[key], news[key]);
    // Where in a secret something differs is nobody's business either.
    const isHidden = secrets.has(key) && found.length > 0;
    const shown = isHidden ? [[key, kindOf(olds[key], news[key])] as const] : found;
    for (const [path, kind] of shown) {
      const diff = new messages.PropertyDiff();
      diff.setKind(replaces.includes(key) ? replacing(kind) : kind);
      diff.setInputdiff(true);
      response.getDetaileddiffMap().set(path, diff);
    }
    if (found.length > 0) {
      changed.push(key);
    }
  }
  response.setHasdetaileddiff(true);
  response.setDiffsList(changed);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setChanges(changed.length === 0 && replaces.length === 0 ? DIFF_NONE : DIFF_SOME);
  return response;
}

type Kind = messages.PropertyDiff.Kind;

function differences(
  path: string,
  old: Json | undefined,
  now: Json | undefined,
): (readonly [path: string, kind: Kind])[] {
  if (old === undefined || now === undefined) {
    return old === now ? [] : [[path, kindOf(old, now)]];
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    const indexes = Array.from({ length: Math.max(old.length, now.length) }, (_, index) => index);
    return indexes.flatMap((index) => differences(`${path}[${index}]`, old[index], now[index]));
  }
  if (isObject(old) && isObject(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return keys.flatMap((key) => differences(`${path}.${key}`, old[key], now[key]));
  }
  return old === now ? [] : [[path, kindOf(old, now)]];
}

function kindOf(old: Json | undefined, now: Json | undefined): Kind {
  return old === undefined ? ADD : now === undefined ? DELETE : UPDATE;
}

function replacing(kind: Kind): Kind {
  return kind === ADD ? ADD_REPLACE : kind === DELETE ? DELETE_REPLACE : UPDATE_REPLACE;
}
