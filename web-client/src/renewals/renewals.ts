import type { Booking } from '../../../contract/api/bookings.js';
import { findBooking } from '../http/api.js';
import { quoteBooking, renewBooking } from '../http/bookings.js';
import { unlessElsewhere } from '../session/exclusively.js';
import { serverClock } from '../time/clock.js';
import { OpenRenewals, type OpenRenewalDeps } from './open-renewals.js';
import { RenewalStore } from './renewal-store.js';

/** A user's renewals over HTTP. */
export const openRenewalsOf = (
  userId: string,
  { changed, ...told }: Pick<OpenRenewalDeps, 'renewed' | 'refused'> & { changed: () => void },
): OpenRenewals =>
  new OpenRenewals({
    store: new RenewalStore(userId),
    serverNow: () => serverClock.now(),
    async send(bookingId, body, key) {
      const booking: Booking = await renewBooking(bookingId)(body, key);
      changed();
      return booking;
    },
    quote: (bookingId, durationSeconds) => quoteBooking({ bookingId, durationSeconds }),
    find: (bookingId) => findBooking(bookingId),
    unlessElsewhere,
    ...told,
  });
