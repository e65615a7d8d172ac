import { CircleUserRound, LogOut } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import type { Account } from '../../../contract/api/accounts.js';
import { sentenceFor } from '../http/problem.js';
import { signOut } from '../session/session.js';
import { say } from '../toasts/toasts.js';
import { Choice } from './form.js';
import { theme, themes, type Theme } from './theme.js';

const themeNames: Record<Theme, string> = { system: 'Auto', light: 'Light', dark: 'Dark' };
const themeOptions = themes.map((value) => ({ value, label: themeNames[value] }));

const leave = () =>
  signOut().catch((error: unknown) => {
    say({ type: 'error', title: 'Still signed in', message: sentenceFor(error) });
  });

export function AccountMenu({ user }: { user: Account }) {
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" class="icon-button" popovertarget="account-menu" aria-label="Your account">
        <CircleUserRound aria-hidden="true" />
      </button>
      <div id="account-menu" class="menu" popover="auto" ref={menu} role="dialog" aria-label="Your account">
        <p class="strong">
          <bdi>{user.name}</bdi>
        </p>
        <p class="hint">
          {user.email}
          <br />
          Signed in as {user.role}
        </p>
        <Choice
          legend="Appearance"
          name="theme"
          options={themeOptions}
          value={theme.value}
          onChange={(value) => {
            theme.value = themes.find((known) => known === value) ?? 'system';
          }}
        />
        <button type="button" class="quiet" onClick={() => void leave()}>
          <LogOut aria-hidden="true" /> Sign out
        </button>
      </div>
    </>
  );
}
