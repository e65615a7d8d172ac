import type { LiveBatch } from '../domain/notifications/live-message.js';
import type { Route } from './route.js';
import { accountRoutes } from './routes/accounts.js';
import { bookingRoutes } from './routes/bookings.js';
import { broadcastRoutes } from './routes/broadcasts.js';
import { businessRoutes } from './routes/businesses.js';
import { carWashRoutes } from './routes/car-washes.js';
import { employeeRoutes } from './routes/employees.js';
import { ownAccountRoutes } from './routes/me.js';
import { notificationRoutes } from './routes/notifications.js';
import { paymentRoutes } from './routes/payments.js';
import type { Services } from './services.js';

/** The whole API, in the order of its documentation. `publish` reaches the sockets of every API process. */
export const allRoutes = (services: Services, publish: (batch: LiveBatch) => void): Route[] => [
  ...accountRoutes(services),
  ...ownAccountRoutes(services),
  ...businessRoutes(),
  ...employeeRoutes(),
  ...bookingRoutes(services),
  ...paymentRoutes(),
  ...carWashRoutes(),
  ...notificationRoutes(publish),
  ...broadcastRoutes(),
];
