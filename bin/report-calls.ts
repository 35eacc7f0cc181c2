import { checkExpectations, maskedJson, readExpectations } from "../calls";
import type { CallsPart } from "../review";
import type { Review } from "../stack/change";
import { readText } from "../stack/state";
import { replayed } from "./calls-replayed";
import { sidesFrom } from "./calls-world";

/** The flags by which a report also says what becomes of calls. */
export interface CallsFlags {
  readonly expectations?: string;
  readonly calls?: string;
  readonly account?: string;
}

/** What becomes of calls, masked since others read it; nothing where neither expectations nor a history are given. */
export async function callsPart(review: Review, flags: CallsFlags): Promise<CallsPart | undefined> {
  const { expectations: file, calls, account } = flags;
  if (file === undefined && calls === undefined) return undefined;
  const expectations = file === undefined ? undefined : readExpectations(readText(file), file);
  const sides = await sidesFrom(review, {
    account: account === undefined ? [] : [account],
    whole: expectations?.isWhole === true,
  });
  const replay =
    calls === undefined
      ? undefined
      : await replayed({ sides, answers: expectations?.answers ?? {}, calls, client: neverAsked });
  return maskedJson({
    notes: sides.notes,
    ...(expectations && {
      expectations: checkExpectations(expectations, sides.after, { before: sides.before }),
    }),
    ...(replay && { replay }),
  });
}

function neverAsked(): never {
  throw new Error("the calls of a report are those of a file");
}
