import type { PolicyConfig } from "../policy/findings";
import { isPutBack, leftAsIs, type Change, type Review } from "../stack/change";
import type { Accepted } from "./baseline";
import type { Effect } from "./effect";
import { reportOf, type Report } from "./report";

/** How urgent a finding is: calls are diverted or open to others; something differs; a rule is broken; nobody looked. */
export type Urgency = "alarm" | "drift" | "policy" | "advice" | "not looked at";

/** Something that a scheduled job has found. */
export interface DriftFinding {
  readonly urgency: Urgency;
  /** What it is, the same as long as it is the same: a baseline accepts it by this text. */
  readonly text: string;
  /** What else is known of it: since when, or the commands that take it over or remove it. */
  readonly more?: readonly string[];
}

/** A finding that the baseline has. */
export interface AcceptedFinding extends DriftFinding {
  readonly reason: string;
  readonly until: string;
}

/** All that was found, the new first. */
export interface Drift {
  readonly project: string;
  readonly stack: string;
  readonly errors: readonly string[];
  readonly found: readonly DriftFinding[];
  readonly accepted: readonly AcceptedFinding[];
  /** Entries of the baseline that have ended, or that nothing was found for. */
  readonly baselineNotes: readonly string[];
  readonly putBack?: string;
  readonly putBackOpens?: readonly string[];
}

/** What is known of a resource that no state has, by its URN. */
export interface Stray {
  /** Whether it is so in many a new project. */
  readonly isUsual: boolean;
  readonly commands: readonly string[];
}

const USUAL = ", and many a new project begins so";

const ORDER: readonly Urgency[] = ["alarm", "drift", "policy", "not looked at", "advice"];

/** Kinds that take or let in calls as soon as they hang on a trunk of ours. */
const ATTACHED = ["SipEndpoint", "PhoneNumberAssignment", "TrunkAccessControlList", "TrunkCredentialList"];

/**
 * Sorts what a refresh has found, what the account has besides, and what the rules say of all that.
 *
 * @param strays what no state knows, which stands among the review's changes as created
 * @param today the day, as 2026-11-28
 */
export function driftOf(
  review: Review,
  {
    strays,
    config,
    accepted,
    today,
  }: {
    strays: ReadonlyMap<string, Stray>;
    config: PolicyConfig;
    accepted: readonly Accepted[];
    today: string;
  },
): Drift {
  const report = reportOf(review, config);
  const findings = [...changesOf(report, review, strays), ...rulesOf(report), ...blindOf(report)];
  const valid = accepted.filter(({ until }) => until >= today);
  const entryOf = ({ text }: DriftFinding): Accepted | undefined =>
    valid.find(({ finding }) => finding === text);
  const isThere = ({ finding }: Accepted): boolean => findings.some(({ text }) => text === finding);
  const { project, stack, errors, putBack, putBackOpens } = report;
  const hasOwnDrift = review.changes.some((one) => !strays.has(one.resource.urn) && isPutBack(one));
  return {
    project,
    stack,
    errors,
    found: findings
      .filter((finding) => entryOf(finding) === undefined)
      .sort((one, other) => ORDER.indexOf(one.urgency) - ORDER.indexOf(other.urgency)),
    accepted: findings.flatMap((finding) => {
      const entry = entryOf(finding);
      return entry ? [{ ...finding, reason: entry.reason, until: entry.until }] : [];
    }),
    baselineNotes: [
      ...accepted
        .filter((entry) => entry.until < today && isThere(entry))
        .map(({ finding, until }) => `accepted until ${until}, and still there: ${finding}`),
      ...accepted
        .filter((entry) => !isThere(entry))
        .map(({ finding }) => `no longer found, take it out: ${finding}`),
    ],
    ...(hasOwnDrift && putBack !== undefined && { putBack, putBackOpens: putBackOpens ?? [] }),
  };
}

function changesOf(report: Report, { changes }: Review, strays: ReadonlyMap<string, Stray>): DriftFinding[] {
  const changeOf = new Map(changes.map((change) => [change.resource.urn, change]));
  return report.changes.flatMap(({ urn, effects, notBefore }) => {
    const stray = strays.get(urn);
    const change = changeOf.get(urn);
    const isAttached = stray !== undefined && ATTACHED.includes(change?.resource.kind ?? "");
    return effects.map((effect): DriftFinding => {
      const isAlarm = isAlarming(effect) || isAttached;
      const since = notBefore === undefined ? [] : [`changed after ${notBefore.replace(/\.\d+/, "")}`];
      return {
        urgency: stray?.isUsual === true ? "advice" : isAlarm ? "alarm" : "drift",
        text: stray ? `${effect.text}: no state knows it${stray.isUsual ? USUAL : ""}` : effect.text,
        more: stray ? stray.commands : [...since, ...leftText(change)],
      };
    });
  });
}

/** An update leaves it, and takes it for known: then nobody tells it again. */
function leftText(change: Change | undefined): string[] {
  const keys = change === undefined ? [] : leftAsIs(change);
  if (keys.length === 0) return [];
  return [
    change?.resource.isOnlyRead === true
      ? "not put back by an update, which takes it for known, since the program only reads it: change it in the account first"
      : `not put back by an update, which takes it for known where it refreshes, since ignoreChanges names ${keys.join(", ")}: change it in the account first`,
  ];
}

function isAlarming({ direction }: Effect): boolean {
  return direction === "opens" || direction === "diverts";
}

function rulesOf({ findings }: Report): DriftFinding[] {
  return findings.map(({ rule, level, judged, message }) => ({
    urgency: !judged ? "advice" : level === "mandatory" ? "policy" : "advice",
    text: judged ? `${rule}: ${message}` : `${rule} has not judged: ${message}`,
  }));
}

function blindOf({ notLookedAt, errors }: Report): DriftFinding[] {
  return [...errors, ...notLookedAt].map((text) => ({ urgency: "not looked at", text }));
}
