import { createHash, randomBytes } from 'node:crypto';
import type { Money } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { DomainError } from '../errors.js';
import type { RenewalLimits } from './booking-limits.js';
import { quoteBooking, type QuoteRecord } from './quote-booking.js';

/** What is offered, where nobody else has booked the slot. */
const usualSeconds = 1_800;

/** Less is not worth a tap. */
const leastSeconds = 60;

/** What one renewal may come to in this installation. */
export interface RenewalBounds {
  minSeconds: number;
  maxSeconds: number;
  limits: RenewalLimits;
}

export interface OfferedRenewal {
  /** Whoever has it may renew this booking, once, for this period and price, until the deadline that was warned of. */
  token: string;
  seconds: number;
  price: Money;
}

/** The stored hash. A fast one suffices for a random token. */
export const hashOfRenewalToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const keep = statement(
  'keep-renewal-token',
  `INSERT INTO renewal_tokens (
     token_hash, subscription_id, booking_id, deadline_version, seconds, amount, currency, valid_until
   )
   SELECT $1, push_subscriptions.id, bookings.id, deadline_version, $5, $6, $7, ends_at
   FROM push_subscriptions JOIN bookings USING (user_id)
   WHERE push_subscriptions.id = $2 AND bookings.id = $3 AND deadline_version = $4
     AND status = 'active' AND ends_at > clock_timestamp()
   RETURNING 1`,
);

/**
 * Offers a device the renewal of a booking: for half an hour, or for as long as its slot can be had.
 * @returns undefined where there is nothing to be had, or the deadline has moved.
 */
export async function offerRenewal(
  db: Database,
  device: { subscriptionId: string; userId: string },
  booking: { id: string; deadlineVersion: number },
  bounds: RenewalBounds,
): Promise<OfferedRenewal | undefined> {
  try {
    const offered = await quoteFree(db, device.userId, booking.id, bounds);
    if (!offered) return undefined;
    const { seconds, price } = offered;
    const token = randomBytes(32).toString('base64url');
    const kept = await db.query(keep, [
      ...[hashOfRenewalToken(token), device.subscriptionId, booking.id, booking.deadlineVersion],
      ...[seconds, price.amount, price.currency],
    ]);
    return kept.length === 0 ? undefined : { token, seconds, price };
  } catch (error) {
    // Such as of a lot that was closed.
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

async function quoteFree(
  db: Database,
  userId: string,
  bookingId: string,
  { minSeconds, maxSeconds, limits }: RenewalBounds,
): Promise<{ seconds: number; price: Money } | undefined> {
  const caller = { userId, role: 'user', sessionId: '' } as const;
  const quote = (durationSeconds: number) =>
    quoteBooking(db, caller, { bookingId, durationSeconds }, { now: new Date(), limits });
  const wanted = Math.min(usualSeconds, maxSeconds);
  const usual = await quote(wanted);
  const seconds = Math.min(wanted, secondsFree(usual));
  if (seconds < Math.max(leastSeconds, minSeconds)) return undefined;
  return { seconds, price: (seconds === wanted ? usual : await quote(seconds)).price };
}

/** For how long the slot can be had, in whole minutes. */
function secondsFree({ startsAt, availableUntil }: QuoteRecord): number {
  if (availableUntil === null) return Infinity;
  return Math.floor((availableUntil.getTime() - startsAt.getTime()) / 60_000) * 60;
}
