import type { Broadcast } from '../../contract/api/broadcasts.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { BroadcastEntity } from './broadcast.entity.js';

/** The progress of a broadcast. @throws DomainError `not_found` */
export async function findBroadcast(db: Database, id: string): Promise<Broadcast> {
  const broadcast = await db.manager.findOneBy(BroadcastEntity, { id });
  if (!broadcast) throw notFound('broadcast');
  const { audience, recipients, told } = broadcast;
  return { id, audience, recipients, told };
}
