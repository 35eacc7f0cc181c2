import { randomUUID } from "node:crypto";
import { ShardBusyError } from "../errors";
import type { Lease, Renewed, Store } from "../store/store";
import type { PermitFile } from "./permit";

/** How often a lease is renewed in its time at least: half of it may pass without. */
const RENEWALS = 10;
/** And so often, since shares of the rate change as others begin and end. */
const RENEW_MS = 1_000;

interface Parts {
  readonly store: Store;
  readonly permit: PermitFile;
  /** Told when a renewal began that succeeded. */
  readonly onRenewed: (beganMs: number) => void;
  /** Told that the lease is somebody else's, or has ended. */
  readonly onLost: () => void;
}

/**
 * The lease of a shard, or those of two, renewed together as long as they are held; each renewal gives the provider leave
 * to send for another while.
 */
export class HeldLease {
  readonly leases: readonly Lease[];
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> = Promise.resolve();

  private constructor(leases: readonly Lease[], parts: Parts) {
    this.leases = leases;
    this.#parts = parts;
  }

  /**
   * @param wanted for one shard or more, of one account
   * @throws ShardBusyError while somebody else has one of them, or may still be at work
   */
  static async take(wanted: readonly Omit<Lease, "holder">[], parts: Parts): Promise<HeldLease> {
    const holder = randomUUID();
    // By name, so that of two that want the same shards one gets them.
    const sorted = [...wanted].sort((one, other) => (one.shard < other.shard ? -1 : 1));
    const held = new HeldLease(
      sorted.map((one) => ({ ...one, holder })),
      parts,
    );
    const beganMs = Date.now();
    for (const lease of held.leases) {
      if (await parts.store.leases.acquire(lease)) continue;
      await held.letGo();
      throw new ShardBusyError(`${lease.shard} is another process's, or was until a moment ago`);
    }
    // Once more, since this tells the share of the rate.
    held.#renewed(beganMs, (await held.#renewAll()) ?? {});
    let isUnderWay = false;
    held.#timer = setInterval(
      () => {
        if (isUnderWay) return;
        isUnderWay = true;
        held.#renewing = held.#renew().finally(() => (isUnderWay = false));
      },
      Math.min(RENEW_MS, ...sorted.map(({ leaseMs }) => leaseMs / RENEWALS)),
    );
    return held;
  }

  /** Gives it back: nothing is under way any more. */
  async letGo(): Promise<void> {
    await this.stop();
    for (const lease of this.leases) await this.#parts.store.leases.letGo(lease);
  }

  /** Renews it no more, so that it ends by itself: something may still be under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }

  async #renew(): Promise<void> {
    const { store, permit, onLost } = this.#parts;
    const beganMs = Date.now();
    try {
      if (permit.wasLimited()) await store.leases.limited(this.leases[0]?.account);
      const renewed = await this.#renewAll();
      if (renewed === undefined) onLost();
      else this.#renewed(beganMs, renewed);
    } catch {
      // The store is away: the next renewal may find it. If none does, the guard ends all.
    }
  }

  /** @returns nothing where one of them has ended, or is somebody else's by now */
  async #renewAll(): Promise<Renewed | undefined> {
    const { store, permit } = this.#parts;
    const isSending = permit.isUsed();
    let last: Renewed | undefined;
    for (const lease of this.leases) {
      last = await store.leases.renew(lease, { isSending });
      if (last === undefined) return undefined;
    }
    return last;
  }

  #renewed(beganMs: number, { requestsPerSecond }: Renewed): void {
    const leaseMs = Math.min(...this.leases.map((one) => one.leaseMs));
    this.#parts.permit.give(beganMs + leaseMs, requestsPerSecond);
    this.#parts.onRenewed(beganMs);
  }
}
