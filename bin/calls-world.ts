import { inventoryIn, readInventory, sidesOf, type Inventory, type Sides } from "../calls";
import { readText } from "../stack/state";
import type { Review } from "../stack/change";
import { readAccount, type AccountChoice } from "./calls-account";
import { readReviewOf } from "./review-source";

/** The flags that say what is known of the account. */
export interface WorldFlags extends AccountChoice {
  readonly account?: readonly string[];
  readonly live?: boolean;
  readonly whole?: boolean;
}

/** What to call an account in an error that is read here. */
const LIVE = "the account";

/** Reads what Pulumi has printed: a file, or `-` for standard input; nothing for the account alone. */
export async function readSource(source: string | undefined): Promise<Review | undefined> {
  return source === undefined ? undefined : await readReviewOf(source === "-" ? {} : { file: source });
}

/** Reads both sides of a change: what Pulumi has printed, if anything, and the account, out of files or itself. */
export async function readSides(source: string | undefined, flags: WorldFlags): Promise<Sides> {
  return await sidesFrom(await readSource(source), flags);
}

/** The same of a review that was read. */
export async function sidesFrom(review: Review | undefined, flags: WorldFlags): Promise<Sides> {
  const accounts = await accountsOf(review === undefined, flags);
  return sidesOf({ ...(review && { review }), accounts, isWhole: flags.whole === true });
}

async function accountsOf(isAlone: boolean, flags: WorldFlags): Promise<Inventory[]> {
  const saved = (flags.account ?? []).map((file) => readInventory(readText(file), file));
  const isRead = flags.live === true || (isAlone && saved.length === 0);
  return isRead ? [...saved, inventoryIn(await readAccount(flags), LIVE)] : saved;
}
