import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';

/** A page that is open says within a moment that it shows what it was told. */
const firstLookSeconds = 4;

const remember = statement(
  'remember-standing-push',
  `INSERT INTO standing_pushes (subscription_id, tag, notification_id, look_at)
   SELECT id, $2, $3, clock_timestamp() + interval '${firstLookSeconds} seconds' FROM push_subscriptions WHERE id = $1
   ON CONFLICT (subscription_id, tag) DO UPDATE
   SET notification_id = excluded.notification_id, sent_at = clock_timestamp(), look_at = excluded.look_at`,
);

/** A device has been sent this: from now on it stands there, in the place of what it has shown of that tag. */
export async function rememberStanding(
  db: Database,
  push: { subscriptionId: string; tag: string; notificationId: string },
): Promise<void> {
  await db.query(remember, [push.subscriptionId, push.tag, push.notificationId]);
}

const forget = statement(
  'forget-standing-push',
  'DELETE FROM standing_pushes WHERE subscription_id = $1 AND notification_id = $2',
);

/** A device has been told that this is over. What stands in its place by now stays known. */
export async function forgetStanding(
  db: Database,
  subscriptionId: string,
  notificationId: string,
): Promise<void> {
  await db.query(forget, [subscriptionId, notificationId]);
}
