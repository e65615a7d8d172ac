import { CircleUserRound, LogOut, Settings } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import type { Account } from '../../../contract/api/accounts.js';
import { sentenceFor } from '../http/problem.js';
import { signOut } from '../session/session.js';
import { shell } from '../texts/shell.js';
import { say } from '../toasts/toasts.js';
import { Choice } from './form.js';
import { LanguageChoice } from './language-choice.js';
import { theme, themes } from './theme.js';

const leave = () =>
  signOut().catch((error: unknown) => {
    say({ type: 'error', title: shell.value.account.stillSignedIn, message: sentenceFor(error) });
  });

export function AccountMenu({ user }: { user: Account }) {
  const t = shell.value.account;
  const menu = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" class="icon-button" popovertarget="account-menu" aria-label={t.title}>
        <CircleUserRound aria-hidden="true" />
      </button>
      <div id="account-menu" class="menu" popover="auto" ref={menu} role="dialog" aria-label={t.title}>
        <p class="strong">
          <bdi>{user.name}</bdi>
        </p>
        <p class="hint">
          {user.email}
          <br />
          {t.signedInAs[user.role]}
        </p>
        <Choice
          legend={t.appearance}
          name="theme"
          options={themes.map((value) => ({ value, label: t.themes[value] }))}
          value={theme.value}
          onChange={(value) => {
            theme.value = themes.find((known) => known === value) ?? 'system';
          }}
        />
        <LanguageChoice />
        <a
          class="button quiet"
          href="/account"
          onClick={() => {
            menu.current?.hidePopover();
          }}
        >
          <Settings aria-hidden="true" /> {t.profile}
        </a>
        <button type="button" class="quiet" onClick={() => void leave()}>
          <LogOut aria-hidden="true" /> {t.signOut}
        </button>
      </div>
    </>
  );
}
