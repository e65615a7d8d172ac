import { Accounts1763700000001 } from './1763700000001-accounts.js';
import { Businesses1763700000002 } from './1763700000002-businesses.js';
import { Bookings1763700000003 } from './1763700000003-bookings.js';
import { Events1763700000004 } from './1763700000004-events.js';
import { Notifications1763700000005 } from './1763700000005-notifications.js';
import { Idempotency1763700000006 } from './1763700000006-idempotency.js';
import { LargePayments1763700000007 } from './1763700000007-large-payments.js';
import { SessionsAndDevices1763700000010 } from './1763700000010-sessions-and-devices.js';
import { CheapLots1763700000020 } from './1763700000020-cheap-lots.js';
import { EventsSetAside1763700000030 } from './1763700000030-events-set-aside.js';
import { UnreadAndTrue1763700000031 } from './1763700000031-unread-and-true.js';
import { VoidPayments1763700000040 } from './1763700000040-void-payments.js';
import { BookingBounds1763700000041 } from './1763700000041-booking-bounds.js';
import { Moderation1763700000042 } from './1763700000042-moderation.js';
import { Outbox1763700000050 } from './1763700000050-outbox.js';
import { Broadcasts1763700000051 } from './1763700000051-broadcasts.js';
import { PaymentPeriods1763700000060 } from './1763700000060-payment-periods.js';
import { PlainPlates1763700000066 } from './1763700000066-plain-plates.js';
import { OpenWashes1763700000067 } from './1763700000067-open-washes.js';
import { DevicesShown1763700000068 } from './1763700000068-devices-shown.js';
import { Retention1763700000070 } from './1763700000070-retention.js';
import { BusinessCounters1763700000075 } from './1763700000075-business-counters.js';
import { ListIndexes1763700000076 } from './1763700000076-list-indexes.js';
import { Suspensions1763700000080 } from './1763700000080-suspensions.js';
import { DeclineReasons1763700000081 } from './1763700000081-decline-reasons.js';
import { OpenWashesOfBookings1763700000082 } from './1763700000082-open-washes-of-bookings.js';
import { OperatorActions1763700000090 } from './1763700000090-operator-actions.js';
import { DeviceConnections1763700000100 } from './1763700000100-device-connections.js';
import { PlateIndex1763700000101 } from './1763700000101-plate-index.js';
import { Alerts1763700000110 } from './1763700000110-alerts.js';
import { AlertEvents1763700000111 } from './1763700000111-alert-events.js';
import { InboxesShown1763700000140 } from './1763700000140-inboxes-shown.js';
import { RetiredSlots1763700000150 } from './1763700000150-retired-slots.js';
import { BookingsOfLotsAndPlates1763700000151 } from './1763700000151-bookings-of-lots-and-plates.js';
import { InboxStates1763700000152 } from './1763700000152-inbox-states.js';
import { LanguagesOfPeople1763700000170 } from './1763700000170-languages-of-people.js';
import { WhatAdminsLookFor1763700000180 } from './1763700000180-what-admins-look-for.js';
import { LotWords1763700000190 } from './1763700000190-lot-words.js';
import { HoursOfBusinesses1763700000191 } from './1763700000191-hours-of-businesses.js';
import { ArchiveTimes1763700000200 } from './1763700000200-archive-times.js';
import { Deliveries1763700000210 } from './1763700000210-deliveries.js';
import { Pushes1763700000230 } from './1763700000230-pushes.js';
import { QuietHours1763700000240 } from './1763700000240-quiet-hours.js';
import { Webhooks1763700000250 } from './1763700000250-webhooks.js';
import { AccountMail1763700000270 } from './1763700000270-account-mail.js';
import { NotificationCounts1763700000280 } from './1763700000280-notification-counts.js';
import { UnansweredDeliveries1763700000290 } from './1763700000290-unanswered-deliveries.js';

/** All migrations, oldest first. A new one is appended here, and says in a comment when older processes break on it. */
export const migrations = [
  Accounts1763700000001,
  Businesses1763700000002,
  Bookings1763700000003,
  Events1763700000004,
  Notifications1763700000005,
  Idempotency1763700000006,
  LargePayments1763700000007,
  SessionsAndDevices1763700000010,
  CheapLots1763700000020,
  EventsSetAside1763700000030,
  UnreadAndTrue1763700000031,
  VoidPayments1763700000040,
  BookingBounds1763700000041,
  Moderation1763700000042,
  Outbox1763700000050,
  Broadcasts1763700000051,
  PaymentPeriods1763700000060,
  PlainPlates1763700000066,
  OpenWashes1763700000067,
  DevicesShown1763700000068,
  Retention1763700000070,
  BusinessCounters1763700000075,
  ListIndexes1763700000076,
  Suspensions1763700000080,
  DeclineReasons1763700000081,
  OpenWashesOfBookings1763700000082,
  OperatorActions1763700000090,
  DeviceConnections1763700000100,
  PlateIndex1763700000101,
  Alerts1763700000110,
  AlertEvents1763700000111,
  InboxesShown1763700000140,
  RetiredSlots1763700000150,
  BookingsOfLotsAndPlates1763700000151,
  InboxStates1763700000152,
  LanguagesOfPeople1763700000170,
  WhatAdminsLookFor1763700000180,
  LotWords1763700000190,
  HoursOfBusinesses1763700000191,
  ArchiveTimes1763700000200,
  Deliveries1763700000210,
  Pushes1763700000230,
  QuietHours1763700000240,
  Webhooks1763700000250,
  AccountMail1763700000270,
  NotificationCounts1763700000280,
  UnansweredDeliveries1763700000290,
];
