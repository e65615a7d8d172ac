import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

/** Why nothing is sent to an address any more. */
export type StopReason =
  /** It does not exist, or takes no mail. */
  | 'bounced'
  /** Somebody has called a letter spam. */
  | 'complained';

const stop = statement(
  'stop-mail',
  `UPDATE users SET mail_stopped_at = clock_timestamp(), mail_stop_reason = $2
   WHERE email = lower($1) AND mail_stopped_at IS NULL
   RETURNING id`,
);

/**
 * Sends nothing more to an address, until its owner has shown again that it is theirs. An address that is stopped stays as it is.
 * @returns whether it was stopped by this.
 */
export async function stopMail(db: Database, address: string, reason: StopReason): Promise<boolean> {
  return (await db.query<{ id: string }>(stop, [address, reason])).length > 0;
}
