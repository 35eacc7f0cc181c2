import { randomUUID } from "node:crypto";
import { ShardBusyError } from "../errors";
import type { Lease, Renewed, Store } from "../store/store";
import type { PermitFile } from "./permit";

/** How often a lease is renewed in its time: half of it may pass without. */
const RENEWALS = 10;

interface Parts {
  readonly store: Store;
  readonly permit: PermitFile;
  /** Told when a renewal began that succeeded. */
  readonly onRenewed: (beganMs: number) => void;
  /** Told that the lease is somebody else's, or has ended. */
  readonly onLost: () => void;
}

/** A lease that is renewed as long as it is held; each renewal gives the provider leave to send for another while. */
export class HeldLease {
  readonly lease: Lease;
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> = Promise.resolve();

  private constructor(lease: Lease, parts: Parts) {
    this.lease = lease;
    this.#parts = parts;
  }

  /** @throws ShardBusyError while somebody else has it, or may still be at work */
  static async take(wanted: Omit<Lease, "holder">, parts: Parts): Promise<HeldLease> {
    const held = new HeldLease({ ...wanted, holder: randomUUID() }, parts);
    const beganMs = Date.now();
    if (!(await parts.store.leases.acquire(held.lease)))
      throw new ShardBusyError(`${wanted.shard} is another process's, or was until a moment ago`);
    // Once more, since this tells the share of the rate.
    held.#renewed(beganMs, (await parts.store.leases.renew(held.lease)) ?? {});
    held.#timer = setInterval(() => {
      held.#renewing = held.#renewing.then(() => held.#renew());
    }, wanted.leaseMs / RENEWALS);
    return held;
  }

  /** Gives it back: nothing is under way any more. */
  async letGo(): Promise<void> {
    await this.stop();
    await this.#parts.store.leases.letGo(this.lease);
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
      if (permit.wasLimited()) await store.leases.limited(this.lease.account);
      const renewed = await store.leases.renew(this.lease);
      if (renewed === undefined) onLost();
      else this.#renewed(beganMs, renewed);
    } catch {
      // The store is away: the next renewal may find it. If none does, the guard ends all.
    }
  }

  #renewed(beganMs: number, { requestsPerSecond }: Renewed): void {
    this.#parts.permit.give(beganMs + this.lease.leaseMs, requestsPerSecond);
    this.#parts.onRenewed(beganMs);
  }
}
