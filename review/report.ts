import { accountOf, label, type StackResource } from "../stack/resource";
import { pick, without } from "../provider/lifecycle/values";
import { afterwards, isPutBack, leftAsIs, type Change, type Operation, type Review } from "../stack/change";
import { callsJson, type CallsPart } from "./calls-part";
import type { Effect } from "./effect";
import { effectsOf } from "./effects";
import { interruptionsOf, type Interruption } from "./interruptions";
import { findingsOf, type PolicyConfig, type RuleFinding } from "../policy/findings";

/** What a report says, before any form. */
export interface Report {
  readonly form: Review["form"];
  readonly project: string;
  readonly stack: string;
  readonly errors: readonly string[];
  readonly changes: readonly ReportedChange[];
  readonly findings: readonly RuleFinding[];
  /** What is without something that it needs, on the way. */
  readonly interruptions: readonly Interruption[];
  /** What was not looked at: a clause each. */
  readonly notLookedAt: readonly string[];
  /** The command that puts back what was changed by hand; only of a refresh that found something. */
  readonly putBack?: string;
  /** What becomes of calls; only where expectations or a history were given. */
  readonly calls?: CallsPart;
  /** What that command opens or diverts, which somebody may have closed on purpose. */
  readonly putBackOpens?: readonly string[];
}

/** A resource that changes. */
export interface ReportedChange {
  readonly urn: string;
  readonly resource: string;
  readonly operation: Operation;
  readonly effects: readonly Effect[];
  /** When Pulumi last changed it: what was changed by hand was changed later. */
  readonly notBefore?: string;
}

/** Judges a review: what it changes, and what the rules say about how things are afterwards. */
export function reportOf(review: Review, config?: PolicyConfig): Report {
  const { form, project, stack, errors } = review;
  const changes = review.changes
    .filter(({ operation }) => operation !== "same")
    .map((change) => reported(change, review));
  const isDrift = form === "refresh" && review.changes.some(isPutBack);
  return {
    form,
    project,
    stack,
    errors,
    changes,
    interruptions: interruptionsOf(review),
    notLookedAt: [...new Set(review.notLookedAt.map(({ text }) => text))],
    findings: changedFirst(findingsOf(afterwards(review), config, errors.length === 0), changes),
    ...(isDrift && { putBack: putBackCommand(stack), putBackOpens: putBackOpens(review) }),
  };
}

/** What a change has moved comes before what was always so. */
function changedFirst(findings: readonly RuleFinding[], changes: readonly ReportedChange[]): RuleFinding[] {
  const changed = new Set(changes.map(({ urn }) => urn));
  const isOfChange = ({ resource }: RuleFinding): boolean => changed.has(resource.urn);
  return [...findings.filter(isOfChange), ...findings.filter((finding) => !isOfChange(finding))];
}

/** Drift the other way round: what the program's own values open where the account has others. */
function putBackOpens({ changes }: Review): string[] {
  const back = changes.map(reversed);
  return back
    .flatMap((change) => effectsOf(change, back))
    .filter(({ direction }) => direction === "opens" || direction === "diverts")
    .map(({ text }) => text);
}

const REVERSED: Record<Operation, Operation> = {
  same: "same",
  create: "delete",
  update: "update",
  replace: "update",
  delete: "create",
};

function reversed(change: Change): Change {
  const { operation, resource, before = resource } = change;
  const left = leftAsIs(change);
  const properties = { ...without(before.properties, left), ...pick(resource.properties, left) };
  return {
    ...change,
    operation: isPutBack(change) ? REVERSED[operation] : "same",
    resource: { ...before, properties },
    before: resource,
  };
}

/** The report as data: resources by their URNs, no properties. */
export function reportJson({ findings, calls, ...report }: Report): string {
  const plain = findings.map(({ rule, level, judged, message, resource }) => ({
    rule,
    level,
    judged,
    message,
    urn: resource.urn,
  }));
  return JSON.stringify(
    { ...report, findings: plain, ...(calls && { calls: callsJson(calls) }) },
    undefined,
    2,
  );
}

/** An effect with the account of the resource, where that is not the stack's own. */
function inAccount(effect: Effect, resource: StackResource): Effect {
  const account = accountOf(resource);
  return account === "" ? effect : { ...effect, text: `${effect.text} (account ${account})` };
}

/** A stack's name comes from a file, so only one that a shell takes as it is gets into a command. */
function putBackCommand(stack: string): string {
  return /^[\w./-]+$/.test(stack)
    ? `pulumi up --refresh --run-program --stack ${stack}`
    : "pulumi up --refresh --run-program";
}

function reported(change: Change, { form, changes }: Review): ReportedChange {
  const { resource, operation, modified } = change;
  return {
    urn: resource.urn,
    resource: label(resource),
    operation,
    effects: effectsOf(change, changes).map((effect) => inAccount(effect, resource)),
    ...(form === "refresh" && modified !== undefined && { notBefore: modified }),
  };
}
