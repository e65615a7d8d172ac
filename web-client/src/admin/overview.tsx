import { useDashboard } from '../business/use-dashboard.js';
import { DashboardFigures } from '../business/dashboard-figures.js';
import { AsOf } from '../business/as-of.js';
import { Chart } from '../operations/chart.js';
import { pointsOf } from '../operations/chart-path.js';
import { operationsHeardAt, samples, useOperationsFeed } from '../operations/feed.js';
import { Section } from '../operations/section.js';
import { formatCount } from '../operations/words.js';
import { admin } from '../texts/admin.js';
import { Page } from '../ui/page.js';
import { Loading } from '../ui/states.js';
import { RecentBookings, RecentBusinesses, RecentPayments } from './recent.js';

/** How the whole of ParkMate is doing, live. */
export function Overview() {
  const { dashboard, isLive } = useDashboard();
  const t = admin.value.overview;
  return (
    <Page title={t.title} below={dashboard && <AsOf asOf={dashboard.asOf} isLive={isLive} />}>
      {dashboard ? (
        <DashboardFigures
          stats={dashboard.stats}
          isLive={isLive}
          paymentsHref="/payments"
          businessesHref="/admin/businesses"
        />
      ) : (
        <Loading what={t.loading} />
      )}
      <Expiries />
      <div class="admin-recent">
        <RecentBookings changed={dashboard?.asOf} />
        <RecentPayments changed={dashboard?.asOf} />
        <RecentBusinesses changed={dashboard?.stats.businesses} />
      </div>
    </Page>
  );
}

/** Bookings that ended by the clock, over the last hour. */
function Expiries() {
  useOperationsFeed();
  const t = admin.value.overview;
  const readings = samples.value;
  const asOf = readings.at(-1)?.at;
  return (
    <Section title={t.expiries} asOf={asOf} heardAt={operationsHeardAt.value} class="card">
      <Chart
        label={t.perMinute}
        points={pointsOf(readings, ({ expiredPerMinute }) => expiredPerMinute)}
        untilMs={Date.parse(asOf ?? '') || 0}
        format={formatCount}
        leastHighest={5}
        isLarge
      />
    </Section>
  );
}
