import type { Notification } from '../../../contract/notification.js';
import { isUnread } from '../live/after-change.js';
import type { Verification } from '../verifications/open-verifications.js';

/** One row of the inbox: a notification, and the one that came with it. */
export interface Entry {
  /** What is told first. */
  main: Notification;
  /** The payment that was to be verified for that booking. */
  payment: Notification | undefined;
}

const booked = 'booking.created';
const toVerify = 'payment.awaiting-verification';

/** Newest first. A new booking and its payment are one row, in the place of the newer one. */
export function entriesOf(rows: readonly Notification[]): Entry[] {
  const payments = new Map<unknown, Notification>();
  // Of several, for renewals, the first one came with the booking.
  for (const row of rows) if (row.event === toVerify) payments.set(row.data.bookingId, row);
  const bookings = new Map(
    rows.filter(({ event }) => event === booked).map((row) => [row.data.bookingId, row] as const),
  );
  const done = new Set<Notification>();
  return rows.flatMap((row): Entry[] => {
    if (done.has(row)) return [];
    const main = bookings.get(row.data.bookingId);
    const payment = payments.get(row.data.bookingId);
    if (!main || !payment || (row !== main && row !== payment)) return [{ main: row, payment: undefined }];
    done.add(main).add(payment);
    return [{ main, payment }];
  });
}

/** All of an entry. */
export const partsOf = ({ main, payment }: Entry): Notification[] => (payment ? [main, payment] : [main]);

/** The ids of what is unread of an entry. */
export const unreadOf = (entry: Entry): string[] =>
  partsOf(entry)
    .filter(isUnread)
    .map(({ id }) => id);

/** The payment that a notification asks to verify, while it waits and says for how much. */
export function verifiableIn({ event, data, supersededAt }: Notification): Verification | undefined {
  const { paymentId, bookingId, slotCode, amount, currency } = data;
  const isWaiting = event === toVerify && supersededAt === null;
  return isWaiting &&
    typeof paymentId === 'string' &&
    typeof bookingId === 'string' &&
    typeof slotCode === 'string' &&
    typeof amount === 'number' &&
    typeof currency === 'string'
    ? { paymentId, bookingId, slotCode, amount, currency }
    : undefined;
}
