import type { Client } from "../api/client";
import { TakenError } from "../errors";
import { HELD_ADVICE, LEFT_ADVICE, MAX_HELD_MS, ORDER_ADVICE, SWAP_ADVICE } from "./handover-advice";

/*
 * Names that the API gives once only (host names, usernames) and that pass from one resource to another in one run.
 * Whoever needs the name waits for the one that gives it up, if that is under way; what cannot come is told at once.
 */

/** For an update or delete that is planned but has not begun: with `--parallel 1` it may never come meanwhile. */
const MAX_UNBEGUN_MS = 10_000;

/** The engine has named all that it can once it asked nothing for so long, while nothing that it waits for was done. */
const QUIET_MS = 1_000;

const LOOK_MS = 100;

/** Resources of a program are named one after the other, within a few milliseconds each. */
export const SETTLE_MS = 50;
const MAX_SETTLE_MS = 250;

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
  /** Changes under way that do not wait for a name: what depends on them is named after them. */
  #working = 0;
  #settling: Promise<void> | undefined;

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
    // It is asked for in the midst of a change, which does nothing else meanwhile.
    this.#working--;
    try {
      for (;;) {
        const found = look();
        const isOver = this.#isQuietSince(beganMs) || clock.now() - beganMs >= MAX_UNBEGUN_MS;
        if (found !== undefined || isOver) {
          return found;
        }
        await clock.sleep(LOOK_MS);
      }
    } finally {
      this.#working++;
    }
  }

  /**
   * Before the first thing is made in a run: ends once the engine has said nothing for a moment, so that resources
   * which stand beside it in the program have been heard of, and what forbids it is known.
   */
  async settled(): Promise<void> {
    const { clock } = this.#client;
    const settle = async (): Promise<void> => {
      const beganMs = clock.now();
      while (
        clock.now() - Math.max(this.#heardMs, beganMs) < SETTLE_MS &&
        clock.now() - beganMs < MAX_SETTLE_MS
      ) {
        await clock.sleep(SETTLE_MS / 5);
      }
    };
    await (this.#settling ??= settle());
  }

  #isQuietSince(beganMs: number): boolean {
    return this.#working === 0 && this.#client.clock.now() - Math.max(this.#heardMs, beganMs) >= QUIET_MS;
  }

  /** Does the work of one change. */
  async works<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#working++;
    try {
      return await work();
    } finally {
      this.#working--;
      this.heard();
    }
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
        return await this.works(attempt);
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
        if (!this.#isHeldFor(wish) && count > 1) throw this.#refusal(wish, error);
        await this.#client.pause(count);
        return;
      }
      if (error.ownerId === undefined) {
        if (!this.#isHeldFor(wish)) throw this.#refusal(wish, error);
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

  /** The error; with the wait that was in vain, where this run has given the name up itself. */
  #refusal(wish: Wish, error: TakenError): TakenError {
    const isOurs = wish.names.some((name) => this.#releasedMs.has(`${wish.kind} ${name}`));
    return isOurs ? error.adding(HELD_ADVICE) : error;
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
