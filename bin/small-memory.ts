import { setFlagsFromString } from "node:v8";

/**
 * Keeps the memory for what has just been made as small as it is at the start: it would grow to 32 MB, and what a history
 * leaves behind, row by row, is gone again at once.
 */
export function keepMemorySmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
