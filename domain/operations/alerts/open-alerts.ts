import type { Database } from '../../../platform/postgres/database.js';
import { thisMoment } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';

/** An open alert, as the evaluation needs it. */
export interface KnownAlert {
  id: string;
  rule: string;
  subject: string;
}

const find = statement('find-open-alerts', 'SELECT id, rule, subject FROM alerts WHERE cleared_at IS NULL');

const touch = statement(
  'touch-open-alerts',
  `UPDATE alerts SET seen_at = ${thisMoment} WHERE id = ANY($1) AND cleared_at IS NULL`,
);

export const findOpenAlerts = (db: Database): Promise<KnownAlert[]> =>
  db.query<KnownAlert & Record<string, string>>(find);

/** Says that their conditions still hold, so that no other process clears them. */
export async function touchAlerts(db: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) await db.query(touch, [ids]);
}
