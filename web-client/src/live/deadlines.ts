import type { Booking } from '../../../contract/api/bookings.js';
import { later } from '../time/later.js';

export type Deadline = Pick<Booking, 'id' | 'endsAt' | 'deadlineVersion'>;

export interface DeadlineDeps {
  /** Epoch milliseconds of the server's clock. */
  serverNow: () => number;
  ended: (deadline: Deadline) => void;
  /** Reloads the active bookings. */
  confirm: () => void;
}

/** A cancellation on another device is not pushed to this one: bookings are reloaded once in their last minute. */
const confirmWithinMs = 60_000;

interface Armed extends Deadline {
  cancelLook: () => void;
  cancelConfirmation: (() => void) | undefined;
}

/** Timers for the ends of all active bookings, which therefore fire offline too. */
export class Deadlines {
  private readonly armed = new Map<string, Armed>();
  /** By booking, the highest deadline version that has fired. */
  private readonly passed = new Map<string, number>();

  constructor(private readonly deps: DeadlineDeps) {}

  /** Replaces all timers. A stale response does not rearm a deadline that has fired. */
  arm(deadlines: readonly Deadline[]): void {
    const wanted = new Set(deadlines.map(({ id }) => id));
    for (const id of this.armed.keys()) if (!wanted.has(id)) this.disarm(id);
    for (const deadline of deadlines) {
      if (deadline.deadlineVersion > (this.passed.get(deadline.id) ?? 0)) this.set(deadline);
    }
  }

  /** The server has notified this deadline version, or a later one. */
  pass(id: string, deadlineVersion: number): void {
    this.passed.set(id, Math.max(this.passed.get(id) ?? 0, deadlineVersion));
    if ((this.armed.get(id)?.deadlineVersion ?? Infinity) <= deadlineVersion) this.disarm(id);
  }

  stop(): void {
    for (const id of [...this.armed.keys()]) this.disarm(id);
  }

  private set({ id, endsAt, deadlineVersion }: Deadline): void {
    const known = this.armed.get(id);
    if (known && known.deadlineVersion > deadlineVersion) return;
    const leftMs = Date.parse(endsAt) - this.deps.serverNow();
    // The confirmation returns the same deadline version; it must not schedule another confirmation.
    const isKnown = known?.deadlineVersion === deadlineVersion;
    const cancelConfirmation = isKnown ? known.cancelConfirmation : this.confirmBefore(leftMs);
    if (isKnown) known.cancelLook();
    else this.disarm(id);
    const deadline = { id, endsAt, deadlineVersion };
    const look = () => {
      this.look(deadline);
    };
    this.armed.set(id, { ...deadline, cancelLook: later(look, Math.max(0, leftMs)), cancelConfirmation });
  }

  /** With jitter, so that not all clients reload at the same moment. */
  private confirmBefore(leftMs: number): Armed['cancelConfirmation'] {
    const leadMs = confirmWithinMs * (0.2 + 0.8 * Math.random());
    return leftMs > confirmWithinMs ? later(this.deps.confirm, leftMs - leadMs) : undefined;
  }

  /** Checks again when the timer fires: the clock estimate may have been corrected meanwhile. */
  private look(deadline: Deadline): void {
    if (this.deps.serverNow() < Date.parse(deadline.endsAt)) {
      this.set(deadline);
      return;
    }
    this.pass(deadline.id, deadline.deadlineVersion);
    this.deps.ended(deadline);
  }

  private disarm(id: string): void {
    const known = this.armed.get(id);
    known?.cancelLook();
    known?.cancelConfirmation?.();
    this.armed.delete(id);
  }
}
