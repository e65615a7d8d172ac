import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { isInAudience } from '../broadcasts/audience.js';
import type { BroadcastContent } from './compose-notifications.js';
import type { StoredEvent } from './read-pending-events.js';
import { writeNotifications, type Written } from './write-notifications.js';

/** Chunk size. A transaction holds the inbox locks of its recipients, and other events wait for them. */
const recipientsAtOnce = 2_000;

/** The event's broadcast does not exist, which is permanent. */
export class MissingBroadcast extends Error {
  constructor(id: string) {
    super(`there is no broadcast ${id}`);
    this.name = 'MissingBroadcast';
  }
}

/**
 * Reads the next chunk of the audience. No row: another worker is working on it, or it is finished. Locks the rows, so that progress is
 * read after the previous chunk's commit.
 */
const take = statement(
  'take-next-of-audience',
  `WITH waiting AS (
    SELECT event_id FROM outbox WHERE event_id = $1 AND dead_at IS NULL FOR UPDATE SKIP LOCKED
  ),
  broadcast AS (SELECT b.* FROM broadcasts b JOIN waiting ON true WHERE b.id = $2 FOR UPDATE OF b)
  SELECT broadcast.id IS NULL AS missing, ARRAY(
    SELECT users.id FROM users
    WHERE users.id > coalesce(broadcast.last_user_id, '00000000-0000-0000-0000-000000000000')
      AND ${isInAudience('users', 'broadcast')}
    ORDER BY users.id LIMIT ${recipientsAtOnce}
  ) AS "userIds"
  FROM waiting LEFT JOIN broadcast ON true`,
);

/** Moves next_at, so that the relay does not consider a broadcast in progress overdue. */
const advanceBroadcast = statement(
  'advance-broadcast',
  `WITH waiting AS (
    UPDATE outbox SET next_at = clock_timestamp() + interval '5 seconds' WHERE event_id = $1
  )
  UPDATE broadcasts SET told = told + $3::int, last_user_id = coalesce($4, last_user_id) WHERE id = $2`,
);

// The exact number of recipients: accounts that registered concurrently may have been miscounted at first.
const finish = statement(
  'finish-broadcast',
  `UPDATE broadcasts SET told = told + $2::int, recipients = told + $2::int, finished_at = clock_timestamp()
   WHERE id = $1`,
);

/**
 * Notifies the next chunk of a broadcast's audience, in one transaction with its progress: after a crash the next worker resumes there.
 * @returns the messages for the gateways, and whether the audience is complete.
 * @throws MissingBroadcast
 */
export async function expandBroadcast(
  db: Database,
  event: StoredEvent,
  broadcast: BroadcastContent,
): Promise<Written & { isOver: boolean }> {
  return db.transaction(async (tx) => {
    const [next] = await tx.query<{ missing: boolean; userIds: string[] }>(take, [event.id, broadcast.id]);
    if (!next) return { messages: [], supersededUnread: 0, isOver: true };
    if (next.missing) throw new MissingBroadcast(broadcast.id);
    const { userIds } = next;
    const isOver = userIds.length < recipientsAtOnce;
    const part = {
      ...{ event, userIds, content: broadcast.contentFor(userIds), broadcast: undefined },
      ...{ supersessions: [], weight: userIds.length },
    };
    const written = await writeNotifications(tx, [part], isOver ? 'everybody' : 'a chunk');
    if (isOver) tx.atCommit(finish, [broadcast.id, userIds.length]);
    else tx.atCommit(advanceBroadcast, [event.id, broadcast.id, userIds.length, userIds.at(-1) ?? null]);
    return { ...written, isOver };
  });
}
