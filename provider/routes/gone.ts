import { isGone } from "../errors";

/** For `catch`: a 404 means that there is nothing; other errors go on. */
export function undefinedIfGone(error: unknown): undefined {
  if (!isGone(error)) {
    throw error;
  }
}
