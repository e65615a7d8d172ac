import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { ChannelName } from './channel.js';

/**
 * Of the providers that could not be reached the last time, so many are tried at each look, those first that have waited for longest. Each
 * may take seconds, and of webhooks that nobody looks after there may be any number: those that work are not to wait for them.
 */
const mostTried = 4;

/** Reads one entry of the index per provider, however much is due there. Those that are down are left out. */
const find = statement(
  'due-delivery-providers',
  `WITH RECURSIVE next AS (
     SELECT min(provider) AS provider FROM deliveries WHERE status IN ('due', 'sending') AND provider >= $1
     UNION ALL
     SELECT (SELECT min(provider) FROM deliveries WHERE status IN ('due', 'sending') AND deliveries.provider > next.provider)
     FROM next WHERE split_part(next.provider, ':', 1) = $1
   )
   SELECT next.provider, coalesce(failures > 0, false) AS "hasFailed"
   FROM next LEFT JOIN delivery_providers known ON known.provider = next.provider
   WHERE split_part(next.provider, ':', 1) = $1
     AND EXISTS (
       SELECT FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) AS rank (priority)
       CROSS JOIN LATERAL (
         SELECT 1 FROM deliveries
         WHERE deliveries.provider = next.provider AND deliveries.priority = rank.priority
           AND status IN ('due', 'sending') AND due_at <= clock_timestamp()
         LIMIT 1
       ) AS due
     )
     AND (down_until IS NULL OR down_until <= clock_timestamp())
   ORDER BY down_until NULLS FIRST`,
);

/** Who is to be sent something over a channel now. The part of a provider's name before the first colon is its channel. */
export async function dueProviders(db: Database, channel: ChannelName): Promise<string[]> {
  const due = await db.query<{ provider: string; hasFailed: boolean }>(find, [channel]);
  return [
    ...due.filter(({ hasFailed }) => !hasFailed),
    ...due.filter(({ hasFailed }) => hasFailed).slice(0, mostTried),
  ].map(({ provider }) => provider);
}
