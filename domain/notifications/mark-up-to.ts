import type { Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockInboxes } from './tell-recipients.js';

/** Places in the sequence that one transaction goes through: as long nobody can be told anything in this inbox. */
const atOnce = 1_000;

type Reached = 'read_up_to' | 'archived_up_to';

/** A way to mark everything between two places in the sequence. */
export interface Marking {
  /** Where to start: everything up to here is marked already. */
  begin: Statement;
  mark: Statement;
}

/**
 * Declares how to mark what is between two places.
 * @param change an UPDATE without its WHERE
 * @param which rows are not marked yet
 * @param counted of a marked row: whether it counted as unread
 * @param reached what the inbox remembers, so that nobody looks through what is marked already again
 */
export const marking = (
  name: string,
  { change, which, counted, reached }: { change: string; which: string; counted: string; reached: Reached[] },
): Marking => ({
  begin: statement(
    `${name}-begin`,
    `SELECT least($2::bigint, last_seq) AS "upTo", ${reached[0] ?? ''} AS reached, unread_count AS "unreadCount"
     FROM inboxes WHERE user_id = $1`,
  ),
  mark: statement(
    name,
    `WITH marked AS (
       ${change} WHERE user_id = $1 AND seq > $2 AND seq <= $3 AND ${which}
       RETURNING ${counted} AS counted
     )
     UPDATE inboxes
     SET unread_count = unread_count - (SELECT count(*) FROM marked WHERE counted),
         ${reached.map((column) => `${column} = greatest(${column}, $3)`).join()}
     WHERE user_id = $1
     RETURNING unread_count AS "unreadCount"`,
  ),
});

/**
 * Marks the caller's notifications up to a place in the sequence, or to the last one there is now: in many short
 * transactions, so that the inbox is free in between. What comes meanwhile is not touched.
 */
export async function markUpTo(
  db: Database,
  { userId }: Caller,
  wanted: number,
  { begin, mark }: Marking,
): Promise<{ unreadCount: number; upTo: number }> {
  const [inbox] = await db.query<{ upTo: number; reached: number; unreadCount: number }>(begin, [
    userId,
    wanted,
  ]);
  if (!inbox) return { unreadCount: 0, upTo: 0 };
  const { upTo, reached } = inbox;
  let { unreadCount } = inbox;
  for (let from = reached; from < upTo; from += atOnce) {
    const [row] = await db.queryTogether<{ unreadCount: number }>([
      [lockInboxes, [[userId]]],
      [mark, [userId, from, Math.min(from + atOnce, upTo)]],
    ]);
    unreadCount = row?.unreadCount ?? unreadCount;
  }
  return { unreadCount, upTo };
}
