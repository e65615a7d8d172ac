import { useLocation } from 'preact-iso';
import type { ComponentChild } from 'preact';
import './sheet.js';
import { NotFound } from '../views/not-found.js';
import { DashboardPage } from './dashboard.js';
import { LotPage } from './lot-page.js';
import { businessPaths, matcherOf } from './paths.js';
import { Places } from './places.js';
import { TeamPage } from './team.js';
import { WebhookPage } from '../webhooks/webhook-page.js';
import { WebhooksPage } from '../webhooks/webhooks-page.js';

const pages: Record<keyof typeof businessPaths, (part: string) => ComponentChild> = {
  places: () => <Places />,
  lot: (id) => <LotPage key={id} id={id} />,
  team: (id) => <TeamPage key={id} businessId={id} />,
  webhooks: () => <WebhooksPage />,
  webhook: (id) => <WebhookPage key={id} id={id} />,
  dashboard: () => <DashboardPage />,
};

const patterns = (Object.keys(pages) as (keyof typeof pages)[]).map(
  (name) => [name, matcherOf(businessPaths[name])] as const,
);

/** The pages on which owners manage what is theirs. One module: whoever opens one of them wants the others offline too. */
export default function BusinessRoom() {
  const path = useLocation().path.replace(/\/$/, '');
  for (const [name, pattern] of patterns) {
    const match = pattern.exec(path);
    if (match) return <>{pages[name](match[1] ?? '')}</>;
  }
  return <NotFound />;
}
