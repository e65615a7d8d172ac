import type { Broadcast } from '../../contract/api/broadcasts.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';

const find = statement(
  'find-broadcast',
  'SELECT id, audience, recipients, told FROM broadcasts WHERE id = $1',
);

/** How far a broadcast has come. @throws DomainError `not_found` */
export async function findBroadcast(db: Database, id: string): Promise<Broadcast> {
  const [broadcast] = await db.query<Broadcast & object>(find, [id]);
  if (!broadcast) throw notFound('broadcast');
  return broadcast;
}
