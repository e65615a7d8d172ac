/** Every event of the server, declared once in the file of its subject. See "Recipes" in docs/architecture.md. */
import type { z } from 'zod';
import { accountEvents } from './accounts.js';
import { alertEvents } from './alerts.js';
import { bookingEvents } from './bookings.js';
import { broadcastEvents } from './broadcasts.js';
import { businessEvents } from './businesses.js';
import { carWashEvents } from './car-washes.js';
import { employeeEvents } from './employees.js';
import { latePaymentEvents } from './late-payments.js';
import { lotEvents } from './lots.js';
import { paymentEvents } from './payments.js';
import { refundEvents } from './refunds.js';
import { renewalEvents } from './renewals.js';
import { webhookEvents } from './webhooks.js';
import type { EventDefinition } from './define-event.js';

export const catalog = {
  ...bookingEvents,
  ...renewalEvents,
  ...paymentEvents,
  ...latePaymentEvents,
  ...refundEvents,
  ...carWashEvents,
  ...businessEvents,
  ...lotEvents,
  ...employeeEvents,
  ...accountEvents,
  ...broadcastEvents,
  ...alertEvents,
  ...webhookEvents,
};

export type EventName = keyof typeof catalog;

export type EventPayload<Name extends EventName> = z.infer<(typeof catalog)[Name]['payload']>;

/** The declaration of a stored event; undefined for an event of a newer release. */
export function definitionOf(name: string): EventDefinition | undefined {
  return Object.hasOwn(catalog, name)
    ? (catalog as unknown as Record<string, EventDefinition>)[name]
    : undefined;
}

/** Events that supersede a notification of `name`. */
export function supersededBy(name: string): string[] {
  return Object.entries(catalog)
    .filter(([, { supersedes }]) => name in supersedes)
    .map(([superseder]) => superseder);
}
