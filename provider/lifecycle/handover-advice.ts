/* What to do about a name that is taken, besides choosing another. */

/** The API may keep a name "in use" for so long after this run has given it up. */
export const MAX_HELD_MS = 30_000;

export const SWAP_ADVICE =
  "The resource that has it waits for what this one has, so neither can go first. Do it in two steps: give one of " +
  "them a third name and run `pulumi up`, then give both the names that they are to have and run `pulumi up` again.";

export const LEFT_ADVICE =
  "If the resource was renamed or moved in the program, give it aliases. If that one has left the program, it is deleted " +
  "only after everything else, so do it in two steps: run `pulumi up` without what needs the name, then `pulumi up` " +
  "with it. If the resource itself is being replaced (`--replace`, `pulumi state taint`, replacementTrigger), the new one " +
  "cannot have the name before the old one is gone: set deleteBeforeReplace, or take it back with " +
  "`pulumi state untaint`. With retainOnDelete the old one never gives the name up: take the option away first.";

export const HELD_ADVICE =
  `This run has given it up, but the API has kept it in use for more than ${MAX_HELD_MS / 1000} s: run \`pulumi up\` ` +
  "again in a while.";

export const ORDER_ADVICE =
  "It is to give it up in this very run, but its own change has not begun. Run `pulumi up` again without " +
  "`--parallel 1`, or let the resource that needs the name depend on the one that gives it up (dependsOn).";
