import { useLocation } from 'preact-iso';
import { BoardLink } from './board-link.js';
import { SearchBox } from './search-box.js';

const tabs = [
  { href: '/operations', label: 'Overview' },
  { href: '/operations/audit', label: 'Audit' },
];

/** On top of all of these pages. */
export function Bar() {
  const { path } = useLocation();
  const isHere = (href: string) => path === href || (path === '/' && href === '/operations');
  return (
    <div class="ops-bar">
      <SearchBox />
      <nav class="ops-tabs" aria-label="Operations">
        {tabs.map(({ href, label }) => (
          <a key={href} class="ops-tab" href={href} aria-current={isHere(href) ? 'page' : undefined}>
            {label}
          </a>
        ))}
        <BoardLink />
      </nav>
    </div>
  );
}
