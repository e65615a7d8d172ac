import type { Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockInboxes } from './write-notifications.js';

/** Rows per transaction, which holds the inbox lock and so blocks new notifications of the user. */
const atOnce = 1_000;

type Reached = 'read_up_to' | 'archived_up_to';

/** How to mark a range of `seq`. */
export interface Marking {
  /** The `seq` up to which everything is marked already. */
  begin: Statement;
  mark: Statement;
}

/**
 * A time that no other archiving of the user has, were they in the same millisecond or the clock set back: what was archived at once is
 * found again by it. Under the lock of the inbox's row, in which it is kept.
 */
export const archiveTime = `greatest(clock_timestamp()::timestamptz(3), last_archived_at + interval '1 millisecond')`;

const reach = (from: Reached) =>
  `least($2::bigint, last_seq) AS "upTo", ${from} AS reached, unread_count AS "unreadCount"`;

/**
 * Declares how to mark a range of `seq`.
 * @param change an UPDATE without its WHERE, which marks with the time $4
 * @param which condition of rows that are not marked yet
 * @param counted whether a marked row counted as unread
 * @param first whether a marked row was not marked at an earlier time
 * @param reached the inbox columns that record progress, so that marked rows are not scanned again
 * @param from the inbox column to begin from
 * @param stamp whether no other marking of the user may have the same time, by which it is found again: see `archiveTime`
 */
export const marking = (
  name: string,
  {
    change,
    which,
    counted,
    first = 'true',
    reached,
    from,
    stamp = false,
  }: {
    change: string;
    which: string;
    counted: string;
    first?: string;
    reached: Reached[];
    from: Reached;
    stamp?: boolean;
  },
): Marking => ({
  begin: statement(
    `${name}-begin`,
    stamp
      ? `UPDATE inboxes SET last_archived_at = ${archiveTime} WHERE user_id = $1 RETURNING ${reach(from)}, last_archived_at AS at`
      : `SELECT ${reach(from)}, clock_timestamp()::timestamptz(3) AS at FROM inboxes WHERE user_id = $1`,
  ),
  mark: statement(
    name,
    `WITH marked AS (
       ${change} WHERE user_id = $1 AND seq > $2 AND seq <= $3 AND ${which}
       RETURNING ${counted} AS counted, ${first} AS first
     )
     UPDATE inboxes
     SET ${['unread_count = unread_count - (SELECT count(*) FROM marked WHERE counted)', ...reached.map((column) => `${column} = greatest(${column}, $3)`)].join()}
     WHERE user_id = $1
     RETURNING unread_count AS "unreadCount", (SELECT count(*) FROM marked WHERE first) AS marked`,
  ),
});

/**
 * Marks the caller's notifications up to a `seq`, or up to the current last one, in short transactions that release the inbox lock in
 * between. Later notifications are not touched.
 * @returns in `marked` how many were not marked before, in `at` the time with which they are marked, all of them with the same.
 */
export async function markUpTo(
  db: Database,
  { userId }: Caller,
  wanted: number,
  { begin, mark }: Marking,
): Promise<{ unreadCount: number; upTo: number; marked: number; at: Date }> {
  const [inbox] = await db.query<{ upTo: number; reached: number; unreadCount: number; at: Date }>(begin, [
    userId,
    wanted,
  ]);
  if (!inbox) return { unreadCount: 0, upTo: 0, marked: 0, at: new Date(0) };
  const { upTo, reached, at } = inbox;
  let { unreadCount } = inbox;
  let marked = 0;
  for (let from = reached; from < upTo; from += atOnce) {
    const [row] = await db.queryTogether<{ unreadCount: number; marked: number }>([
      [lockInboxes, [[userId]]],
      [mark, [userId, from, Math.min(from + atOnce, upTo), at]],
    ]);
    unreadCount = row?.unreadCount ?? unreadCount;
    marked += row?.marked ?? 0;
  }
  return { unreadCount, upTo, marked, at };
}
