import { accountLines, difference, type Difference } from "./account-lines";
import type { Clock } from "./clock";
import { ApiError } from "./errors";
import type { Project } from "./project";
import { SCENARIOS, type Begun, type Choice, type Scenario, type Stage, type Step } from "./scenarios";

/** A rehearsal as the page shows it. */
export interface RehearsalState {
  number: number;
  title: string;
  did: readonly string[];
  next: readonly Step[];
  startedAt: string;
  /** When it was seen that all is as before; null as long as it is not. */
  putBackAt: string | null;
  /** What the account has not any more, and what it has besides; of each the first few. */
  missing: readonly string[];
  added: readonly string[];
}

/** The rehearsals that somebody has begun and not ended. */
export interface Rehearsals {
  begin(scenarioId: string, stage: Stage, choice: Choice): Promise<RehearsalState>;
  /** Those of a project; looks at whether they are put back. */
  list(project: Project): RehearsalState[];
  /** Ends one, and takes back what no program can. */
  end(number: number): void;
  /** Ends all of them. */
  clear(): void;
}

interface Running extends Begun {
  number: number;
  scenario: Scenario;
  projectId: string;
  before: readonly string[];
  startedAt: string;
  putBackAt: string | null;
}

const SHOWN_LINES = 6;
const NONE: Difference = { missing: [], added: [] };

/** No rehearsal yet. */
export function createRehearsals(clock: Clock): Rehearsals {
  const running = new Map<number, Running>();
  let made = 0;
  const now = (): string => new Date(clock.now()).toISOString();
  const stateOf = (one: Running, lines: readonly string[]): RehearsalState => {
    const left = one.isOver ? NONE : difference(one.before, lines);
    const isBack = one.isOver ? one.isOver() : left.missing.length + left.added.length === 0;
    one.putBackAt = isBack ? (one.putBackAt ?? now()) : null;
    const { number, scenario, did, next, startedAt, putBackAt } = one;
    const missing = left.missing.slice(0, SHOWN_LINES);
    const added = left.added.slice(0, SHOWN_LINES);
    return { number, title: scenario.title, did, next, startedAt, putBackAt, missing, added };
  };
  const end = (number: number): void => {
    running.get(number)?.end?.();
    running.delete(number);
  };
  return {
    async begin(scenarioId, stage, choice) {
      const scenario = SCENARIOS.find(({ id }) => id === scenarioId);
      if (!scenario) throw new ApiError(404, "NOT_FOUND", `There is no rehearsal ${scenarioId}`);
      const before = accountLines(stage.project);
      const begun = await scenario.begin(stage, choice);
      made += 1;
      const one = { number: made, scenario, projectId: stage.project.id, before, startedAt: now() };
      const started: Running = { ...begun, ...one, putBackAt: null };
      running.set(made, started);
      return stateOf(started, accountLines(stage.project));
    },
    list(project) {
      const own = [...running.values()].filter(({ projectId }) => projectId === project.id);
      if (own.length === 0) return [];
      const lines = accountLines(project);
      return own.map((one) => stateOf(one, lines));
    },
    end,
    clear() {
      for (const number of [...running.keys()].reverse()) end(number);
    },
  };
}
