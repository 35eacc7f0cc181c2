import { label } from "../stack/resource";
import { afterwards, type Change, type Operation, type Review } from "../stack/change";
import type { Effect } from "./effect";
import { effectsOf } from "./effects";
import { findingsOf, type PolicyConfig, type RuleFinding } from "../policy/findings";

/** What a report says, before any form. */
export interface Report {
  readonly form: Review["form"];
  readonly project: string;
  readonly stack: string;
  readonly errors: readonly string[];
  readonly changes: readonly ReportedChange[];
  readonly findings: readonly RuleFinding[];
  /** The command that puts back what was changed by hand; only of a refresh that found something. */
  readonly putBack?: string;
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
  const isDrift = form === "refresh" && changes.length > 0;
  return {
    form,
    project,
    stack,
    errors,
    changes,
    findings: findingsOf(afterwards(review), config),
    ...(isDrift && { putBack: putBackCommand(stack) }),
  };
}

/** The report as data: resources by their URNs, no properties. */
export function reportJson({ findings, ...report }: Report): string {
  const plain = findings.map(({ rule, level, judged, message, resource }) => ({
    rule,
    level,
    judged,
    message,
    urn: resource.urn,
  }));
  return JSON.stringify({ ...report, findings: plain }, undefined, 2);
}

/** A stack's name comes from a file, so only one that a shell takes as it is gets into a command. */
function putBackCommand(stack: string): string {
  return /^[\w./-]+$/.test(stack) ? `pulumi up --refresh --stack ${stack}` : "pulumi up --refresh";
}

function reported(change: Change, { form, changes }: Review): ReportedChange {
  const { resource, operation, modified } = change;
  return {
    urn: resource.urn,
    resource: label(resource),
    operation,
    effects: effectsOf(change, changes),
    ...(form === "refresh" && modified !== undefined && { notBefore: modified }),
  };
}
