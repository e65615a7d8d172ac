import type { PushMessage, PushedNotification } from '../../../contract/push.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { offerRenewal, type RenewalBounds } from '../../bookings/offer-renewal.js';
import { localTime } from '../../events/catalog/local-time.js';
import { sentence } from '../../events/catalog/wording.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import { composeClosing } from './compose-closing.js';
import { tagOf } from './push-subject.js';

/** What a push service takes at least, less what encryption adds. */
const mostBytes = 3_900;

/** For what says of itself no end: a device that was off for longer has its inbox. */
const usualSeconds = 24 * 3_600;

/** A push as it is sent. */
export interface ComposedPush {
  message: PushMessage;
  /** For how long the push service keeps it for a device that is off. */
  seconds: number;
}

const readTime = statement(
  'read-push-time',
  `SELECT floor(extract(epoch FROM $1::timestamptz - clock_timestamp()))::int AS seconds,
          (SELECT timezone FROM lots WHERE id = (SELECT lot_id FROM bookings WHERE id = $2)) AS timezone`,
);

/**
 * Composes what a device is sent. A warning of a booking's end offers its renewal.
 * @returns undefined where there is nothing to say any more.
 */
export async function composePush(
  db: Database,
  delivery: ClaimedDelivery,
  bounds: RenewalBounds,
): Promise<ComposedPush | undefined> {
  const { notification, priority, user, validUntil } = delivery;
  if (!notification) return composeClosing(db, delivery);
  const { bookingId, data } = notification;
  const [time] = await db.query<{ seconds: number | null; timezone: string | null }>(readTime, [
    ...[validUntil, bookingId],
  ]);
  const message: PushedNotification = {
    is: 'notification',
    id: notification.id,
    tag: tagOf(notification, priority),
    type: notification.type,
    title: notification.title,
    message: notification.message,
    link: notification.link,
    language: user.language,
    isUrgent: priority < 2,
    createdAt: notification.createdAt.toISOString(),
    validUntil: validUntil?.toISOString() ?? null,
    renewal: null,
  };
  if (bookingId !== null && priority === 0 && validUntil !== null) {
    const { slotCode, lotName, deadlineVersion } = data;
    if (typeof slotCode === 'string' && typeof lotName === 'string')
      // It may be read minutes later: when it ends stays true, and how long that takes does not.
      message.message = sentence`${slotCode}, ${lotName}: ${localTime(
        ...([validUntil.toISOString(), time?.timezone ?? 'UTC', user.language] as const),
      )}`;
    const device = { subscriptionId: delivery.target, userId: user.id };
    if (typeof deadlineVersion === 'number')
      message.renewal = (await offerRenewal(db, device, { id: bookingId, deadlineVersion }, bounds)) ?? null;
  }
  const seconds = Math.min(usualSeconds, Math.max(0, time?.seconds ?? usualSeconds));
  return { message: shortened(message), seconds };
}

/** A broadcast may be longer than a push. */
function shortened<Message extends PushMessage>(message: Message): Message {
  let text = Array.from(message.message);
  const fits = (text: string) =>
    Buffer.byteLength(JSON.stringify({ ...message, message: text })) <= mostBytes;
  if (fits(message.message)) return message;
  while (text.length > 0 && !fits(`${text.join('')}…`)) text = text.slice(0, Math.floor(text.length * 0.9));
  return { ...message, message: `${text.join('')}…` };
}
