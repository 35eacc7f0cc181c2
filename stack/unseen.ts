import { hasUnknown } from "../provider/unknown";

/** What Pulumi shows in place of a secret. */
export const HIDDEN = "[secret]";

/** Whether a value, or anything in it, is not seen here: it is not known yet, or secret. */
export function isUnseen(value: unknown): boolean {
  if (value === HIDDEN || hasUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(isUnseen);
}
