import { RE2JS } from "re2js";

/** Tells whether a rule is about a path. */
export type PathMatcher = (path: string) => boolean;

/**
 * Makes the matcher of a rule's `path`. Rules come over HTTP, and JavaScript's own expressions can take longer than
 * anybody waits for, globs with many stars too: RE2 takes a time that grows with the path's length alone.
 * @throws {Error} if it is no expression.
 */
export function pathMatcher(path: string | RegExp): PathMatcher {
  // This one was written in the program that the emulator runs in.
  if (path instanceof RegExp) return (text) => text.search(path) >= 0;
  const pattern = RE2JS.compile(path.startsWith("/") ? `${globPattern(path)}$` : path);
  return (text) => pattern.matcher(text).find();
}

/** True for what `pathMatcher` takes. */
export function isPathPattern(value: unknown): boolean {
  if (value instanceof RegExp) return true;
  if (typeof value !== "string") return false;
  try {
    pathMatcher(value);
    return true;
  } catch {
    return false;
  }
}

function globPattern(glob: string): string {
  return glob
    .replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/\*\*?/g, (stars) => (stars === "**" ? ".*" : "[^/]*"));
}
