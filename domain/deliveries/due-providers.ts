import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** Reads one entry of the index per provider, however much is due there. Those that are down are left out. */
const find = statement(
  'due-delivery-providers',
  `WITH RECURSIVE next AS (
     SELECT min(provider) AS provider FROM deliveries WHERE status IN ('due', 'sending')
     UNION ALL
     SELECT (SELECT min(provider) FROM deliveries WHERE status IN ('due', 'sending') AND deliveries.provider > next.provider)
     FROM next WHERE next.provider IS NOT NULL
   )
   SELECT provider FROM next
   WHERE provider IS NOT NULL
     AND EXISTS (
       SELECT FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) AS rank (priority)
       CROSS JOIN LATERAL (
         SELECT 1 FROM deliveries
         WHERE deliveries.provider = next.provider AND deliveries.priority = rank.priority
           AND status IN ('due', 'sending') AND due_at <= clock_timestamp()
         LIMIT 1
       ) AS due
     )
     AND NOT EXISTS (
       SELECT FROM delivery_providers
       WHERE delivery_providers.provider = next.provider AND down_until > clock_timestamp()
     )`,
);

/** Who is to be sent something now. */
export async function dueProviders(db: Database): Promise<string[]> {
  return (await db.query<{ provider: string }>(find)).map(({ provider }) => provider);
}
