/**
 * Every event that ParkMate knows, each declared once. To add one: write its entry here and its line in
 * `contract/examples.ts` (the compiler asks for it), and call `recordEvent` where it happens.
 */
import { z } from 'zod';
import { audience } from './api/broadcasts.js';
import { paymentMethod } from './api/payments.js';
import { bookingData, bookingFacts, bookingLink, theOwner, theUser } from './booking-facts.js';
import { defineEvent, type EventDefinition } from './event-definition.js';
import { notificationType } from './notification.js';
import { id, instant } from './values.js';
import { localPeriod, localTime } from './local-time.js';
import { duration, sentence } from './wording.js';

const nobody = () => [];
const aboutBooking = { link: bookingLink, data: bookingData };
const paymentFacts = bookingFacts.extend({
  paymentId: id,
  method: paymentMethod,
  amount: z.int(),
  currency: z.string(),
});
const lotFacts = z.object({
  businessId: id,
  ownerId: id,
  lotId: id,
  lotName: z.string(),
  reason: z.string(),
});
const accountFacts = z.object({ accountId: id, reason: z.string() });
const businessFacts = z.object({ businessId: id, ownerId: id, name: z.string() });

/** The wish for payment that a decision answers, in the owner's inbox. */
const answersPayment = { 'payment.awaiting-verification': theOwner };

/** What is not to be expected of a booking any more that somebody has ended. */
const endsBooking = {
  'booking.expiring': theUser,
  'booking.created': theOwner,
  'car-wash.requested': theOwner,
  ...answersPayment,
};

const failedRenewal = bookingFacts.extend({
  reason: z.enum([
    'slot_taken',
    'not_renewable',
    'ended_too_long_ago',
    'booking_too_long',
    'too_many_bookings',
    'too_many_unpaid_bookings',
    'lot_closed',
  ]),
  availableUntil: instant.nullable(),
});

function whyNotRenewed(p: z.infer<typeof failedRenewal>): string {
  switch (p.reason) {
    case 'not_renewable':
      return sentence`Your booking at ${p.lotName} was cancelled and can no longer be renewed.`;
    case 'ended_too_long_ago':
      return sentence`Your booking at ${p.lotName} ended too long ago to be renewed.`;
    case 'booking_too_long':
      return sentence`Your booking at ${p.lotName} would last longer than one booking may.`;
    case 'too_many_unpaid_bookings':
      return sentence`You have as many unpaid bookings at ${p.lotName} as you may. Pay for one first.`;
    case 'too_many_bookings':
      return sentence`Your booking at ${p.lotName} is over, and you have as many others as you may.`;
    case 'lot_closed':
      return sentence`${p.lotName} takes no bookings and no renewals at the moment.`;
    case 'slot_taken':
      return (
        sentence`Slot ${p.slotCode} at ${p.lotName} is booked by somebody else` +
        (p.availableUntil ? `; it could be had until ${localTime(p.availableUntil, p.timezone)}.` : '.')
      );
  }
}

