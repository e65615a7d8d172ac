import type { DashboardStats } from '../../../contract/sockets.js';
import { businessWords } from '../texts/business.js';
import { formatMoney } from '../time/money.js';
import { Figure } from '../ui/figure.js';

interface Props {
  stats: DashboardStats;
  isLive: boolean;
  /** Where payments are verified. */
  paymentsHref: string;
  /** Where the businesses are, for those who look after several. */
  businessesHref?: string;
}

/** The figures of an owner's businesses, or of all. */
export function DashboardFigures({ stats, isLive, paymentsHref, businessesHref }: Props) {
  const { businesses, lots, slots, freeSlots, activeBookings, pendingPayments } = stats;
  const t = businessWords.value.dashboard;
  const taken = slots - freeSlots;
  return (
    <dl class={`biz-figures ${isLive ? '' : 'stale'}`}>
      <Figure label={t.occupied} hint={t.ofSlots(taken, slots)}>
        {slots === 0 ? '–' : `${Math.round((100 * taken) / slots)} %`}
        <meter
          class="biz-meter"
          min={0}
          max={Math.max(slots, 1)}
          value={taken}
          aria-label={t.occupiedSlots}
        />
      </Figure>
      <Figure label={t.revenue} hint={t.revenueHint}>
        {stats.revenueToday.length === 0
          ? '–'
          : stats.revenueToday.map(({ amount, currency }) => (
              <span key={currency}>{formatMoney(amount, currency)}</span>
            ))}
      </Figure>
      <Figure label={t.active} hint={<a href="/bookings?tab=active">{t.seeThem}</a>}>
        {activeBookings}
      </Figure>
      <Figure label={t.toVerify} hint={<a href={paymentsHref}>{t.verifyThem}</a>}>
        {pendingPayments}
      </Figure>
      <Figure label={t.ended} hint={t.endedHint}>
        {stats.completedToday}
      </Figure>
      {businessesHref !== undefined && (
        <Figure label={t.businesses} hint={<a href={businessesHref}>{t.lots(lots)}</a>}>
          {businesses}
        </Figure>
      )}
    </dl>
  );
}
