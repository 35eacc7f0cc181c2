import fc from "fast-check";
import type { FaultRule } from "../../emulator";
import type { FrontEndName } from "./engine/provider";
import { editsWith, type Edit } from "./edits";
import { byHand, type ByHand } from "./hands";
import { pick, size, type Pick, type Size } from "./programs";

/** What somebody asks the CLI for. */
export interface Command {
  readonly refresh: boolean;
  /** Which resources are targeted; none means all. */
  readonly targets: readonly Pick[];
  /** Which resources are replaced although nothing asks for it. */
  readonly replaces: readonly Pick[];
  readonly continueOnError: boolean;
}

/** Another stack comes to declare something of the first one, or to declare it no more. */
export interface Elsewhere {
  readonly isDropping: boolean;
  readonly which: Pick;
}

/** Edits of the program, changes by hand, and then a command, perhaps over a bad line. */
export interface Round {
  readonly edits: readonly Edit[];
  readonly hands: readonly ByHand[];
  readonly command: Command | "refresh";
  /** What happens in a second stack before that, which declares what the first one has. */
  readonly elsewhere: Elsewhere | undefined;
  readonly fault: FaultRule | undefined;
}

/** What happens to one account. */
export interface History {
  readonly frontEnd: FrontEndName;
  readonly first: Size;
  readonly rounds: readonly Round[];
  /** What the order of what happens at the same time comes from. */
  readonly order: number;
  readonly isSerial: boolean;
}

const command: fc.Arbitrary<Command> = fc.record({
  refresh: fc.boolean(),
  targets: fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    fc.array(pick, { minLength: 1, maxLength: 3 }),
  ),
  replaces: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    fc.array(pick, { minLength: 1, maxLength: 2 }),
  ),
  continueOnError: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});

/** What goes wrong at one request, or for good from then on. */
const fault: fc.Arbitrary<FaultRule> = fc
  .record({
    method: fc.constantFrom("POST", "PUT", "PATCH", "DELETE", "GET"),
    skip: fc.nat(6),
    what: fc.constantFrom<Partial<FaultRule>>(
      { status: 429, retryAfter: 1, times: 2 },
      { status: 500, times: 1 },
      { status: 503, times: 50 },
      { status: 400, times: 50 },
      { status: 500, when: "after", times: 1 },
      { reset: true, times: 1 },
      { reset: true, times: 50 },
      { reset: true, when: "after", times: 1 },
    ),
  })
  .map(({ method, skip, what }) => ({ method, skip, path: "/v1/projects/**", ...what }));

const round = (frontEnd: FrontEndName): fc.Arbitrary<Round> =>
  fc.record({
    edits: fc.array(editsWith(frontEnd), { maxLength: 3 }),
    hands: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      fc.array(byHand, { minLength: 1, maxLength: 2 }),
    ),
    command: fc.oneof({ weight: 7, arbitrary: command }, fc.constant("refresh" as const)),
    elsewhere: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      fc.record({ isDropping: fc.boolean(), which: pick }),
    ),
    fault: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fault),
  });

/** Histories in one front end. */
export function histories(frontEnd: FrontEndName): fc.Arbitrary<History> {
  return fc.record({
    frontEnd: fc.constant(frontEnd),
    first: size,
    rounds: fc.array(round(frontEnd), { minLength: 1, maxLength: 5 }),
    order: fc.nat(),
    isSerial: fc.boolean(),
  });
}