export const catalog = {
  'booking.expiring': defineEvent({
    payload: bookingFacts.extend({ leadSeconds: z.int() }),
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking about to expire',
      message: `Your booking will expire in ${duration(p.leadSeconds)}!`,
    }),
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
  }),

  'booking.timer-ended': defineEvent({
    payload: z.object({ bookingId: id }),
    origin: 'client',
    recipients: nobody,
    content: () => ({
      type: 'info',
      title: 'Time is up',
      message: 'Your booking has expired. Slot released.',
    }),
    link: bookingLink,
  }),

  'booking.renewed': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    content: () => ({ type: 'success', title: 'Booking renewed', message: 'Booking renewed successfully!' }),
    ...aboutBooking,
    supersedes: {
      'booking.expiring': theUser,
      'booking.expired': theUser,
      'booking.renewal-failed': theUser,
      'slot.released': theOwner,
    },
  }),

  'booking.renewal-failed': defineEvent({
    payload: failedRenewal,
    recipients: theUser,
    content: (p) => ({
      type: 'error',
      title: 'Booking not renewed',
      message: whyNotRenewed(p),
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), reason: p.reason, availableUntil: p.availableUntil }),
  }),

  'booking.expired': defineEvent({
    payload: bookingFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking expired',
      message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} has expired. The slot is released.`,
    }),
    ...aboutBooking,
    supersedes: { 'booking.expiring': theUser, 'booking.timer-ended': theUser },
  }),

  'booking.declined': defineEvent({
    payload: bookingFacts.extend({ reason: z.string() }),
    recipients: theUser,
    content: (p) => ({
      type: 'warning',
      title: 'Booking declined',
      message: sentence`Your booking of slot ${p.slotCode} at ${p.lotName} was declined: ${p.reason}`,
    }),
    ...aboutBooking,
    supersedes: endsBooking,
  }),

  'payment.verified': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'success',
      title: 'Payment verified',
      message: `Your ${p.method === 'cash' ? 'cash ' : ''}payment has been verified!`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),

  'booking.created': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'New booking',
      message:
        sentence`Slot ${p.slotCode} at ${p.lotName} is booked for ${p.vehiclePlate}, ` +
        `${localPeriod(p.startsAt, p.endsAt, p.timezone)}.`,
    }),
    ...aboutBooking,
  }),

  'car-wash.completed': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theUser,
    content: (p) => ({
      type: 'success',
      title: 'Car wash completed',
      message: sentence`Your car ${p.vehiclePlate} at ${p.lotName} has been washed.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
    supersedes: { 'car-wash.requested': theOwner },
  }),

  'car-wash.requested': defineEvent({
    payload: bookingFacts.extend({ carWashId: id }),
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Car wash requested',
      message: sentence`The car ${p.vehiclePlate} in slot ${p.slotCode} at ${p.lotName} is to be washed.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), carWashId: p.carWashId }),
  }),

  'employee.assigned': defineEvent({
    payload: z.object({
      assignmentId: id,
      employeeId: id,
      employeeName: z.string(),
      businessId: id,
      ownerId: id,
      place: z.string(),
      /** Whose car it is, where the place is a car wash. Older events have it inside of the place. */
      vehiclePlate: z.string().nullish(),
      lotId: id.nullable(),
      carWashId: id.nullable(),
    }),
    recipients: (p) => [p.ownerId],
    content: (p) => ({
      type: 'info',
      title: 'Employee assigned',
      message: p.vehiclePlate
        ? sentence`${p.employeeName} is assigned to the car wash of ${p.vehiclePlate} at ${p.place}.`
        : sentence`${p.employeeName} is assigned to ${p.place}.`,
    }),
    data: (p) => ({ employeeId: p.employeeId, lotId: p.lotId, carWashId: p.carWashId }),
  }),

  'payment.awaiting-verification': defineEvent({
    payload: paymentFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Payment to verify',
      message:
        `A ${p.method} payment for ` +
        sentence`slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) awaits your verification.`,
    }),
    ...aboutBooking,
    data: (p) => ({ ...bookingData(p), paymentId: p.paymentId }),
  }),

  'payment.refunded': defineEvent({
    payload: paymentFacts,
    recipients: theUser,
    content: (p) => ({
      type: 'info',
      title: 'Payment refunded',
      message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} is given back to you.`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),

  'booking.refund-due': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'warning',
      title: 'Payment to refund',
      message:
        sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was declined after it was paid. ` +
        'Give the money back.',
    }),
    ...aboutBooking,
  }),

  'booking.reinstated': defineEvent({
    payload: bookingFacts.extend({ paymentId: id }),
    recipients: (p) => [p.userId, p.ownerId],
    content: (p) => ({
      type: 'success',
      title: 'Booking reinstated',
      message:
        sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came late: the booking runs again, ` +
        `until ${localTime(p.endsAt, p.timezone)}.`,
    }),
    ...aboutBooking,
    validUntil: (p) => p.endsAt,
    supersedes: { 'booking.expiring': theUser, 'booking.expired': theUser, 'slot.released': theOwner },
  }),

  'booking.not-reinstated': defineEvent({
    payload: bookingFacts.extend({ paymentId: id }),
    recipients: (p) => [p.userId, p.ownerId],
    content: (p) => ({
      type: 'info',
      title: 'Booking stays over',
      message:
        sentence`The payment for slot ${p.slotCode} at ${p.lotName} (${p.vehiclePlate}) came when the booking was over, ` +
        'and it was not reinstated.',
    }),
    ...aboutBooking,
  }),

  'payment.rejected': defineEvent({
    payload: paymentFacts.extend({ reason: z.string() }),
    recipients: theUser,
    content: (p) => ({
      type: 'error',
      title: 'Payment rejected',
      message: sentence`Your payment for slot ${p.slotCode} at ${p.lotName} was rejected: ${p.reason}`,
    }),
    ...aboutBooking,
    supersedes: answersPayment,
  }),

  'booking.cancelled': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Booking cancelled',
      message: sentence`The booking of slot ${p.slotCode} at ${p.lotName} for ${p.vehiclePlate} was cancelled.`,
    }),
    ...aboutBooking,
    supersedes: endsBooking,
  }),

  'slot.released': defineEvent({
    payload: bookingFacts,
    recipients: theOwner,
    content: (p) => ({
      type: 'info',
      title: 'Slot released',
      message: sentence`Slot ${p.slotCode} at ${p.lotName} is free: the booking for ${p.vehiclePlate} expired.`,
    }),
    ...aboutBooking,
    supersedes: { 'car-wash.requested': theOwner },
  }),

  'broadcast.sent': defineEvent({
    payload: z.object({
      broadcastId: id,
      audience,
      /** Of a release that named them in the event. */
      recipientIds: z.array(id).optional(),
      type: notificationType,
      title: z.string(),
      message: z.string(),
    }),
    recipients: (p) => p.recipientIds ?? [],
    broadcast: (p) => (p.recipientIds ? null : p.broadcastId),
    content: (p) => ({ type: p.type, title: p.title, message: p.message }),
    data: (p) => ({ broadcastId: p.broadcastId }),
  }),

  'lot.withdrawn': defineEvent({
    payload: lotFacts,
    recipients: (p) => [p.ownerId],
    content: (p) => ({
      type: 'warning',
      title: 'Lot withdrawn',
      message: sentence`Your lot ${p.lotName} takes no more bookings: ${p.reason}`,
    }),
    data: (p) => ({ lotId: p.lotId }),
  }),

  'lot.restored': defineEvent({
    payload: lotFacts,
    recipients: (p) => [p.ownerId],
    content: (p) => ({
      type: 'info',
      title: 'Lot restored',
      message: sentence`Your lot ${p.lotName} takes bookings again: ${p.reason}`,
    }),
    data: (p) => ({ lotId: p.lotId }),
  }),

  // Nobody is told of the rest: dashboards and timelines show them.
  'booking.refunded': defineEvent({
    payload: bookingFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Booking refunded', message: sentence`${p.vehiclePlate}` }),
    supersedes: { 'booking.refund-due': theOwner },
  }),

  'business.created': defineEvent({
    payload: businessFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Business created', message: p.name }),
  }),

  'business.approved': defineEvent({
    payload: businessFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Business approved', message: sentence`${p.name}` }),
  }),

  'account.suspended': defineEvent({
    payload: accountFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Account suspended', message: sentence`${p.reason}` }),
  }),

  'account.reinstated': defineEvent({
    payload: accountFacts,
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Account reinstated', message: sentence`${p.reason}` }),
  }),

  'business.changed': defineEvent({
    payload: businessFacts.extend({ change: z.enum(['renamed', 'lot_added', 'lot_changed']) }),
    recipients: nobody,
    content: (p) => ({ type: 'info', title: 'Business changed', message: p.name }),
  }),
};

export type EventName = keyof typeof catalog;

export type EventPayload<Name extends EventName> = z.infer<(typeof catalog)[Name]['payload']>;

/** The declaration of a stored event, or undefined for one that only a newer release knows. */
export function definitionOf(name: string): EventDefinition | undefined {
  return Object.hasOwn(catalog, name)
    ? (catalog as unknown as Record<string, EventDefinition>)[name]
    : undefined;
}

/** Which events make a notification of `name` untrue. */
export function supersededBy(name: string): string[] {
  return Object.entries(catalog)
    .filter(([, { supersedes }]) => name in supersedes)
    .map(([superseder]) => superseder);
}
