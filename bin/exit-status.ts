/** How our commands end: one table for all of them (docs/commands.md). */
export const STATUS = {
  done: 0,
  /** It could not be done, or not be looked at. */
  failed: 1,
  usage: 2,
  /** A call is refused, or more are than may be, or an expectation is broken. */
  refused: 3,
  /** A verdict depends on what nobody has documented or on what is not known, or too much was not judged. */
  open: 4,
  /** As `pulumi … --expect-no-changes` ends where there are changes. */
  found: 7,
  interrupts: 8,
} as const;
