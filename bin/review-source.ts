import type { Review } from "../stack/change";
import { readReview } from "../stack/document";
import { stackState } from "./account-options";
import { readText } from "../stack/state";

/** Where a diagram or a report takes what Pulumi has printed from. */
export interface Source {
  /** A file; standard input where there is none. */
  readonly file?: string;
  /** A stack of the current folder's project, whose state is read. */
  readonly stack?: string;
  /** Whether the file is surely a refresh's. @default told by what it has */
  readonly isDrift?: boolean;
}

/** Reads what a command is about. @throws if it cannot be read, or Pulumi has not printed it */
export async function readReviewOf({ file, stack, isDrift }: Source): Promise<Review> {
  if (stack !== undefined) return readReview(await stackState(stack), `the state of stack ${stack}`);
  return readReview(readText(file ?? 0), file ?? "standard input", isDrift);
}
