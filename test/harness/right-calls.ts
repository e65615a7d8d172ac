import type { Booking } from '../../contract/api/bookings.js';
import type { Account } from './account.js';
import type { Cast } from './cast.js';

export interface RightCall {
  method?: string;
  path: string;
  by?: Account;
  body: Record<string, unknown>;
}

/** Calls with a valid body by a permitted caller; what each of its fields may be is tried from there. */
export function rightCalls(
  { user, owner, lot, business }: Cast,
  admin: Account,
  booking: Booking,
): RightCall[] {
  const hourlyRate = { amount: 300, currency: 'EUR' };
  return [
    {
      path: '/auth/register',
      body: { email: 'new@example.test', password: 'long enough to pass', name: 'New', role: 'user' },
    },
    { path: '/businesses', by: owner, body: { name: 'Parking' } },
    { path: `/businesses/${business.id}`, method: 'PATCH', by: owner, body: { name: 'Parking' } },
    {
      path: `/businesses/${business.id}/lots`,
      by: owner,
      body: { name: 'Lot', address: 'Street', timezone: 'UTC', slotCount: 2, hourlyRate },
    },
    {
      path: `/slots/${lot.slots[0]?.id ?? ''}`,
      method: 'PATCH',
      by: owner,
      body: { code: 'B-1' },
    },
    { path: `/businesses/${business.id}/employees`, by: owner, body: { name: 'Grace' } },
    {
      path: '/bookings',
      by: user,
      body: {
        slotId: lot.slots[1]?.id,
        durationSeconds: 600,
        vehiclePlate: 'B-PM 1',
        paymentMethod: 'cash',
      },
    },
    { path: `/bookings/${booking.id}/renew`, by: user, body: { durationSeconds: 600 } },
    { path: `/bookings/${booking.id}/decline`, by: owner, body: { reason: 'Full.' } },
    { path: `/payments/${booking.payment.id}/reject`, by: owner, body: { reason: 'No money.' } },
    { path: '/notifications/read', by: user, body: { upTo: 1 } },
    { path: '/broadcasts', by: admin, body: { title: 'Hi', message: 'All', audience: 'everyone' } },
  ];
}
