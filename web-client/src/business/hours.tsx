import { useState } from 'preact/hooks';
import type { BusinessHours } from '../../../contract/api/businesses.js';
import { Bars } from '../charts/bars.js';
import { listBusinesses, readHours } from '../http/business.js';
import { useRefreshOn } from '../live/use-refresh-on.js';
import { hours as texts } from '../texts/hours.js';
import { formatLotBrief, foreignZone } from '../time/lot-time.js';
import { formatMoney } from '../time/money.js';
import { Shown } from '../ui/states.js';
import { useEvery } from '../ui/use-every.js';
import { useResource } from '../ui/use-resource.js';
import { figuresOf, type HourFigures } from './hour-figures.js';

/** The hours change slowly: more often is not worth a read, whatever happens meanwhile. */
const everyMs = 10_000;
/** By the clock alone a new hour begins. */
const lookEveryMs = 60_000;

/** The last 24 hours of a business, live. @param changed becomes another value when they may have changed. */
export function Hours({ changed }: { changed: unknown }) {
  const businesses = useResource((signal) => listBusinesses({ limit: 100 }, signal));
  const [chosen, setChosen] = useState<string>();
  const t = texts.value;
  const items = businesses.data?.items ?? [];
  const id = chosen ?? items[0]?.id;
  if (id === undefined) return null;
  return (
    <section class="hours" aria-labelledby="hours-title">
      <div class="hours-head">
        <h2 id="hours-title">{t.title}</h2>
        {items.length > 1 && (
          <select
            aria-label={t.business}
            value={id}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
            }}
          >
            {items.map((business) => (
              <option key={business.id} value={business.id}>
                {business.name}
              </option>
            ))}
          </select>
        )}
      </div>
      <HoursOf key={id} businessId={id} changed={changed} />
    </section>
  );
}

function HoursOf({ businessId, changed }: { businessId: string; changed: unknown }) {
  const read = useResource((signal) => readHours(businessId, signal));
  useRefreshOn(changed, read.reload, everyMs);
  useEvery(lookEveryMs, read.reload);
  return (
    <Shown of={read} what={texts.value.loading}>
      {(read) => <Charts read={read} />}
    </Shown>
  );
}

function Charts({ read }: { read: BusinessHours }) {
  const t = texts.value;
  const { timezone, asOf, slots } = read;
  const figures = figuresOf(read);
  const clock = (instant: string) => formatLotBrief(instant, timezone, Date.parse(instant));
  const percent = (share: number) => `${Math.round(share)} %`;
  const count = String;
  const zone = foreignZone([asOf], timezone);
  const chart = (title: string, of: (hour: HourFigures) => number, format: (value: number) => string) => {
    const bars = figures.hours.map((hour) => ({ startsAt: hour.startsAt, value: of(hour) }));
    const top = bars.reduce(
      (best, bar) => (bar.value > best.value ? bar : best),
      bars[0] ?? { startsAt: asOf, value: 0 },
    );
    const now = format(bars.at(-1)?.value ?? 0);
    const summary = top.value > 0 ? t.summary(now, format(top.value), clock(top.startsAt)) : t.nothing;
    return { title, bars, format, summary, axis: clock };
  };
  return (
    <>
      <p class="hint" role="note">
        {t.asOf} <time dateTime={asOf}>{clock(asOf)}</time>
        {zone !== undefined && ` (${zone})`}
      </p>
      <div class="hours-charts">
        <Bars {...chart(t.occupancy, ({ occupancy }) => occupancy, percent)} leastHighest={100} />
        {figures.currencies.length === 0 && <Bars {...chart(t.revenue, () => 0, count)} leastHighest={1} />}
        {figures.currencies.map((currency) => (
          <Bars
            key={currency}
            {...chart(
              figures.currencies.length > 1 ? `${t.revenue} (${currency})` : t.revenue,
              ({ revenue }) => revenue[currency] ?? 0,
              (amount) => formatMoney(amount, currency),
            )}
            leastHighest={100}
          />
        ))}
        <Bars {...chart(t.ended, ({ ended }) => ended, count)} leastHighest={4} />
      </div>
      <details class="hours-table">
        <summary>{t.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.hour}</th>
              <th scope="col">{t.occupancy}</th>
              <th scope="col">{t.revenue}</th>
              <th scope="col">{t.ended}</th>
            </tr>
          </thead>
          <tbody>
            {figures.hours.toReversed().map(({ startsAt, occupancy, revenue, ended }) => (
              <tr key={startsAt}>
                <th scope="row">{clock(startsAt)}</th>
                <td>{slots === 0 ? '–' : percent(occupancy)}</td>
                <td>
                  {Object.entries(revenue)
                    .map(([currency, amount]) => formatMoney(amount, currency))
                    .join(', ') || '–'}
                </td>
                <td>{ended}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
