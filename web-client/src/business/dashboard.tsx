import { businessWords } from '../texts/business.js';
import { Page } from '../ui/page.js';
import { Loading } from '../ui/states.js';
import { AsOf } from './as-of.js';
import { DashboardFigures } from './dashboard-figures.js';
import { Hours } from './hours.js';
import { useDashboard } from './use-dashboard.js';

/** How the businesses of an owner are doing, live. */
export function DashboardPage() {
  const t = businessWords.value.dashboard;
  const { dashboard, isLive } = useDashboard();
  return (
    <Page title={t.title} below={dashboard && <AsOf asOf={dashboard.asOf} isLive={isLive} />}>
      {dashboard ? (
        <>
          <DashboardFigures stats={dashboard.stats} isLive={isLive} paymentsHref="/" />
          <Hours changed={dashboard.asOf} />
        </>
      ) : (
        <Loading what={t.loading} />
      )}
    </Page>
  );
}
