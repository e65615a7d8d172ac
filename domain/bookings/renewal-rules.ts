import type { EventPayload } from '../../contract/catalog.js';
import { conflict, type Problem } from '../../platform/errors.js';
import { lotClosed } from '../businesses/open-lots.js';
import type { RenewalLimits } from './booking-limits.js';
import type { BookingRecord } from './booking-view.js';

/** Why a booking is not renewed: as its user is told, and as the caller is answered. */
export interface RenewalRefusal {
  reason: EventPayload<'booking.renewal-failed'>['reason'];
  problem: Problem;
}

/** Which rule keeps this booking from being renewed by so much, whoever has the slot next. */
export function whyNotRenewable(
  { status, endsAt, serverTime, bookedSeconds, isLotOpen }: BookingRecord,
  durationSeconds: number,
  { totalSeconds, renewWithinSeconds }: RenewalLimits,
): RenewalRefusal | undefined {
  if (status !== 'active' && status !== 'completed') {
    return {
      reason: 'not_renewable',
      problem: notRenewable('This booking was cancelled or declined and cannot be renewed. Book again.'),
    };
  }
  if (status === 'completed' && serverTime.getTime() - endsAt.getTime() > renewWithinSeconds * 1_000) {
    return {
      reason: 'ended_too_long_ago',
      problem: notRenewable('This booking ended too long ago to be renewed. Book again.'),
    };
  }
  if (bookedSeconds + durationSeconds > totalSeconds) {
    return {
      reason: 'booking_too_long',
      problem: conflict(
        'booking_too_long',
        'With all its renewals this booking would last longer than one may. Book again when it is over.',
        { maxSeconds: totalSeconds, bookedSeconds },
      ),
    };
  }
  if (!isLotOpen) return { reason: 'lot_closed', problem: lotClosed() };
  return undefined;
}

const notRenewable = (detail: string) => conflict('not_renewable', detail);
