import type { OperatorAction, OperatorActionKind } from '../../../contract/api/operations.js';
import { messageOf } from '../../../platform/errors.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { showError } from '../show-error.js';
import { readOperatorAction } from './list-operator-actions.js';

/** What somebody sets out to do. */
export interface Intent {
  action: OperatorActionKind;
  /** Null for actions on the outbox. */
  queue: string | null;
  filter: Record<string, unknown>;
  reason: string;
  /** Null for a command on the server. */
  actorId: string | null;
}

const begin = statement(
  'begin-operator-action',
  `INSERT INTO operator_actions (action, queue, filter, reason, actor_id) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
);

const end = statement(
  'end-operator-action',
  'INSERT INTO operator_action_outcomes (action_id, touched, error) VALUES ($1, $2, $3)',
);

/**
 * Records an action before it begins, and its outcome after it: an action that dies with its process stays visible as
 * unfinished. `db` is the pool, or the record would vanish with the transaction of a failed action.
 * @param work reports each time how many jobs or events it has touched.
 * @throws what `work` throws, after recording it.
 */
export async function audited(
  db: Database,
  { action, queue, filter, reason, actorId }: Intent,
  work: (touch: (count: number) => void) => Promise<void>,
): Promise<OperatorAction> {
  if (db.isTransaction)
    throw new Error('an audited action commits its record first, outside of a transaction');
  const values = [action, queue, JSON.stringify(filter), reason, actorId];
  const [row] = await db.query<{ id: string }>(begin, values);
  if (!row) throw new Error('recording an action returned no row');
  let touched = 0;
  try {
    await work((count) => {
      touched += count;
    });
  } catch (error) {
    await db.query(end, [row.id, touched, showError(messageOf(error))]);
    throw error;
  }
  await db.query(end, [row.id, touched, null]);
  return readOperatorAction(db, row.id);
}
