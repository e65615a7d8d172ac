import type { ComponentChildren } from 'preact';
import type { Dashboard } from '../../../contract/sockets.js';
import { formatMoney } from '../time/money.js';
import { Page } from '../ui/page.js';
import { Loading } from '../ui/states.js';
import { useDashboard } from './use-dashboard.js';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** How the businesses of an owner are doing, live. */
export function DashboardPage() {
  const { dashboard, isLive } = useDashboard();
  return (
    <Page
      title="Dashboard"
      below={
        dashboard && (
          <>
            {isLive ? 'Live' : 'The connection is lost'}, as of{' '}
            <time dateTime={dashboard.asOf}>{clock.format(new Date(dashboard.asOf))}</time>
          </>
        )
      }
    >
      {dashboard ? <Figures {...dashboard} isLive={isLive} /> : <Loading what="Loading the numbers" />}
    </Page>
  );
}

function Figures({ stats, isLive }: Dashboard & { isLive: boolean }) {
  const { slots, freeSlots, activeBookings, pendingPayments, completedToday, revenueToday } = stats;
  const taken = slots - freeSlots;
  return (
    <dl class={`biz-figures ${isLive ? '' : 'stale'}`}>
      <Figure label="Occupied now" hint={`${taken} of ${slots} slots`}>
        {slots === 0 ? '–' : `${Math.round((100 * taken) / slots)} %`}
        <meter class="biz-meter" min={0} max={Math.max(slots, 1)} value={taken} aria-label="Occupied slots" />
      </Figure>
      <Figure label="Revenue today" hint="Verified payments, less what is to be given back">
        {revenueToday.length === 0
          ? '–'
          : revenueToday.map(({ amount, currency }) => (
              <span key={currency}>{formatMoney(amount, currency)}</span>
            ))}
      </Figure>
      <Figure label="Active bookings" hint={<a href="/bookings?tab=active">See them</a>}>
        {activeBookings}
      </Figure>
      <Figure label="Payments to verify" hint={<a href="/">Verify them</a>}>
        {pendingPayments}
      </Figure>
      <Figure label="Ended today" hint="By the clocks of their lots">
        {completedToday}
      </Figure>
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
