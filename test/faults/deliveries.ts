import type { Fleet } from './fleet.js';

/** A delivery over a slow channel, with what was true of its notification. */
export interface DeliveryRow {
  id: string;
  notificationId: string | null;
  channel: string;
  /** The subscription, of a push. */
  target: string;
  /** What a device is to show no longer. */
  closes: string | null;
  status: string;
  reason: string | null;
  attempts: number;
  dueAt: Date;
  endedAt: Date | null;
  lastError: string | null;
  validUntil: Date | null;
  supersededAt: Date | null;
  readAt: Date | null;
  archivedAt: Date | null;
  /** Whether some device has shown the notification by now. */
  isShown: boolean;
}

/** What a provider has taken, whether or not the sender was told so. */
export interface Taken {
  deliveryId: string;
  at: Date;
}

/** What a push service has said to an attempt, in the words of the worker. */
export interface PushAnswered extends Taken {
  said: string;
}

/** What a push service and its devices know. */
export interface PushRecord {
  answers: readonly PushAnswered[];
  /** Since when a subscription leads to no device. */
  goneAt: ReadonlyMap<string, Date>;
  /** Of a closing: when something else took the place of what it was to close. */
  replacedAt: ReadonlyMap<string, Date>;
}

export interface DeliveryEvidence {
  deliveries: DeliveryRow[];
  taken: readonly Taken[];
  pushes: PushRecord;
}

/** By `performance.now()` of this process. */
export const momentOf = (at: number): Date => new Date(performance.timeOrigin + at);

/** Takes down what was to be sent, and what providers have got. */
export async function readDeliveries({ db, mail, devices }: Fleet): Promise<DeliveryEvidence> {
  const { rows: deliveries } = await db.query<DeliveryRow>(
    `SELECT d.id, notification_id AS "notificationId", channel, target, closes, status, reason, attempts, due_at AS "dueAt",
            ended_at AS "endedAt", last_error AS "lastError", coalesce(d.valid_until, n.valid_until) AS "validUntil",
            superseded_at AS "supersededAt", read_at AS "readAt", archived_at AS "archivedAt",
            coalesce(last_shown_seq >= seq, false) AS "isShown"
     FROM deliveries d LEFT JOIN notifications n ON n.id = notification_id
     LEFT JOIN inboxes_shown ON inboxes_shown.user_id = d.user_id ORDER BY d.id`,
  );
  const letters = (mail?.letters ?? []).map(({ messageId, at }) => ({
    deliveryId: messageId.slice(1, messageId.indexOf('@')),
    at: momentOf(at),
  }));
  const { taken, ...pushes } = devices?.record(deliveries) ?? {
    ...{ taken: [], answers: [], goneAt: new Map<string, Date>(), replacedAt: new Map<string, Date>() },
  };
  return { deliveries, taken: [...letters, ...taken], pushes };
}

/** How many deliveries are to be sent within two minutes, and what their last attempts ended with. */
export async function openDeliveries({ db }: Fleet): Promise<{ left: number; errors: string[] }> {
  const { rows } = await db.query<{ left: number; errors: string[] }>(
    `SELECT count(*)::int AS left, array_agg(DISTINCT channel || ': ' || last_error) AS errors FROM deliveries
     WHERE ended_at IS NULL AND due_at < clock_timestamp() + interval '2 minutes'`,
  );
  return rows[0] ?? { left: 0, errors: [] };
}

/** What stands on devices is looked at no more, so that nothing new is to be sent there. */
export async function lookNoMore({ db }: Fleet): Promise<void> {
  await db.query(`UPDATE standing_pushes SET look_at = clock_timestamp() + interval '1 day'`);
}
