import { useLocation } from 'preact-iso';
import type { Account } from '../../../contract/api/accounts.js';
import type { Live } from '../live/live.js';
import { rooms } from '../rooms.js';
import { signInPath } from '../session/return-path.js';
import { session } from '../session/session.js';
import { shell } from '../texts/shell.js';
import { AccountMenu } from './account-menu.js';
import { Bell } from './bell.js';

interface Props {
  user?: Account | undefined;
  live?: Live | undefined;
}

export function Header({ user, live }: Props) {
  const { path, url } = useLocation();
  const isOut = session.value.status === 'signed-out';
  return (
    <header class="bar">
      <a class="brand" href="/">
        <span class="brand-sign" aria-hidden="true">
          P
        </span>
        ParkMate
      </a>
      {user && <Nav user={user} />}
      {isOut && path.startsWith('/lots') && (
        <a class="button quiet" href={signInPath(url)}>
          {shell.value.signIn}
        </a>
      )}
      {live && <Bell live={live} />}
      {user && <AccountMenu user={user} />}
    </header>
  );
}

function Nav({ user }: { user: Account }) {
  const { path } = useLocation();
  const t = shell.value.nav;
  const isHere = (href: string, within = href) =>
    path === href || (within !== '/' && path.startsWith(within));
  return (
    <nav class="nav" aria-label={t.label}>
      {rooms[user.role].nav.map(({ href, name, Icon, within }) => (
        <a key={href} href={href} aria-current={isHere(href, within) ? 'page' : undefined}>
          <Icon aria-hidden="true" />
          {t[name]}
        </a>
      ))}
    </nav>
  );
}
