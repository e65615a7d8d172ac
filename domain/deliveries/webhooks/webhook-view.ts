import { isoInstant } from '../../../platform/postgres/sql.js';

/** The columns of `Webhook` of the contract. A secret whose time is over is none. */
export const webhookFields = `
  webhooks.id, url, events, ${isoInstant('webhooks.created_at')} AS "createdAt", ${isoInstant('disabled_at')} AS "disabledAt",
  disabled_reason AS "disabledReason", ${isoInstant('failing_since')} AS "failingSince",
  ${isoInstant('CASE WHEN previous_until > clock_timestamp() THEN previous_until END')} AS "oldSecretUntil"`;
