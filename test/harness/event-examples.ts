/** One payload per event, for tests and for readers of the documentation. The compiler asks for a line for each event. */
import type { EventName, EventPayload } from '../../domain/events/catalog/index.js';

const ids = {
  bookingId: '019aa000-0000-7000-8000-000000000001',
  userId: '019aa000-0000-7000-8000-000000000002',
  ownerId: '019aa000-0000-7000-8000-000000000003',
  businessId: '019aa000-0000-7000-8000-000000000004',
  lotId: '019aa000-0000-7000-8000-000000000005',
  slotId: '019aa000-0000-7000-8000-000000000006',
};
const booking = {
  ...ids,
  lotName: 'Central Garage',
  slotCode: 'A-01',
  timezone: 'Europe/Berlin',
  vehiclePlate: 'B-PM 2026',
  startsAt: '2026-11-21T12:00:00.000Z',
  endsAt: '2026-11-21T13:00:00.000Z',
  deadlineVersion: 1,
};
const payment = {
  ...booking,
  paymentId: '019aa000-0000-7000-8000-000000000007',
  method: 'cash' as const,
  amount: 450,
  currency: 'EUR',
};
const business = { businessId: ids.businessId, ownerId: ids.ownerId, name: 'Parking Ltd' };
const lotRuling = {
  ...{ businessId: ids.businessId, ownerId: ids.ownerId, lotId: ids.lotId },
  ...{ lotName: 'Central Garage', reason: 'It does not exist.' },
};
const alert = {
  alertId: '019aa000-0000-7000-8000-000000000012',
  rule: 'queue-paused',
  subject: 'notify',
  severity: 'warning' as const,
  message: 'queue-paused: the queue notify has been paused for 12 minutes (limit: 10 minutes).',
  translations: { es: 'queue-paused: la cola notify lleva 12 minutos en pausa (límite: 10 minutos).' },
  operatorIds: [ids.userId],
};
const carWash = { ...booking, carWashId: '019aa000-0000-7000-8000-000000000008' };

export const examples: { [Name in EventName]: EventPayload<Name> } = {
  'booking.expiring': { ...booking, leadSeconds: 300 },
  'booking.ends-in-quiet-hours': { ...booking, isWithin: true },
  'booking.renewed': { ...booking, deadlineVersion: 2 },
  'booking.renewal-failed': { ...booking, reason: 'slot_taken', availableUntil: '2026-11-21T13:30:00.000Z' },
  'booking.expired': booking,
  'booking.declined': { ...booking, reason: 'The lot is closed today.' },
  'payment.verified': payment,
  'booking.created': booking,
  'car-wash.completed': carWash,
  'employee.assigned': {
    assignmentId: '019aa000-0000-7000-8000-000000000009',
    employeeId: '019aa000-0000-7000-8000-000000000010',
    employeeName: 'Grace',
    businessId: ids.businessId,
    ownerId: ids.ownerId,
    place: 'Central Garage',
    lotId: ids.lotId,
    carWashId: null,
  },
  'payment.awaiting-verification': payment,
  'payment.rejected': { ...payment, reason: 'No cash was handed over.' },
  'payment.refunded': payment,
  'booking.refund-due': booking,
  'booking.refunded': booking,
  'booking.reinstated': { ...booking, paymentId: payment.paymentId },
  'booking.not-reinstated': { ...booking, paymentId: payment.paymentId },
  'booking.cancelled': booking,
  'slot.released': booking,
  'broadcast.sent': {
    broadcastId: '019aa000-0000-7000-8000-000000000011',
    audience: 'everyone',
    type: 'info',
    title: 'Night work',
    message: 'The north entrance is closed tonight.',
  },
  'lot.withdrawn': lotRuling,
  'lot.restored': lotRuling,
  'business.approved': business,
  'account.suspended': { accountId: ids.ownerId, reason: 'Lots that do not exist.' },
  'account.reinstated': { accountId: ids.ownerId, reason: 'A mistake.' },
  'business.created': business,
  'business.changed': { ...business, change: 'renamed' },
  'car-wash.requested': carWash,
  'alert.raised': alert,
  'alert.cleared': alert,
  'webhook.disabled': {
    ...{ webhookId: '019aa000-0000-7000-8000-000000000013', ownerId: ids.ownerId },
    ...{ host: 'hooks.example.com', reason: 'failing' },
  },
};
