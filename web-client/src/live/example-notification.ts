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
