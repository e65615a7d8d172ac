import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

interface NewDevice {
  /** What its program called itself; null where it said nothing, or the session is gone. */
  device: string | null;
  /** That the person has chosen. */
  timezone: string | null;
}

const read = statement(
  'new-device-of-letter',
  `SELECT session.device, preferences.timezone
   FROM users
   LEFT JOIN sessions session ON session.user_id = users.id AND session.id::text = $2
   LEFT JOIN preferences ON preferences.user_id = users.id
   WHERE users.id = $1`,
);

/** Where an account was signed in to, of a session of its own. */
export async function readNewDevice(db: Database, userId: string, sessionId: string): Promise<NewDevice> {
  const [row] = await db.query<NewDevice & object>(read, [userId, sessionId]);
  return row ?? { device: null, timezone: null };
}
