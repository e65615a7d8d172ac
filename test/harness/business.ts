import type { Booking } from '../../contract/api/bookings.js';
import type { Business, CreatedLot } from '../../contract/api/businesses.js';
import type { Account } from './account.js';
import type { ParkMate } from './parkmate.js';

/** An owner with a business and a lot, and a user who may park there. */
export interface Cast {
  owner: Account;
  user: Account;
  business: Business;
  lot: CreatedLot;
}

/** A business with one lot. */
export async function openLot(owner: Account, slotCount: number): Promise<Pick<Cast, 'business' | 'lot'>> {
  const business = await owner.ok<Business>('POST', '/businesses', { name: 'Test Parking' });
  const lot = await owner.ok<CreatedLot>('POST', `/businesses/${business.id}/lots`, {
    name: 'Test Lot',
    address: 'Test Street 1',
    timezone: 'Europe/Berlin',
    slotCount,
    hourlyRate: { amount: 300, currency: 'EUR' },
  });
  return { business, lot };
}

export async function openBusiness(parkmate: ParkMate, slotCount = 20): Promise<Cast> {
  const [owner, user] = await Promise.all([parkmate.account('owner'), parkmate.account('user')]);
  return { owner, user, ...(await openLot(owner, slotCount)) };
}

/** Books the slot with this index. */
export function book(
  user: Account,
  lot: CreatedLot,
  slot: number,
  details: Record<string, unknown> = {},
): Promise<Booking> {
  return user.ok<Booking>('POST', '/bookings', {
    slotId: lot.slots[slot]?.id,
    durationSeconds: 3600,
    vehiclePlate: 'B-PM 1',
    paymentMethod: 'cash',
    ...details,
  });
}
