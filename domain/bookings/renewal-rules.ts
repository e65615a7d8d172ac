import type { EventPayload } from '../events/catalog/index.js';
import { type DomainError, conflict } from '../errors.js';
import { lotClosed, slotRetired } from '../businesses/open-lots.js';
import type { RenewalLimits } from './booking-limits.js';
import type { BookingRecord } from './booking-view.js';

/** Why a booking is not renewed: for the notification and for the answer. */
export interface RenewalRefusal {
  reason: EventPayload<'booking.renewal-failed'>['reason'];
  error: DomainError;
}

/** The rule that prevents this renewal, regardless of the slot's next booking. */
export function whyNotRenewable(
  { status, endsAt, serverTime, bookedSeconds, isLotOpen, isSlotRetired }: BookingRecord,
  durationSeconds: number,
  { totalSeconds, renewWithinSeconds }: RenewalLimits,
): RenewalRefusal | undefined {
  if (status !== 'active' && status !== 'completed') {
    return {
      reason: 'not_renewable',
      error: notRenewable('This booking was cancelled or declined and cannot be renewed. Book again.'),
    };
  }
  if (status === 'completed' && serverTime.getTime() - endsAt.getTime() > renewWithinSeconds * 1_000) {
    return {
      reason: 'ended_too_long_ago',
      error: notRenewable('This booking ended too long ago to be renewed. Book again.'),
    };
  }
  if (bookedSeconds + durationSeconds > totalSeconds) {
    return {
      reason: 'booking_too_long',
      error: conflict(
        'booking_too_long',
        'With all its renewals this booking would last longer than one may. Book again when it is over.',
        { maxSeconds: totalSeconds, bookedSeconds },
      ),
    };
  }
  if (!isLotOpen) return { reason: 'lot_closed', error: lotClosed() };
  if (isSlotRetired) return { reason: 'slot_retired', error: slotRetired() };
  return undefined;
}

const notRenewable = (detail: string) => conflict('not_renewable', detail);
