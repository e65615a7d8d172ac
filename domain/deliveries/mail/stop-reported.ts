import type { MailEvent } from '../../../contract/api/mail-events.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

/** An address that was shown to work since, or stopped before, stays as it is: so an old report that is sent again does nothing. */
const stop = statement(
  'stop-reported-mail',
  `UPDATE users SET mail_stopped_at = clock_timestamp(), mail_stop_reason = said.type
   FROM unnest($1::text[], $2::text[]) AS said (address, type)
   WHERE email = lower(said.address) AND mail_stopped_at IS NULL
     AND (email_verified_at IS NULL OR email_verified_at <= $3)`,
);

/**
 * Stops the addresses that a provider of mail has reported.
 * @param reportedAt when the report was signed
 */
export async function stopReported(
  db: Database,
  events: readonly MailEvent[],
  reportedAt: Date,
): Promise<void> {
  await db.query(stop, [events.map(({ email }) => email), events.map(({ type }) => type), reportedAt]);
}
