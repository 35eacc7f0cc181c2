import type { FaultRule } from "../../emulator";
import { PartialCreateError, PartialUpdateError } from "../../provider/errors";
import type { JsonObject } from "../../provider/json";
import type { Lifecycle } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { entityOf } from "../unit/account";
import { SUBJECTS, type Subject } from "./resources";
import { World, comparable } from "./world";

/*
 * An error hook of Pulumi asks for the same create, update or delete again, in the same process and with what there
 * was before the first. Whenever the API went away, and whether or not its last change was made: the account and the
 * state end as without a fault.
 */

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.stop());

/** What a step of a resource does; `now` is what the steps before have left. */
type Step = (lifecycle: Lifecycle, now: { id: string; state: JsonObject }) => Promise<unknown>;

interface Outage {
  readonly words: string;
  readonly rule: Pick<FaultRule, "when" | "status" | "reset">;
}

const OUTAGES: readonly Outage[] = [
  { words: "the connection breaks before the change", rule: { when: "before", reset: true } },
  { words: "the connection breaks after the change", rule: { when: "after", reset: true } },
  { words: "a gateway times out before the change", rule: { when: "before", status: 504 } },
  { words: "a gateway times out after the change", rule: { when: "after", status: 504 } },
];

interface Ended {
  readonly holdings: string;
  readonly result: string;
  readonly requests: number;
}

/** Makes a resource, changes and deletes it, with the API away from some request of one step on. */
class Run {
  readonly #lifecycle: Lifecycle;
  readonly #now = { id: "", state: {} as JsonObject };

  private constructor(
    private readonly subject: Subject,
    private readonly inputs: JsonObject,
  ) {
    const client = world.client();
    this.#lifecycle = lifecycleOf(entityOf(subject.name), () => client);
  }

  static async begin(subject: Subject): Promise<Run> {
    world.emulator.reset();
    world.emulator.clearFaults();
    const inputs = await subject.prepare(world);
    // What is as old as the process's own attempts would be taken for theirs.
    await world.clock.sleep(10_000);
    return new Run(subject, inputs);
  }

  /** The steps one by one; that with the number fails `failures` times before the API is there again. */
  async steps(disturbed?: {
    step: number;
    skip: number;
    outage: Outage;
    failures: number;
  }): Promise<Ended[]> {
    const ended: Ended[] = [];
    for (const [index, step] of this.#steps().entries()) {
      const before = world.emulator.requests().length;
      const result = disturbed?.step === index ? await this.#retried(step, disturbed) : await this.#do(step);
      world.emulator.clearFaults();
      const requests = world.emulator.requests().length - before;
      ended.push({ holdings: world.holdings(), result: comparable(result), requests });
    }
    return ended;
  }

  #steps(): Step[] {
    const { changed, without } = this.subject;
    const check = (olds: JsonObject, news: JsonObject): JsonObject => {
      const { inputs, failures } = this.#lifecycle.check(olds, news);
      expect(failures).toEqual([]);
      return inputs;
    };
    const create: Step = async (lifecycle) =>
      Object.assign(this.#now, await lifecycle.create(check({}, this.inputs)));
    const update: Step = async (lifecycle, now) => {
      const news = check(now.state, changed?.(this.inputs, world) ?? {});
      return (now.state = await lifecycle.update(now.id, now.state, news));
    };
    const remove: Step = (lifecycle, { id, state }) => lifecycle.delete(id, state);
    return [create, ...(changed ? [update] : []), ...(without?.delete === undefined ? [remove] : [])];
  }

  async #do(step: Step): Promise<unknown> {
    // The engine passes the same each time.
    return (await step(this.#lifecycle, this.#now)) ?? {};
  }

  async #retried(step: Step, { skip, outage, failures }: { skip: number; outage: Outage; failures: number }) {
    world.emulator.addFault({ path: /\/projects\//, times: 10_000, skip, ...outage.rule });
    let isPartial = false;
    for (let count = 1; ; count++) {
      if (count === failures + 1) world.emulator.clearFaults();
      let error: unknown;
      try {
        return await this.#do(step);
      } catch (thrown) {
        error = thrown;
      }
      const keeps = error instanceof PartialCreateError || error instanceof PartialUpdateError;
      // What was kept once is not forgotten by an attempt that gets nowhere.
      if (isPartial) expect(keeps).toBe(true);
      if (count > failures) throw error;
      isPartial = keeps;
    }
  }
}

describe.each(SUBJECTS.map((subject) => [subject.name, subject] as const))("%s", (_name, subject) => {
  test.each(OUTAGES.map((outage) => [outage.words, outage] as const))(
    "is made, changed and deleted once where %s",
    async (_words, outage) => {
      const whole = await (await Run.begin(subject)).steps();
      for (const [step, { requests }] of whole.entries()) {
        for (let skip = 0; skip < requests; skip++) {
          for (const failures of [1, 2]) {
            const run = await Run.begin(subject);
            const ended = await run.steps({ step, skip, outage, failures });
            const seen = { step, skip, failures };
            expect({ ...seen, holdings: ended.map(({ holdings }) => holdings) }).toEqual({
              ...seen,
              holdings: whole.map(({ holdings }) => holdings),
            });
            expect({ ...seen, result: ended[step]?.result }).toEqual({
              ...seen,
              result: whole[step]?.result,
            });
          }
        }
      }
    },
  );
});
