import type { ComponentChildren } from 'preact';
import type { CountedChannel as Counted, CountedEvent, Counts } from '../../../contract/api/analytics.js';
import { Bars } from '../charts/bars.js';
import { formatCount, formatDuration } from '../operations/words.js';
import { admin } from '../texts/admin.js';
import { formatDay, formatTime } from '../time/format.js';
import { Figure } from '../ui/figure.js';
import { Empty } from '../ui/states.js';
import { Share } from './share.js';
import { Spread } from './spread.js';
import { Table, type Column } from './table.js';

interface Props {
  counted: Counted | undefined;
  /** Of the time to act, in seconds. */
  bounds: readonly number[];
  isHourly: boolean;
}

/** What became of what was sent over one channel: in all, over time and by event. */
export function CountedChannel({ counted, bounds, isHourly }: Props) {
  const t = admin.value.notifications;
  if (!counted || counted.events.length === 0) return <Empty title={t.none} />;
  return (
    <>
      <Figures counted={counted} />
      <Periods counted={counted} isHourly={isHourly} />
      <Table
        caption={t.caption}
        columns={columnsOf(counted, bounds)}
        rows={counted.events.map((each) => ({ id: each.event, ...each }))}
      />
    </>
  );
}

/** Of warnings and tasks: nobody acts on news. */
function actedOf(events: readonly CountedEvent[]): { acted: number; sent: number } {
  const asking = events.filter(({ acted }) => acted !== null);
  return {
    acted: asking.reduce((sum, { acted }) => sum + (acted ?? 0), 0),
    sent: asking.reduce((sum, { sent }) => sum + sent, 0),
  };
}

const percent = (part: number, of: number) => (of === 0 ? '–' : `${Math.round((100 * part) / of)} %`);

function Figures({ counted: { sent, shown, read, cancelled, failed, events } }: { counted: Counted }) {
  const { hints, ...t } = admin.value.notifications;
  const asked = actedOf(events);
  return (
    <dl class="biz-figures">
      <Figure label={t.sent} hint={hints.sent}>
        {formatCount(sent)}
      </Figure>
      {shown !== null && (
        <Figure label={t.shown} hint={hints.ofSent(shown, sent)}>
          {percent(shown, sent)}
        </Figure>
      )}
      {read !== null && (
        <Figure label={t.read} hint={hints.ofSent(read, sent)}>
          {percent(read, sent)}
        </Figure>
      )}
      {asked.sent > 0 && (
        <Figure label={t.acted} hint={hints.acted(asked.acted, asked.sent)}>
          {percent(asked.acted, asked.sent)}
        </Figure>
      )}
      {cancelled > 0 && (
        <Figure label={t.cancelled} hint={hints.cancelled}>
          {formatCount(cancelled)}
        </Figure>
      )}
      {failed > 0 && (
        <Figure label={t.failed} hint={hints.failed}>
          {formatCount(failed)}
        </Figure>
      )}
    </dl>
  );
}

function Periods({ counted: { periods, read }, isHourly }: { counted: Counted; isHourly: boolean }) {
  const t = admin.value.notifications;
  const name = isHourly ? formatTime : formatDay;
  const most = periods.reduce<(Counts & { startsAt: string }) | undefined>(
    (best, each) => (each.sent > (best?.sent ?? 0) ? each : best),
    undefined,
  );
  const [withRead, without] = isHourly ? [t.perHour, t.perHourUnread] : [t.perDay, t.perDayUnread];
  return (
    <Bars
      title={read === null ? without : withRead}
      summary={most ? t.summary(most.sent, name(most.startsAt)) : t.nothing}
      bars={periods.map(({ startsAt, sent, read: part }) => ({
        ...{ startsAt, value: sent },
        ...(part === null ? {} : { part }),
      }))}
      leastHighest={4}
      format={formatCount}
      axis={name}
    />
  );
}

type Row = CountedEvent & { id: string };

function columnsOf({ shown }: Counted, bounds: readonly number[]): Column<Row>[] {
  const t = admin.value.notifications;
  const share = (name: string, of: (row: Row) => number | null): Column<Row> => ({
    name,
    class: 'admin-count',
    cell: (row) => (
      <Labelled label={name}>
        <Share part={of(row)} of={row.sent} />
      </Labelled>
    ),
  });
  return [
    { name: t.event, cell: ({ title }) => <span class="strong">{title}</span> },
    {
      name: t.sent,
      class: 'admin-count',
      cell: ({ sent }) => <Labelled label={t.sent}>{formatCount(sent)}</Labelled>,
    },
    ...(shown === null
      ? []
      : [
          share(t.shown, ({ shown }) => shown),
          share(t.read, ({ read }) => read),
          share(t.acted, ({ acted }) => acted),
          {
            name: t.timeToAct,
            class: 'admin-count',
            cell: ({ medianSecondsToAct: median, actedWithin }: Row) => (
              <Labelled label={t.timeToAct}>
                {median === null || actedWithin === null ? (
                  <span class="admin-none">–</span>
                ) : (
                  <>
                    <span>{t.half(formatDuration(median * 1_000))}</span>
                    <Spread counts={actedWithin} bounds={bounds} />
                  </>
                )}
              </Labelled>
            ),
          },
        ]),
  ];
}

/** On a card, which has no heads of columns, a cell says what it is. */
const Labelled = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <>
    <span class="admin-label" aria-hidden="true">
      {label}
    </span>
    {children}
  </>
);
