import { useLocation } from 'preact-iso';
import type { ComponentChild } from 'preact';
import { NotFound } from '../views/not-found.js';
import { Accounts } from './accounts.js';
import { Bar } from './bar.js';
import { Broadcasts } from './broadcasts.js';
import { Businesses } from './businesses.js';
import { NotificationCounts } from './notification-counts.js';
import { Overview } from './overview.js';
import { adminPaths } from './paths.js';
import './sheet.js';

const pages: Record<string, () => ComponentChild> = {
  [adminPaths.overview]: () => <Overview />,
  [adminPaths.businesses]: () => <Businesses />,
  [adminPaths.accounts]: () => <Accounts />,
  [adminPaths.broadcasts]: () => <Broadcasts />,
  [adminPaths.notifications]: () => <NotificationCounts />,
};

/** The pages of admins. One module: whoever opens one of them wants the others offline too. */
export default function AdminRoom() {
  const page = pages[useLocation().path.replace(/\/$/, '') || adminPaths.overview];
  if (!page) return <NotFound />;
  return (
    <div class="admin">
      <Bar />
      {page()}
    </div>
  );
}
