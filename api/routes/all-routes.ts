import type { LiveBatch } from '../../domain/notifications/live-message.js';
import type { Route } from '../http/route.js';
import { accountRoutes } from './accounts.js';
import { accountMailRoutes } from './account-mail.js';
import { alertRoutes } from './alerts.js';
import { analyticsRoutes } from './analytics.js';
import { bookingRoutes } from './bookings.js';
import { broadcastRoutes } from './broadcasts.js';
import { businessRoutes } from './businesses.js';
import { carWashRoutes } from './car-washes.js';
import { employeeRoutes } from './employees.js';
import { mailEventRoutes } from './mail-events.js';
import { ownAccountRoutes } from './me.js';
import { moderationRoutes } from './moderation.js';
import { notificationRoutes } from './notifications.js';
import { operationRoutes } from './operations.js';
import { bookingOperationsRoutes } from './operations-bookings.js';
import { pushRoutes } from './push.js';
import { paymentRoutes } from './payments.js';
import { preferenceRoutes } from './preferences.js';
import { webhookRoutes } from './webhooks.js';
import type { OwnerLimits } from '../../domain/businesses/owner-limits.js';
import type { Env } from '../../platform/process/env.js';
import type { Services } from '../services.js';

const ownerLimits = (env: Env): OwnerLimits => ({
  businessesPerOwner: env.BUSINESSES_PER_OWNER,
  lotsPerOwner: env.LOTS_PER_OWNER,
  slotsPerOwner: env.SLOTS_PER_OWNER,
  employeesPerBusiness: env.EMPLOYEES_PER_BUSINESS,
  assignmentsPerEmployee: env.ASSIGNMENTS_PER_EMPLOYEE,
  webhooksPerOwner: env.WEBHOOKS_PER_OWNER,
});

/** The whole API, in the order of its documentation. `publish` reaches the sockets of every API process. */
export const allRoutes = (services: Services, publish: (batch: LiveBatch) => void): Route[] => {
  const limits = ownerLimits(services.env);
  return [
    ...accountRoutes(services),
    ...ownAccountRoutes(services),
    ...accountMailRoutes(services),
    ...preferenceRoutes(services),
    ...businessRoutes(limits),
    ...employeeRoutes(limits),
    ...bookingRoutes(services),
    ...paymentRoutes(services),
    ...carWashRoutes(),
    ...notificationRoutes(services, publish),
    ...webhookRoutes(services, limits),
    ...pushRoutes(services),
    ...broadcastRoutes(),
    ...analyticsRoutes(),
    ...moderationRoutes(services),
    ...operationRoutes(services),
    ...alertRoutes(),
    ...bookingOperationsRoutes(),
    ...mailEventRoutes(services),
  ];
};
