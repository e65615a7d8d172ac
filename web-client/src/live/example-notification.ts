import type { Notification } from '../../../contract/notification.js';

/** A notification for tests: unread and not superseded. */
export const exampleNotification = (seq: number, given: Partial<Notification> = {}): Notification => ({
  id: `notification ${seq}`,
  seq,
  event: 'booking.renewed',
  type: 'success',
  title: 'Booking renewed',
  message: 'Booking renewed successfully!',
  data: { bookingId: 'booking 1', deadlineVersion: 1 },
  link: '/bookings/1',
  validUntil: null,
  supersededAt: null,
  createdAt: '2026-11-21T12:00:00.000Z',
  readAt: null,
  ...given,
});

/** The warning before the end of a booking. */
export const exampleWarning = (
  seq: number,
  data: Record<string, unknown> = {},
  given: Partial<Notification> = {},
): Notification =>
  exampleNotification(seq, {
    event: 'booking.expiring',
    type: 'warning',
    title: 'Booking about to expire',
    message: 'Your booking will expire in 5 minutes!',
    data: {
      bookingId: 'booking 1',
      lotName: 'Riverside',
      slotCode: 'A-02',
      endsAt: '2026-11-21T12:05:00.000Z',
      deadlineVersion: 1,
      ...data,
    },
    ...given,
  });
