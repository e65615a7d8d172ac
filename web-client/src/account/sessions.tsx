import { MonitorSmartphone } from 'lucide-preact';
import { useRef, useState } from 'preact/hooks';
import type { SessionView } from '../../../contract/api/accounts.js';
import { deviceName } from '../../../contract/device-name.js';
import { endSession, listSessions } from '../http/account.js';
import { sentenceFor } from '../http/problem.js';
import { accountWords } from '../texts/account.js';
import { serverClock } from '../time/clock.js';
import { formatAge, formatInstant } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { EndAll } from './end-all.js';

/** Where somebody is signed in, and how to end that from here. */
export function Sessions() {
  const t = accountWords.value.sessions;
  const pages = usePages(listSessions);
  const title = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const ended = (session: SessionView) => {
    setSaid(t.ended(deviceName(session.device, t)));
    pages.refresh();
    // The button that had it is gone.
    title.current?.focus();
  };
  return (
    <section class="card form">
      <h2 ref={title} tabIndex={-1}>
        {t.title}
      </h2>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      <Shown of={pages} what={t.loading}>
        {({ items, isMore }) => (
          <>
            <ul class="sessions">
              {items.map((session) => (
                <SessionRow key={session.id} session={session} ended={ended} />
              ))}
            </ul>
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
      <EndAll />
    </section>
  );
}

interface RowProps {
  session: SessionView;
  ended: (session: SessionView) => void;
}

function SessionRow({ session, ended }: RowProps) {
  const t = accountWords.value.sessions;
  const { id, device, createdAt, lastUsedAt, current } = session;
  const name = deviceName(device, t);
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const end = async () => {
    if (state.isBusy) return;
    setState({ isBusy: true });
    try {
      await endSession(id);
      ended(session);
    } catch (error) {
      setState({ isBusy: false, error });
    }
  };
  return (
    <li>
      <MonitorSmartphone aria-hidden="true" />
      <div class="card-text">
        <p class="strong">
          <bdi>{name}</bdi>
        </p>
        <p class="hint">
          {t.since(formatInstant(createdAt))} · {t.lastUsed(formatAge(lastUsedAt, serverClock.now()))}
        </p>
        {state.error !== undefined && (
          <p class="field-error" role="alert">
            {sentenceFor(state.error)}
          </p>
        )}
      </div>
      {current ? (
        <span class="tag verified">{t.here}</span>
      ) : (
        <button
          type="button"
          class="quiet"
          aria-label={t.endOf(name)}
          aria-disabled={state.isBusy}
          onClick={() => void end()}
        >
          {state.isBusy ? t.ending : t.end}
        </button>
      )}
    </li>
  );
}
