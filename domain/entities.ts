import { AccountEntity } from './accounts/account.entity.js';
import { LoginFailureEntity } from './accounts/login-failure.entity.js';
import { LetterCountEntity } from './accounts/mail/letter-count.entity.js';
import { MailTokenEntity } from './accounts/mail/mail-token.entity.js';
import { RefreshTokenEntity } from './accounts/refresh-token.entity.js';
import { RemovedSessionEntity } from './accounts/removed-session.entity.js';
import { SessionEntity } from './accounts/session.entity.js';
import { CountedHourEntity } from './analytics/counted-hour.entity.js';
import { NotificationCountEntity } from './analytics/notification-count.entity.js';
import { BookingEntity } from './bookings/booking.entity.js';
import { RenewalTokenEntity } from './bookings/renewal-token.entity.js';
import { BroadcastEntity } from './broadcasts/broadcast.entity.js';
import { BusinessEntity } from './businesses/business.entity.js';
import { CounterDeltaEntity } from './businesses/counter-delta.entity.js';
import { CounterEntity } from './businesses/counter.entity.js';
import { LotEntity } from './businesses/lot.entity.js';
import { SlotEntity } from './businesses/slot.entity.js';
import { CarWashEntity } from './car-washes/car-wash.entity.js';
import { DeviceConnectionEntity } from './connections/device-connection.entity.js';
import { GatewayEntity } from './connections/gateway.entity.js';
import { DeliveryEntity } from './deliveries/delivery.entity.js';
import { DeliveryProviderEntity } from './deliveries/delivery-provider.entity.js';
import { PreferencesEntity } from './deliveries/preferences.entity.js';
import { PushSubscriptionEntity } from './deliveries/push-subscription.entity.js';
import { StandingPushEntity } from './deliveries/push/standing-push.entity.js';
import { WebhookAttemptEntity } from './deliveries/webhooks/webhook-attempt.entity.js';
import { WebhookEntity } from './deliveries/webhooks/webhook.entity.js';
import { AssignmentEntity } from './employees/assignment.entity.js';
import { EmployeeEntity } from './employees/employee.entity.js';
import { EventEntity } from './events/event.entity.js';
import { OutboxEntity } from './events/outbox.entity.js';
import { IdempotencyKeyEntity } from './idempotency/idempotency-key.entity.js';
import { DeviceShownEntity } from './notifications/device-shown.entity.js';
import { HistoryEntity } from './notifications/history.entity.js';
import { InboxEntity } from './notifications/inbox.entity.js';
import { InboxShownEntity } from './notifications/inbox-shown.entity.js';
import { NotificationEntity } from './notifications/notification.entity.js';
import { AlertEntity } from './operations/alerts/alert.entity.js';
import { OperatorActionOutcomeEntity } from './operations/audit/operator-action-outcome.entity.js';
import { OperatorActionEntity } from './operations/audit/operator-action.entity.js';
import { PaymentEntity } from './payments/payment.entity.js';

/** The entities of all tables. `entities.test.ts` compares them with the migrations. */
export const entities = [
  AccountEntity,
  AlertEntity,
  AssignmentEntity,
  BookingEntity,
  BroadcastEntity,
  BusinessEntity,
  CarWashEntity,
  CountedHourEntity,
  CounterDeltaEntity,
  CounterEntity,
  DeliveryEntity,
  DeliveryProviderEntity,
  DeviceConnectionEntity,
  DeviceShownEntity,
  EmployeeEntity,
  EventEntity,
  GatewayEntity,
  HistoryEntity,
  IdempotencyKeyEntity,
  InboxEntity,
  InboxShownEntity,
  LoginFailureEntity,
  LetterCountEntity,
  MailTokenEntity,
  LotEntity,
  NotificationCountEntity,
  NotificationEntity,
  OperatorActionEntity,
  OperatorActionOutcomeEntity,
  OutboxEntity,
  PaymentEntity,
  PreferencesEntity,
  PushSubscriptionEntity,
  RefreshTokenEntity,
  RemovedSessionEntity,
  RenewalTokenEntity,
  SessionEntity,
  SlotEntity,
  StandingPushEntity,
  WebhookAttemptEntity,
  WebhookEntity,
];
