import { useLocation } from 'preact-iso';
import { operationsWords } from '../texts/operations.js';
import { BoardLink } from './board-link.js';
import { SearchBox } from './search-box.js';

const tabs = [
  { href: '/operations', name: 'overview' },
  { href: '/operations/audit', name: 'audit' },
] as const;

/** On top of all of these pages. */
export function Bar() {
  const t = operationsWords.value.tabs;
  const { path } = useLocation();
  const isHere = (href: string) => path === href || (path === '/' && href === '/operations');
  return (
    <div class="ops-bar">
      <SearchBox />
      <nav class="ops-tabs" aria-label={t.label}>
        {tabs.map(({ href, name }) => (
          <a key={href} class="ops-tab" href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {t[name]}
          </a>
        ))}
        <BoardLink />
      </nav>
    </div>
  );
}
