import type { Audience, AudienceCount } from '../../contract/api/broadcasts.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { isInAudience } from './audience.js';

const count = statement(
  'count-audience',
  `WITH given AS (SELECT uuidv7() AS id, $1::text AS audience)
   SELECT given.audience, (SELECT count(*)::int FROM users WHERE ${isInAudience('users', 'given')}) AS recipients
   FROM given`,
);

/** How many people a broadcast would reach. Counts them, as sending one does. */
export async function countAudience(db: Database, audience: Audience): Promise<AudienceCount> {
  const [counted] = await db.query<AudienceCount>(count, [audience]);
  if (!counted) throw new Error('counting an audience returned no row');
  return counted;
}
