import { ExternalLink } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { BoardLink } from '../operations/board-link.js';
import { admin } from '../texts/admin.js';
import { adminPaths } from './paths.js';

const tabs = [
  { href: adminPaths.overview, name: 'overview' },
  { href: adminPaths.businesses, name: 'businesses' },
  { href: adminPaths.accounts, name: 'accounts' },
  { href: adminPaths.broadcasts, name: 'broadcasts' },
  { href: adminPaths.notifications, name: 'notifications' },
  { href: '/lots', name: 'lots' },
] as const;

/** On top of all of these pages. */
export function Bar() {
  const { path } = useLocation();
  const t = admin.value.bar;
  const isHere = (href: string) => path === href || (path === '/' && href === adminPaths.overview);
  return (
    <nav class="ops-tabs admin-tabs" aria-label={t.label}>
      {tabs.map(({ href, name }) => (
        <a key={href} class="ops-tab" href={href} aria-current={isHere(href) ? 'page' : undefined}>
          {t[name]}
        </a>
      ))}
      <a class="ops-tab" href="/api/docs" target="_blank" rel="noreferrer">
        {t.docs} <ExternalLink aria-hidden="true" />
        <span class="visually-hidden">{t.newTab}</span>
      </a>
      <BoardLink />
    </nav>
  );
}
