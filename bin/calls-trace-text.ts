import { askLines, stepLines, verdictText, type Outcome, type Step, type Verdict } from "../calls";
import type { JsonObject } from "../provider/json";

/** The way of a call, and what becomes of it. */
export interface Traced {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/** The way of a call before a change, if something changes, and afterwards. */
export interface TracedSides {
  readonly title: string;
  /** What is not known here. */
  readonly notes: readonly string[];
  readonly before?: Traced;
  readonly after: Traced;
}

/** The flags by which a fact is told. */
const HELPS: Readonly<Record<string, string>> = {
  trunk: "--trunk says it, or a SIP address after --to",
  username: "--username says it, or --no-username",
  "source address": "--source says it",
  caller: "--from says it",
};

/** For people: what is not known first, then each side with a line a step, its end, and what is open. */
export function traceText({ title, notes, before, after }: TracedSides): string {
  const open = new Map([before, after].flatMap((one) => one?.verdict.asks ?? []).map((ask) => [ask.id, ask]));
  return [
    title,
    ...notes,
    ...(before ? ["", "Before", ...sideLines(before), "", "After"] : [""]),
    ...sideLines(after),
    ...(open.size > 0 ? ["", ...askLines([...open.values()], HELPS)] : []),
  ].join("\n");
}

function sideLines({ verdict, steps }: Traced): string[] {
  return [...stepLines(steps).map((line) => `  ${line}`), `  → ${verdictText(verdict)}`];
}

/** The same as data: resources by their URNs. */
export function traceJson({ title, notes, before, after }: TracedSides): JsonObject {
  return {
    call: title,
    notes: [...notes],
    ...(before && { before: sideJson(before) }),
    after: sideJson(after),
  };
}

function sideJson({ verdict, steps }: Traced): JsonObject {
  const { result, outcomes, asks } = verdict;
  return {
    result,
    text: verdictText(verdict),
    outcomes: outcomes.map(outcomeJson),
    asks: asks.map(({ id, kind, text, answers }) => ({ id, kind, text, answers: [...answers] })),
    steps: steps.map(({ text, result: ofStep, status, resource }) => ({
      text,
      result: ofStep,
      ...(status !== undefined && { status }),
      ...(resource && { urn: resource.urn }),
    })),
  };
}

function outcomeJson({
  isLetThrough,
  reason,
  status,
  resource,
  trunk,
  rings,
  forwardedTo,
}: Outcome): JsonObject {
  return {
    isLetThrough,
    reason,
    ...(status !== undefined && { status }),
    ...(resource && { urn: resource.urn }),
    ...(trunk && { trunk: trunk.urn }),
    ...(rings && { rings: rings.map((group) => group.map(({ urn }) => urn)) }),
    ...(forwardedTo !== undefined && { forwardedTo }),
  };
}
