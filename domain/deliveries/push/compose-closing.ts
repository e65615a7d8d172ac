import type { Language } from '../../../contract/languages.js';
import type { Database } from '../../../platform/postgres/database.js';
import { statement } from '../../../platform/postgres/statement.js';
import { effectiveStatus } from '../../bookings/booking-view.js';
import { localTime } from '../../events/catalog/local-time.js';
import { sentence } from '../../events/catalog/wording.js';
import type { ClaimedDelivery } from '../claimed-delivery.js';
import type { ComposedPush } from './compose-push.js';

/** A device that was off for longer closes it when somebody opens ParkMate. */
const keptSeconds = 3_600;

interface Standing {
  id: string;
  tag: string;
  title: string;
  link: string | null;
  isSuperseded: boolean;
  status: string | null;
  endsAt: Date | null;
  timezone: string | null;
  slotCode: string | null;
  lotName: string | null;
}

const read = statement(
  'read-push-to-close',
  `SELECT n.id, standing.tag, n.title, n.link, n.superseded_at IS NOT NULL AS "isSuperseded",
          ${effectiveStatus} AS status, b.ends_at AS "endsAt", lots.timezone, slots.code AS "slotCode", lots.name AS "lotName"
   FROM deliveries d
   JOIN notifications n ON n.id = d.closes
   JOIN standing_pushes standing ON standing.subscription_id = d.target::uuid AND standing.notification_id = n.id
   LEFT JOIN bookings b ON b.id = n.booking_id AND b.user_id = n.user_id
   LEFT JOIN slots ON slots.id = b.slot_id
   LEFT JOIN lots ON lots.id = b.lot_id
   WHERE d.id = $1`,
);

const words: Readonly<
  Record<Language, { runs: (what: string, until: string) => string; over: string; seen: string }>
> = {
  en: {
    runs: (what, until) => `${what} is yours until ${until}.`,
    over: 'This is settled.',
    seen: 'You have seen this on another device.',
  },
  es: {
    runs: (what, until) => `${what} es tuya hasta el ${until}.`,
    over: 'Esto ya está resuelto.',
    seen: 'Ya viste esto en otro dispositivo.',
  },
};

/**
 * Composes what takes the place of something that stands on a device and is not true any more. Browsers demand that a push shows
 * something, so it says what is true.
 * @returns undefined where something else has taken that place already.
 */
export async function composeClosing(
  db: Database,
  { id, user: { language } }: ClaimedDelivery,
): Promise<ComposedPush | undefined> {
  const [standing] = await db.query<Standing & Record<string, unknown>>(read, [id]);
  if (!standing) return undefined;
  const { tag, title, link } = standing;
  const message = textOf(standing, language);
  return {
    message: { is: 'closing', id: standing.id, tag, title, message, link, language },
    seconds: keptSeconds,
  };
}

function textOf({ isSuperseded, status, endsAt, timezone, slotCode, lotName }: Standing, language: Language) {
  const { runs, over, seen } = words[language];
  if (!isSuperseded) return seen;
  if (status !== 'active' || !endsAt || slotCode === null || lotName === null) return over;
  return runs(
    sentence`${slotCode}, ${lotName}`,
    localTime(endsAt.toISOString(), timezone ?? 'UTC', language),
  );
}
