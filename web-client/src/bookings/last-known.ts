import type { Booking } from '../../../contract/api/bookings.js';
import { stored } from '../stored.js';

const name = 'parkmate.last-known';

const shown = ['id', 'slotCode', 'lotName', 'timezone', 'vehiclePlate', 'startsAt', 'endsAt'] as const;
export type KnownBooking = Pick<Booking, (typeof shown)[number]>;

/** The active bookings of whoever is signed in, as they were at a moment, for when nobody can be asked. */
export interface LastKnown {
  /** By the server's clock. */
  asOf: string;
  bookings: readonly KnownBooking[];
}

const cut = (booking: Booking) =>
  Object.fromEntries(shown.map((field) => [field, booking[field]])) as unknown as KnownBooking;

export const lastKnown = {
  keep(bookings: readonly Booking[], nowMs: number): void {
    if (!Number.isFinite(nowMs)) return;
    const known: LastKnown = { asOf: new Date(nowMs).toISOString(), bookings: bookings.map(cut) };
    stored.write(name, JSON.stringify(known));
  },
  read(): LastKnown | undefined {
    try {
      const known = JSON.parse(stored.read(name) ?? 'null') as Partial<LastKnown> | null;
      return typeof known?.asOf === 'string' && Array.isArray(known.bookings)
        ? (known as LastKnown)
        : undefined;
    } catch {
      return undefined;
    }
  },
  /** Whoever uses this device next has no business with them. */
  forget(): void {
    stored.remove(name);
  },
};
