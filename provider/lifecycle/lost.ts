import { spoken } from "../words";

/** A setting of which the resource that declares it now takes another value for the one that was found. */
export interface Lost {
  readonly id: string;
  /** What was found before the stack. */
  readonly before: boolean;
  /** What the resource that declares it now takes it for; absent where it knows nothing. */
  readonly now: boolean | undefined;
}

/** What is lost with a state, in words: a line for each kind of loss. */
export function lostLines([off, on]: readonly [string, string], settings: readonly Lost[]): string[] {
  const kinds = new Map<string, Lost[]>();
  for (const one of settings.filter(({ before, now }) => before !== now)) {
    const kind = JSON.stringify([one.before, one.now]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const word = (value: boolean): string => (value ? on : off);
  return [...kinds.values()].map((lost) => {
    const ids = lost.map(({ id }) => id).sort();
    const [were, them, they] = ids.length > 1 ? ["were", "them", "they are"] : ["was", "it", "it is"];
    const { before, now } = lost[0] ?? { before: false, now: undefined };
    return (
      `${spoken(ids)} ${were} ${word(before)} before this stack changed ${them}, which the resource that declares ` +
      `${them} now does not know: ` +
      (now === undefined
        ? `when that is deleted, ${they} left as ${they}`
        : `it takes ${them} for ${word(now)}`) +
      "; with aliases, or `pulumi up --refresh`, a rename takes that along"
    );
  });
}
