import type { Notification } from '../../contract/notification.js';
import type { Inbox } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { epochSql } from './epoch.js';
import { notificationJson } from './notification-view.js';

/** A client that missed more than this reloads over HTTP. */
const furthestBehind = 200;

/** A client's position. Without a cursor it has nothing. */
export interface InboxRequest {
  userId: string;
  cursor: number;
  epoch: string | undefined;
}

/** One statement, and so one snapshot: unread count, last `seq` and rows are consistent. */
const readAll = statement(
  'read-inboxes',
  `SELECT inboxes.last_seq AS "lastSeq", inboxes.unread_count AS "unreadCount",
          inboxes.pruned_up_to AS "prunedUpTo", ${epochSql} AS epoch,
          coalesce(missed.items, '[]') AS missed
   FROM unnest($1::uuid[], $2::bigint[]) WITH ORDINALITY AS request (user_id, cursor, place)
   LEFT JOIN inboxes USING (user_id)
   LEFT JOIN LATERAL (
     SELECT jsonb_agg(${notificationJson} ORDER BY n.seq) AS items
     FROM notifications n
     WHERE inboxes.last_seq > request.cursor AND inboxes.last_seq - request.cursor <= ${furthestBehind}
       AND n.user_id = request.user_id AND n.seq > request.cursor AND n.archived_at IS NULL
   ) AS missed ON true
   ORDER BY place`,
);

/** Nulls for a deleted account, which has no inbox. */
interface Row {
  lastSeq: number | null;
  unreadCount: number | null;
  prunedUpTo: number | null;
  epoch: string;
  missed: Notification[];
}

/** Reads many inboxes in one query, each from its client's cursor. Results are in the order of the requests. */
export async function readInboxes(db: Database, requests: readonly InboxRequest[]): Promise<Inbox[]> {
  const rows = await db.query<Row>(readAll, [
    requests.map(({ userId }) => userId),
    requests.map(({ cursor }) => cursor),
  ]);
  return rows.map((row, place) => toInbox(row, requests[place]));
}

function toInbox(
  row: Row,
  { cursor, epoch }: Omit<InboxRequest, 'userId'> = { cursor: 0, epoch: undefined },
): Inbox {
  const lastSeq = row.lastSeq ?? 0;
  const behind = lastSeq - cursor;
  const isComplete = behind <= furthestBehind && cursor >= (row.prunedUpTo ?? 0);
  const recovered = (epoch === undefined || epoch === row.epoch) && behind >= 0 && isComplete;
  return {
    missed: recovered ? row.missed : [],
    unreadCount: row.unreadCount ?? 0,
    lastSeq,
    epoch: row.epoch,
    recovered,
  };
}
