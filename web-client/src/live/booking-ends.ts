import type { Booking } from '../../../contract/api/bookings.js';
import type { Notification } from '../../../contract/notification.js';
import { Deadlines, type DeadlineDeps } from './deadlines.js';
import type { Toaster } from './toaster.js';

/** Client event 2 of the contract, raised in the browser, also offline. */
const timerEnded = 'booking.timer-ended';

interface Deps extends Pick<DeadlineDeps, 'serverNow' | 'confirm'> {
  /** Called when a booking has reached its end, so that views reload. */
  ended: () => void;
}

/** Shows the end of a booking once: by the browser's timer first, then replaced by the server's notification. */
export class BookingEnds {
  private readonly deadlines: Deadlines;
  private readonly raised = new Map<string, number>();

  constructor(
    private readonly toaster: Toaster,
    { serverNow, confirm, ended }: Deps,
  ) {
    this.deadlines = new Deadlines({
      serverNow,
      confirm,
      ended: ({ id, deadlineVersion }) => {
        this.raised.set(id, deadlineVersion);
        toaster.raise(timerEnded, id);
        ended();
      },
    });
  }

  /** Sets the active bookings as loaded from the server, and retracts the toast of one that was renewed meanwhile. */
  follow(bookings: readonly Booking[]): void {
    this.deadlines.arm(bookings);
    for (const { id, deadlineVersion } of bookings) {
      if (deadlineVersion <= (this.raised.get(id) ?? Infinity)) continue;
      this.raised.delete(id);
      this.toaster.retract(timerEnded, id);
    }
  }

  /** The server's notification replaces the toast of the local timer. */
  heard(notification: Notification): void {
    const { bookingId, deadlineVersion } = notification.data;
    if (!this.toaster.replacedBy(notification).includes(timerEnded)) return;
    if (typeof bookingId !== 'string' || typeof deadlineVersion !== 'number') return;
    this.deadlines.pass(bookingId, deadlineVersion);
    // Read on another device already: the local toast is obsolete too.
    if (notification.readAt !== null) this.toaster.retract(timerEnded, bookingId);
  }

  stop(): void {
    this.deadlines.stop();
  }
}
