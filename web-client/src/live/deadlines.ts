import type { Booking } from '../../../contract/api/bookings.js';

export type Deadline = Pick<Booking, 'id' | 'endsAt' | 'deadlineVersion'>;

export interface DeadlineDeps {
  /** Epoch milliseconds by the server's clock. */
  serverNow: () => number;
  ended: (deadline: Deadline) => void;
  /** Asks for the bookings once more. */
  confirm: () => void;
}

/** A booking may be cancelled on another device, which tells nobody here: it is looked at again in its last minute. */
const confirmWithinMs = 60_000;

interface Armed extends Deadline {
  timer: ReturnType<typeof setTimeout>;
  confirmation: ReturnType<typeof setTimeout> | undefined;
}

/** The ends of all active bookings, kept by the browser itself, so that they are noticed without a connection. */
export class Deadlines {
  private readonly armed = new Map<string, Armed>();
  /** The last deadline of each booking that has passed. */
  private readonly passed = new Map<string, number>();

  constructor(private readonly deps: DeadlineDeps) {}

  /** Arms exactly these. An answer that was overtaken arms no deadline that has passed already. */
  arm(deadlines: readonly Deadline[]): void {
    const wanted = new Set(deadlines.map(({ id }) => id));
    for (const id of this.armed.keys()) if (!wanted.has(id)) this.disarm(id);
    for (const deadline of deadlines) {
      if (deadline.deadlineVersion > (this.passed.get(deadline.id) ?? 0)) this.set(deadline);
    }
  }

  /** The server has told of this end (or of a later one) by itself. */
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
    // A confirmation answers with the same deadline, and asks for no further one.
    const isKnown = known?.deadlineVersion === deadlineVersion;
    const confirmation = isKnown ? known.confirmation : this.confirmBefore(leftMs);
    if (isKnown) clearTimeout(known.timer);
    else this.disarm(id);
    const timer = setTimeout(
      () => {
        this.look({ id, endsAt, deadlineVersion });
      },
      Math.max(0, leftMs),
    );
    this.armed.set(id, { id, endsAt, deadlineVersion, timer, confirmation });
  }

  /** Not all clients at the same moment. */
  private confirmBefore(leftMs: number): Armed['confirmation'] {
    const leadMs = confirmWithinMs * (0.2 + 0.8 * Math.random());
    return leftMs > confirmWithinMs ? setTimeout(this.deps.confirm, leftMs - leadMs) : undefined;
  }

  /** The clock may have been corrected while the timer ran. */
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
    clearTimeout(known?.timer);
    clearTimeout(known?.confirmation);
    this.armed.delete(id);
  }
}
