import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { beforeFirstId } from '../../lists/cursor.js';
import type { WebhookSecrets } from './webhook-secrets.js';

const atOnce = 200;

const read = statement(
  'read-sealed-webhook-secrets',
  `SELECT id, secret, previous_secret AS "previousSecret" FROM webhooks WHERE id > $1 ORDER BY id LIMIT ${atOnce}`,
);

/** Unless it was changed meanwhile. */
const write = statement(
  'reseal-webhook-secret',
  'UPDATE webhooks SET secret = $3, previous_secret = $4 WHERE id = $1 AND secret = $2',
);

interface Row {
  id: string;
  secret: Buffer;
  previousSecret: Buffer | null;
}

/**
 * Seals again what was sealed with a secret that the settings are about to name no longer: webhooks keep theirs for years. Those that
 * cannot be opened at all are left as they are. Idempotent, also concurrently.
 * @returns how many webhooks were changed.
 */
export async function resealSecrets(db: Database, secrets: WebhookSecrets): Promise<number> {
  let resealed = 0;
  let after = beforeFirstId;
  for (;;) {
    const rows = await db.query<Row & Record<string, unknown>>(read, [after]);
    for (const { id, secret, previousSecret } of rows) {
      const sealed = secrets.reseal(secret, id);
      const previous = previousSecret && secrets.reseal(previousSecret, id);
      if (!sealed && !previous) continue;
      await db.query(write, [id, secret, sealed ?? secret, previous ?? previousSecret]);
      resealed += 1;
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < atOnce) return resealed;
  }
}
