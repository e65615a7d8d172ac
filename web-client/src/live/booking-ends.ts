import type { Booking } from '../../../contract/api/bookings.js';
import type { Notification } from '../../../contract/notification.js';
import { Deadlines, type DeadlineDeps } from './deadlines.js';
import type { Toaster } from './toaster.js';

/** Event 2 of the contract: raised here, also without a connection. */
const timerEnded = 'booking.timer-ended';

interface Deps extends Pick<DeadlineDeps, 'serverNow' | 'confirm'> {
  /** A booking has reached its end, so whoever shows it looks again. */
  ended: () => void;
}

/** Tells that a booking has ended, once: the browser's clock says it first, the server says it for good. */
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

  /** The active bookings, as the server says. One that was renewed meanwhile has not ended after all. */
  follow(bookings: readonly Booking[]): void {
    this.deadlines.arm(bookings);
    for (const { id, deadlineVersion } of bookings) {
      if (deadlineVersion <= (this.raised.get(id) ?? Infinity)) continue;
      this.raised.delete(id);
      this.toaster.retract(timerEnded, id);
    }
  }

  /** What the server has told says it better than the clock here. */
  heard(notification: Notification): void {
    const { bookingId, deadlineVersion } = notification.data;
    if (!this.toaster.replacedBy(notification).includes(timerEnded)) return;
    if (typeof bookingId !== 'string' || typeof deadlineVersion !== 'number') return;
    this.deadlines.pass(bookingId, deadlineVersion);
    // Read on another device already: then the toast is no news either.
    if (notification.readAt !== null) this.toaster.retract(timerEnded, bookingId);
  }

  stop(): void {
    this.deadlines.stop();
  }
}
