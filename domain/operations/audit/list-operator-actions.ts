import type { OperatorAction } from '../../../contract/api/operations.js';
import type { Page, PageQuery } from '../../../contract/values.js';
import type { Database } from '../../../platform/postgres/database.js';
import { isoInstant } from '../../../platform/postgres/sql.js';
import { statement } from '../../../platform/postgres/statement.js';
import { beyondLastId, decodeCursor, pageOf } from '../../lists/cursor.js';

const select = `
  SELECT a.id, a.action, a.queue, a.filter, a.reason, a.actor_id AS "actorId", users.name AS "actorName",
         ${isoInstant('a.at')} AS at, o.touched, o.error
  FROM operator_actions a
  LEFT JOIN operator_action_outcomes o ON o.action_id = a.id
  LEFT JOIN users ON users.id = a.actor_id`;

const list = statement('list-operator-actions', `${select} WHERE a.id < $1 ORDER BY a.id DESC LIMIT $2`);
const byId = statement('read-operator-action', `${select} WHERE a.id = $1`);

/** Lists what operators did, newest first. */
export async function listOperatorActions(
  db: Database,
  { limit, cursor }: PageQuery,
): Promise<Page<OperatorAction>> {
  const before = cursor === undefined ? beyondLastId : decodeCursor(cursor);
  return pageOf(await db.query<OperatorAction>(list, [before, limit + 1]), limit);
}

export async function readOperatorAction(db: Database, actionId: string): Promise<OperatorAction> {
  const [action] = await db.query<OperatorAction>(byId, [actionId]);
  if (!action) throw new Error('a recorded action is gone');
  return action;
}
