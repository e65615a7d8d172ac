import type { Alert, AlertsQuery } from '../../../contract/api/operations.js';
import type { OpenAlert } from '../../../contract/operations.js';
import type { Page } from '../../../contract/values.js';
import type { Database } from '../../../platform/postgres/database.js';
import { isoInstant } from '../../../platform/postgres/sql.js';
import { statement, type Statement } from '../../../platform/postgres/statement.js';
import { beyondLastId, decodeCursor, pageOf } from '../../lists/cursor.js';

/** Its event has the message in other languages. */
const fields = `
  id, rule, subject, severity, message, ${isoInstant('raised_at')} AS "raisedAt",
  coalesce((SELECT payload -> 'translations' FROM events WHERE events.id = raised_event_id), '{}') AS translations`;

const list = (name: string, condition: string): Statement =>
  statement(
    `list-alerts-${name}`,
    `SELECT ${fields}, ${isoInstant('cleared_at')} AS "clearedAt" FROM alerts
     WHERE id < $1 AND ${condition} ORDER BY id DESC LIMIT $2`,
  );

const lists = {
  all: list('all', 'true'),
  true: list('open', 'cleared_at IS NULL'),
  false: list('cleared', 'cleared_at IS NOT NULL'),
};

/** There is one per rule and subject at most. */
const readOpen = statement(
  'read-open-alerts',
  `SELECT ${fields} FROM alerts WHERE cleared_at IS NULL
   ORDER BY severity = 'critical' DESC, id DESC`,
);

/** Lists alerts, newest first. */
export async function listAlerts(db: Database, { limit, cursor, open }: AlertsQuery): Promise<Page<Alert>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<Alert>(lists[open ?? 'all'], [before, limit + 1]), limit);
}

/** The alerts that are open: critical ones first, and then the newest first. */
export const readOpenAlerts = (db: Database): Promise<OpenAlert[]> =>
  db.query<OpenAlert & Record<string, unknown>>(readOpen);
