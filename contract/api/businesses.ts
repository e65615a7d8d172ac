import { z } from 'zod';
import { id, instant, line, money, pageQuery, setMoney, timezone } from '../values.js';

export const businessBody = z.strictObject({ name: line(120) });

export const business = z
  .object({ id, name: z.string(), ownerId: id, createdAt: instant, updatedAt: instant })
  .meta({ id: 'Business' });
export type Business = z.infer<typeof business>;

export const approvedBusiness = business
  .extend({ approvedAt: instant.nullable() })
  .meta({ id: 'ApprovedBusiness' });
export type ApprovedBusiness = z.infer<typeof approvedBusiness>;

export const listedBusiness = approvedBusiness.extend({ ownerName: z.string(), lots: z.int() }).meta({
  id: 'ListedBusiness',
  description:
    '`approvedAt` is null until an admin has approved it. `lots` counts those that were withdrawn too.',
});
export type ListedBusiness = z.infer<typeof listedBusiness>;

const businessHour = z
  .object({ startsAt: instant, occupied: z.number(), ended: z.int(), revenue: z.array(setMoney) })
  .meta({
    id: 'BusinessHour',
    description:
      '`occupied` is how many slots were taken on average, by bookings that were not cancelled; of the current hour, so far. ' +
      '`ended` counts bookings whose deadline passed, `revenue` what was verified and is not to be given back.',
  });
export type BusinessHour = z.infer<typeof businessHour>;

export const businessHours = z
  .object({ timezone: z.string(), slots: z.int(), asOf: instant, hours: z.array(businessHour) })
  .meta({
    id: 'BusinessHours',
    description:
      'The last 24 hours, oldest first, as the clocks in `timezone` count them: those of most slots.',
  });
export type BusinessHours = z.infer<typeof businessHours>;

export const lotBody = z.strictObject({
  name: line(120),
  address: line(240),
  timezone,
  slotCount: z.int().min(1).max(1000),
  hourlyRate: money,
  unpaidBookingsPerUser: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .optional()
    .describe(
      'How many bookings one user may hold in this lot while their payments are pending. Left out or null: as many as ' +
        'one user may hold anywhere.',
    ),
});
export type LotBody = z.infer<typeof lotBody>;

/** What is left out stays. `minProperties` says in the description what the refinement checks. */
export const lotChange = z
  .strictObject({
    name: line(120).optional(),
    address: line(240).optional(),
    hourlyRate: money.optional(),
    addSlots: z.int().min(1).max(999).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'must name something to change',
  })
  .meta({ minProperties: 1 });
export type LotChange = z.infer<typeof lotChange>;

/** What is left out stays. */
export const slotChange = z
  .strictObject({ code: line(16).optional(), retired: z.boolean().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    message: 'must name something to change',
  })
  .meta({ minProperties: 1 });
export type SlotChange = z.infer<typeof slotChange>;

const lotFields = {
  id,
  businessId: id,
  name: z.string(),
  address: z.string(),
  timezone: z.string(),
  hourlyRate: setMoney,
  unpaidBookingsPerUser: z.int().nullable(),
};

export const createdLot = z
  .object({ ...lotFields, slots: z.array(z.object({ id, code: z.string() })) })
  .meta({ id: 'CreatedLot' });
export type CreatedLot = z.infer<typeof createdLot>;

export const lotSummary = z
  .object({ ...lotFields, slotCount: z.int(), freeSlots: z.int() })
  .meta({ id: 'LotSummary', description: 'A lot, and how many of its slots are free at this moment.' });
export type LotSummary = z.infer<typeof lotSummary>;

/** `search`: words, or their beginnings, of the name or address. */
export const lotsQuery = pageQuery.extend({ search: line(120).optional() });
export type LotsQuery = z.infer<typeof lotsQuery>;

const lotSlot = z.object({ id, code: z.string(), free: z.boolean(), freeUntil: instant.nullable() }).meta({
  id: 'LotSlot',
  description:
    '`freeUntil` is when the next booking of a free slot starts; null: no booking ahead, or not free.',
});
export type LotSlot = z.infer<typeof lotSlot>;

export const lot = z
  .object({ ...lotFields, slotCount: z.int(), freeSlots: z.int(), slots: z.array(lotSlot) })
  .meta({ id: 'Lot' });
export type Lot = z.infer<typeof lot>;

const withdrawnAt = instant.nullable();

/** A lot as whoever manages it sees it in a list. */
export const ownLotSummary = lotSummary.extend({ withdrawnAt }).meta({
  id: 'OwnLotSummary',
  description: '`withdrawnAt` is null unless an admin took the lot out of the public lists.',
});
export type OwnLotSummary = z.infer<typeof ownLotSummary>;

const ownSlot = lotSlot.extend({ retiredAt: instant.nullable(), takenUntil: instant.nullable() }).meta({
  id: 'OwnSlot',
  description:
    '`retiredAt` is null unless it takes no new bookings, `takenUntil` while it is free. Whether it is free is said of a retired one too.',
});
export type OwnSlot = z.infer<typeof ownSlot>;

export const ownLot = lot.extend({ withdrawnAt, slots: z.array(ownSlot) }).meta({
  id: 'OwnLot',
  description: 'A lot with all of its slots. `slotCount` and `freeSlots` count those that are not retired.',
});
export type OwnLot = z.infer<typeof ownLot>;
