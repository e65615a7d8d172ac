import {
  toldOver,
  type CountedChannel,
  type CountedEvent,
  type Counts,
  type NotificationCounts,
  type ToldOver,
} from '../../contract/api/analytics.js';
import type { Language } from '../../contract/languages.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { removedAccount } from '../accounts/find-account.js';
import { definitionOf } from '../events/catalog/index.js';
import { acts } from './count-notifications.js';
import { periodsUntil } from './periods.js';
import { medianSecondsToAct, timeToActBounds } from './time-to-act.js';

const begin = statement(
  'begin-reading-notification-counts',
  `SELECT language, statement_timestamp() AS now,
          (SELECT ${isoInstant('counted_at')} FROM counted_hours WHERE counted_at IS NOT NULL ORDER BY hour DESC LIMIT 1) AS "asOf"
   FROM users WHERE id = $1`,
);

const columns = ['sent', 'shown', 'read', 'acted', 'cancelled', 'failed'] as const;
const sums = columns.map((column) => `sum(${column})::int AS ${column}`).join();
const within = Array.from(
  { length: timeToActBounds.length + 1 },
  (_, index) => `sum(acted_within[${index + 1}])::int`,
);

const byEvent = statement(
  'notification-counts-by-event',
  `SELECT channel, event, ${sums}, ARRAY[${within.join()}] AS "actedWithin"
   FROM notification_counts WHERE hour >= ($1::timestamptz[])[1] GROUP BY channel, event ORDER BY channel, event`,
);

const byPeriod = statement(
  'notification-counts-by-period',
  `SELECT channel, width_bucket(hour, $1::timestamptz[]) AS period, ${sums}
   FROM notification_counts WHERE hour >= ($1::timestamptz[])[1] GROUP BY channel, period`,
);

type Sums = Record<(typeof columns)[number], number>;
type EventSums = Sums & { channel: ToldOver; event: string; actedWithin: number[] };
type PeriodSums = Sums & { channel: ToldOver; period: number };

/**
 * What became of the notifications of the last days, by channel, event and period. The route admits only admins.
 * @throws DomainError `unauthenticated` if the account was deleted.
 */
export async function readNotificationCounts(
  db: Database,
  { userId }: Caller,
  { days, timezone }: { days: number; timezone: string },
): Promise<NotificationCounts> {
  const [found] = await db.query<{ language: Language; now: Date; asOf: string | null }>(begin, [userId]);
  if (!found) throw removedAccount();
  const starts = periodsUntil(found.now, days, timezone).map((at) => at.toISOString());
  const events = await db.query<EventSums>(byEvent, [starts]);
  const periods = await db.query<PeriodSums>(byPeriod, [starts]);
  return {
    asOf: found.asOf,
    timezone,
    timeToActBounds: [...timeToActBounds],
    channels: toldOver.map((channel) =>
      channelOf(
        channel,
        events.filter((each) => each.channel === channel),
        starts.map((startsAt, index) => ({
          startsAt,
          ...countsOf(
            channel,
            true,
            periods.find((each) => each.channel === channel && each.period === index + 1),
          ),
        })),
        found.language,
      ),
    ),
  };
}

function channelOf(
  channel: ToldOver,
  events: readonly EventSums[],
  periods: CountedChannel['periods'],
  language: Language,
): CountedChannel {
  const sum = (column: (typeof columns)[number]) => events.reduce((total, each) => total + each[column], 0);
  const total = Object.fromEntries(columns.map((column) => [column, sum(column)])) as Sums;
  return {
    channel,
    ...countsOf(channel, true, total),
    periods,
    events: events
      .map((each) => eventOf(each, language))
      .sort((a, b) => b.sent - a.sent || a.title.localeCompare(b.title, language)),
  };
}

function eventOf(each: EventSums, language: Language): CountedEvent {
  const { channel, event, actedWithin } = each;
  const counts = countsOf(channel, event in acts, each);
  return {
    event,
    // Those of another release have none here.
    title: definitionOf(event)?.title?.[language] ?? event,
    ...counts,
    medianSecondsToAct: counts.acted === null ? null : medianSecondsToAct(actedWithin),
    actedWithin: counts.acted === null ? null : actedWithin,
  };
}

/** A webhook is no person: nobody sees what is sent to it. */
function countsOf(channel: ToldOver, canAct: boolean, sums: Sums | undefined): Counts {
  const { sent, shown, read, acted, cancelled, failed } = sums ?? noSums;
  const isPerson = channel !== 'webhook';
  return {
    sent,
    shown: isPerson ? shown : null,
    read: isPerson ? read : null,
    acted: isPerson && canAct ? acted : null,
    cancelled,
    failed,
  };
}

const noSums: Sums = { sent: 0, shown: 0, read: 0, acted: 0, cancelled: 0, failed: 0 };
