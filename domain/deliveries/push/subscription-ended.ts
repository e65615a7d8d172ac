import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

const remove = statement(
  'remove-ended-push-subscription',
  'DELETE FROM push_subscriptions WHERE id = $1 AND endpoint = $2',
);

/** The push service says that it is no more. One that the device has renewed since stays. */
export async function removeEnded(db: Database, id: string, endpoint: string): Promise<void> {
  await db.query(remove, [id, endpoint]);
}
