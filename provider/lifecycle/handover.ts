import type { Client } from "../api/client";
import { TakenError } from "../errors";

/*
 * Names that the API gives once only (host names, usernames) and that pass from one resource to another in one run.
 * Whoever needs the name waits for the one that gives it up, if that is under way; what cannot come is told at once.
 */

/** For an update or delete that is planned but has not begun: with `--parallel 1` it may never come meanwhile. */
const MAX_UNBEGUN_MS = 10_000;

/** The engine has named all that the program declares once it asked nothing for so long. */
const QUIET_MS = 1_000;

/** The API may keep a name "in use" for so long after this run has given it up. */
export const MAX_HELD_MS = 30_000;

const LOOK_MS = 100;

/** What a resource of the stack holds of such names, and is going to hold. */
interface Holder {
  readonly names: readonly string[];
  readonly wants: readonly string[];
  /** Ends when the update or delete that gives names up has ended; absent until it begins. */
  work?: Promise<unknown>;
}

/** Who asks for a name. */
export interface Wish {
  readonly kind: string;
  /** The id of the resource; absent while it is being made. */
  readonly id?: string;
  readonly names: readonly string[];
}

/** The names of a run. */
export class Handover {
  readonly #client: Client;
  readonly #holders = new Map<string, Holder>();
  readonly #releasedMs = new Map<string, number>();
  #heardMs = 0;

  constructor(client: Client) {
    this.#client = client;
  }

  /** The engine has asked something: it is still going through the program. */
  heard(): void {
    this.#heardMs = this.#client.clock.now();
  }

  /** What is looked for, once the engine has named the resource that has it, or has named all that there are. */
  async untilNamed<Found>(look: () => Found | undefined): Promise<Found | undefined> {
    const { clock } = this.#client;
    const beganMs = clock.now();
    for (;;) {
      const found = look();
      const isOver = this.#isQuietSince(beganMs) || clock.now() - beganMs >= MAX_UNBEGUN_MS;
      if (found !== undefined || isOver) {
        return found;
      }
      await clock.sleep(LOOK_MS);
    }
  }

  #isQuietSince(beganMs: number): boolean {
    return this.#client.clock.now() - Math.max(this.#heardMs, beganMs) >= QUIET_MS;
  }

  /** A resource holds names, and the program says which it is going to hold. */
  plans(kind: string, id: string, names: readonly string[], wants: readonly string[]): void {
    this.#holders.set(`${kind} ${id}`, { names, wants });
  }

  /** Runs an update or delete, after which names that are not wanted are free. */
  async gives<Result>(
    kind: string,
    id: string,
    { names, wants }: Holder,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const running = work();
    const settled = running.then(
      () => {
        const freedMs = this.#client.clock.now();
        for (const name of names.filter((one) => !wants.includes(one))) {
          this.#releasedMs.set(`${kind} ${name}`, freedMs);
        }
      },
      () => undefined,
    );
    this.#holders.set(`${kind} ${id}`, { names, wants, work: settled });
    return await running;
  }

  /** Runs a create or update that needs names, again once those that have them have given them up. */
  async takes<Result>(wish: Wish, attempt: () => Promise<Result>): Promise<Result> {
    const beganMs = this.#client.clock.now();
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof TakenError)) {
          throw error;
        }
        await this.#untilFree(wish, error, { beganMs, count });
      }
    }
  }

  /** Ends when another attempt is worth it. @throws the error, with what to do, when none is */
  async #untilFree(
    wish: Wish,
    error: TakenError,
    { beganMs, count }: { beganMs: number; count: number },
  ): Promise<void> {
    const { clock } = this.#client;
    const key = `${wish.kind} ${error.ownerId ?? ""}`;
    for (;;) {
      const holder = error.ownerId === undefined ? undefined : this.#holders.get(key);
      // Before the wait for its work: that waits for ours.
      if (holder !== undefined && this.#isSwap(wish, holder)) throw error.adding(SWAP_ADVICE);
      if (holder?.work !== undefined) {
        await holder.work;
        if (!this.#isHeldFor(wish) && count > 1) throw error;
        await this.#client.pause(count);
        return;
      }
      if (error.ownerId === undefined) {
        if (!this.#isHeldFor(wish)) throw error;
        await this.#client.pause(count);
        return;
      }
      if (error.ownerId === wish.id) throw error;
      if (holder !== undefined && !givesUp(holder, wish.names)) throw error;
      const nowMs = clock.now();
      if (holder === undefined && this.#isQuietSince(beganMs)) throw error.adding(LEFT_ADVICE);
      if (nowMs - beganMs >= MAX_UNBEGUN_MS) throw error.adding(ORDER_ADVICE);
      await clock.sleep(LOOK_MS);
    }
  }

  /** Whether this run has given the name up, and the API may not have noticed yet. */
  #isHeldFor({ kind, names }: Wish): boolean {
    const freedMs = Math.max(0, ...names.map((name) => this.#releasedMs.get(`${kind} ${name}`) ?? 0));
    return freedMs > 0 && this.#client.clock.now() - freedMs < MAX_HELD_MS;
  }

  /** Whether whoever has the name waits, at the end, for what the asking one holds. */
  #isSwap({ kind, id }: Wish, holder: Holder): boolean {
    const own = `${kind} ${id ?? ""}`;
    const seen = new Set<Holder>();
    const queue: Holder[] = [holder];
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      seen.add(one);
      const { names, wants } = one;
      for (const [key, other] of this.#holders) {
        const isNext = other.names.some((name) => wants.includes(name) && !names.includes(name));
        if (!isNext || !key.startsWith(`${kind} `) || seen.has(other)) continue;
        if (key === own) return true;
        queue.push(other);
      }
    }
    return false;
  }
}

function givesUp({ names, wants }: Holder, wanted: readonly string[]): boolean {
  return wanted.some((name) => names.includes(name) && !wants.includes(name));
}

const SWAP_ADVICE =
  "The resource that has it waits for what this one has, so neither can go first. Do it in two steps: give one of " +
  "them a third name and run `pulumi up`, then give both the names that they are to have and run `pulumi up` again.";

const LEFT_ADVICE =
  "If that one has left the program, it is deleted only after everything else, so do it in two steps: run `pulumi up` " +
  "without what needs the name, then `pulumi up` with it. If the resource itself is being replaced (`--replace`, " +
  "`pulumi state taint`, replacementTrigger), the new one cannot have the name before the old one is gone: set " +
  "deleteBeforeReplace, or take it back with `pulumi state untaint`.";

const ORDER_ADVICE =
  "It is to give it up in this very run, but its own change has not begun. Run `pulumi up` again without " +
  "`--parallel 1`, or let the resource that needs the name depend on the one that gives it up (dependsOn).";
