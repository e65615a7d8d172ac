import type { ComponentChildren } from 'preact';
import type { DashboardStats } from '../../../contract/sockets.js';
import { formatMoney } from '../time/money.js';

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
  const taken = slots - freeSlots;
  return (
    <dl class={`biz-figures ${isLive ? '' : 'stale'}`}>
      <Figure label="Occupied now" hint={`${taken} of ${slots} slots`}>
        {slots === 0 ? '–' : `${Math.round((100 * taken) / slots)} %`}
        <meter class="biz-meter" min={0} max={Math.max(slots, 1)} value={taken} aria-label="Occupied slots" />
      </Figure>
      <Figure label="Revenue today" hint="Verified payments, less what is to be given back">
        {stats.revenueToday.length === 0
          ? '–'
          : stats.revenueToday.map(({ amount, currency }) => (
              <span key={currency}>{formatMoney(amount, currency)}</span>
            ))}
      </Figure>
      <Figure label="Active bookings" hint={<a href="/bookings?tab=active">See them</a>}>
        {activeBookings}
      </Figure>
      <Figure label="Payments to verify" hint={<a href={paymentsHref}>Verify them</a>}>
        {pendingPayments}
      </Figure>
      <Figure label="Ended today" hint="By the clocks of their lots">
        {stats.completedToday}
      </Figure>
      {businessesHref !== undefined && (
        <Figure label="Businesses" hint={<a href={businessesHref}>{`${lots} lots`}</a>}>
          {businesses}
        </Figure>
      )}
    </dl>
  );
}

interface FigureProps {
  label: string;
  hint: ComponentChildren;
  children: ComponentChildren;
}

const Figure = ({ label, hint, children }: FigureProps) => (
  <div class="card biz-figure">
    <dt>{label}</dt>
    <dd class="biz-number">{children}</dd>
    <dd class="hint">{hint}</dd>
  </div>
);
