import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { notFound, type DomainError } from '../errors.js';
import type { RenewalLimits } from './booking-limits.js';
import type { BookingRecord } from './booking-view.js';
import { hashOfRenewalToken } from './offer-renewal.js';
import { renewBooking } from './renew-booking.js';

interface Taken extends Record<string, unknown> {
  bookingId: string;
  userId: string;
  sessionId: string;
  deadlineVersion: number;
  durationSeconds: number;
  amount: number;
  currency: string;
}

/** Good once, until the deadline, on a device that is still signed in. Of two that come with one, the second waits and finds it used. */
const take = statement(
  'take-renewal-token',
  `UPDATE renewal_tokens SET used_at = clock_timestamp()
   FROM push_subscriptions device JOIN sessions ON sessions.id = session_id JOIN users ON users.id = device.user_id
   WHERE token_hash = $1 AND used_at IS NULL AND valid_until > clock_timestamp()
     AND device.id = subscription_id AND revoked_at IS NULL AND suspended_at IS NULL
   RETURNING booking_id AS "bookingId", device.user_id AS "userId", session_id AS "sessionId",
             deadline_version AS "deadlineVersion", seconds AS "durationSeconds", amount, currency`,
);

/** What was renewed, for the price that was shown. */
export interface RenewedByToken {
  booking: BookingRecord;
  price: { amount: number; currency: string };
}

/**
 * Renews a booking from a notification on a device, for the period and the price that stand there. The token is the only thing that proves
 * who asks, so it renews this deadline of this booking, once, and can do nothing else.
 * @returns what was renewed, or the error to answer with, after which the token is used too.
 * @throws DomainError `not_found` for a token that is unknown, used or too old.
 */
export function renewByToken(
  db: Database,
  token: string,
  terms: { leadSeconds: number; limits: RenewalLimits },
): Promise<RenewedByToken | DomainError> {
  return db.transaction(async (tx) => {
    const [taken] = await tx.query<Taken>(take, [hashOfRenewalToken(token)]);
    if (!taken) throw notFound('offer');
    const { bookingId, userId, sessionId, amount, currency, ...asked } = taken;
    const price = { amount, currency };
    const caller = { userId, sessionId, role: 'user' } as const;
    const booking = await renewBooking(tx, caller, bookingId, { ...asked, price, ...terms });
    return 'id' in booking ? { booking, price } : booking;
  });
}
