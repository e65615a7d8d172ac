import { z } from 'zod';
import { anyInstant, id, instant, page, pageQuery, setMoney } from '../values.js';
import { vehiclePlate } from '../vehicle-plate.js';
import { payment, paymentMethod } from './payments.js';

export const bookingStatus = z.enum(['active', 'completed', 'cancelled_by_user', 'cancelled_by_admin']);
export type BookingStatus = z.infer<typeof bookingStatus>;

/** How long a booking may be, from the settings of the running server. */
export interface BookingBounds {
  minSeconds: number;
  maxSeconds: number;
}

/**
 * The price that was shown to whoever asks, so that nobody pays another one. It may exceed the most that an hour may cost. A currency is
 * three letters: PostgreSQL cannot hold just any text.
 */
const shownPrice = z
  .strictObject({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) })
  .optional();

const durationSeconds = ({ minSeconds, maxSeconds }: BookingBounds) =>
  z.int().min(minSeconds).max(maxSeconds);

export const bookingBody = (bounds: BookingBounds) =>
  z.strictObject({
    slotId: id,
    durationSeconds: durationSeconds(bounds),
    vehiclePlate,
    paymentMethod,
    startsAt: anyInstant.optional(),
    price: shownPrice,
  });
export type BookingBody = z.infer<ReturnType<typeof bookingBody>>;

export const renewalBody = (bounds: BookingBounds) =>
  z.strictObject({ durationSeconds: durationSeconds(bounds), price: shownPrice });
export type RenewalBody = z.infer<ReturnType<typeof renewalBody>>;

/** What a booking, or a renewal of one, would cost. */
export const quoteBody = (bounds: BookingBounds) =>
  z.union([
    z.strictObject({
      slotId: id,
      durationSeconds: durationSeconds(bounds),
      startsAt: anyInstant.optional(),
    }),
    z.strictObject({ bookingId: id, durationSeconds: durationSeconds(bounds) }),
  ]);
export type QuoteBody = z.infer<ReturnType<typeof quoteBody>>;

export const quote = z
  .object({ price: setMoney, startsAt: instant, endsAt: instant, availableUntil: instant.nullable() })
  .meta({
    id: 'Quote',
    description:
      'The price of the period from `startsAt` to `endsAt`. The slot can be had until `availableUntil`, when somebody else ' +
      'has booked it; null: nobody has. Where that is before `endsAt`, booking for so long would be refused.',
  });
export type Quote = z.infer<typeof quote>;

export const booking = z
  .object({
    id,
    lotId: id,
    lotName: z.string(),
    timezone: z.string(),
    slotId: id,
    slotCode: z.string(),
    userId: id,
    vehiclePlate: z.string(),
    status: bookingStatus,
    startsAt: instant,
    endsAt: instant,
    deadlineVersion: z.int(),
    declineReason: z.string().nullable(),
    payment,
    payments: z.array(payment),
    serverTime: instant,
  })
  .meta({
    id: 'Booking',
    description:
      'Count down by `serverTime`, never by the clock of the device. `payments` are those of its periods, oldest first, ' +
      'and `payment` is the newest of them. `declineReason` is null unless the booking was declined (`cancelled_by_admin`).',
  });
export type Booking = z.infer<typeof booking>;

/** `state=upcoming`: active, and yet to begin. */
export const bookingsQuery = pageQuery
  .extend({
    status: bookingStatus.optional(),
    state: z.literal('upcoming').optional(),
    plate: vehiclePlate.optional(),
    lotId: id.optional(),
  })
  .refine(({ status, state }) => status === undefined || state === undefined, {
    message: 'give status or state, not both',
    path: ['state'],
  })
  .refine(({ plate, lotId }) => plate === undefined || lotId === undefined, {
    message: 'give plate or lotId, not both',
    path: ['lotId'],
  });
export type BookingsQuery = z.infer<typeof bookingsQuery>;

const moment = { id, at: instant };

/** One thing that happened to a booking, one person who was told of it, or one way on which that went. */
const timelineEntry = z
  .discriminatedUnion('kind', [
    z.object({
      ...moment,
      kind: z.literal('event'),
      event: z.string(),
      actorId: id.nullable(),
      payload: z.record(z.string(), z.unknown()),
      /** Whether people were told of it; `dead`: it could not be told, and was given up. */
      outbox: z.enum(['pending', 'told', 'dead']),
    }),
    z.object({
      ...moment,
      kind: z.literal('notification'),
      event: z.string(),
      eventId: id,
      userId: id,
      seq: z.int(),
      type: z.string(),
      title: z.string(),
      message: z.string(),
      supersededAt: instant.nullable(),
      readAt: instant.nullable(),
    }),
    /** Over a channel that reaches people who are not looking. */
    z.object({
      ...moment,
      kind: z.literal('delivery'),
      notificationId: id,
      userId: id,
      channel: z.string(),
      status: z.enum(['due', 'sending', 'sent', 'cancelled', 'failed']),
      /** Why it was cancelled. */
      reason: z.string().nullable(),
      /** When it is decided next, while it has not ended. */
      dueAt: instant,
      attempts: z.int(),
      endedAt: instant.nullable(),
    }),
  ])
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** How somebody was reached: a device has shown it, they have marked it as read, or it was sent to them. */
const reachedBy = z.enum(['shown', 'read', 'email', 'push']);

/** Something that the driver of a booking was told. */
const receipt = z
  .object({ id, event: z.string(), title: z.string(), at: instant, reachedBy: z.array(reachedBy) })
  .meta({ id: 'Receipt' });
export type Receipt = z.infer<typeof receipt>;

/** The newest first, of which there are at most twenty. */
export const receipts = z.object({ items: z.array(receipt) });
export type Receipts = z.infer<typeof receipts>;

/** Unlike other lists it is told from the beginning: oldest first. */
export const timeline = page(timelineEntry);
export type Timeline = z.infer<typeof timeline>;
