import { z } from 'zod';
import { id, instant, pageQuery } from '../values.js';

export const carWashStatus = z.enum(['requested', 'completed', 'cancelled']);
export type CarWashStatus = z.infer<typeof carWashStatus>;

export const carWash = z.object({ id, bookingId: id, status: carWashStatus }).meta({
  id: 'CarWash',
  description:
    'A request is `cancelled` while its booking is over: it has expired, or was cancelled or declined. It is open again when ' +
    'the booking is renewed.',
});
export type CarWash = z.infer<typeof carWash>;

export const bookingCarWash = carWash
  .extend({ requestedAt: instant, completedAt: instant.nullable() })
  .meta({ id: 'BookingCarWash' });
export type BookingCarWash = z.infer<typeof bookingCarWash>;

export const listedCarWash = bookingCarWash
  .extend({
    lotId: id,
    lotName: z.string(),
    slotCode: z.string(),
    vehiclePlate: z.string(),
  })
  .meta({ id: 'ListedCarWash' });
export type ListedCarWash = z.infer<typeof listedCarWash>;

export const carWashesQuery = pageQuery.extend({ status: carWashStatus.optional() });
export type CarWashesQuery = z.infer<typeof carWashesQuery>;
