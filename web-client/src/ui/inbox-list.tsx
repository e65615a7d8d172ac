import { Archive, BellOff, CheckCheck } from 'lucide-preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Live } from '../live/live.js';
import { inbox as texts } from '../texts/inbox.js';
import { activeElement } from './active-element.js';
import type { Outcome } from './inbox-outcome.js';
import { entriesOf } from './inbox-entries.js';
import { InboxRow } from './inbox-row.js';
import { listId, tabId } from './inbox-tabs.js';
import { Failure, Loading } from './states.js';

const icons = { all: BellOff, unread: CheckCheck, archived: Archive };

interface Props {
  live: Live;
  close: () => void;
  done: (outcome: Outcome) => void;
  /** Where the focus goes when the last row has gone. */
  nothingLeft: () => void;
}

/** The list that is shown, which goes on as somebody scrolls. */
export function InboxList({ live, close, done, nothingLeft }: Props) {
  const { inbox, pages } = live;
  const list = useRef<HTMLDivElement>(null);
  const shown = pages.shown.value;
  const state = pages.states[shown].value;
  const rows = inbox.lists[shown].rows.value;
  const isMore = inbox.lists[shown].floor.value > 0;
  const Icon = icons[shown];
  const { nothing, loading } = texts.value;

  /** A row that goes takes the focus with it: the next one gets it, in whose place it stands now. */
  const gone = (place: number) => {
    requestAnimationFrame(() => {
      if (list.current?.contains(activeElement())) return;
      const left = list.current?.querySelectorAll('.inbox-row') ?? [];
      const next = left[Math.min(place, left.length - 1)]?.querySelector<HTMLElement>('a, button');
      if (next) next.focus();
      else nothingLeft();
    });
  };

  return (
    <div ref={list} id={listId} role="tabpanel" aria-labelledby={tabId(shown)} class="inbox-list">
      {rows.length === 0 && (state === 'loading' || state === 'new') && <Loading what={loading} />}
      {rows.length === 0 && state === 'ready' && !isMore && (
        <div class="inbox-nothing">
          <Icon aria-hidden="true" />
          <p class="strong">{nothing[shown].title}</p>
          <p class="hint">{nothing[shown].more}</p>
        </div>
      )}
      <ul>
        {entriesOf(rows).map((entry, place) => (
          <InboxRow
            key={entry.main.id}
            live={live}
            entry={entry}
            isArchived={shown === 'archived'}
            close={close}
            done={(outcome) => {
              done(outcome);
              gone(place);
            }}
          />
        ))}
      </ul>
      {state === 'failed' && <Failure error={new Error('unread')} retry={() => void pages.retry()} />}
      {isMore && state !== 'failed' && (
        <More key={`${shown} ${rows.length}`} load={() => pages.loadOlder()} />
      )}
    </div>
  );
}

/** Loads the next page as soon as the end of the list comes near. */
function More({ load }: { load: () => Promise<void> }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element) return undefined;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) void load();
      },
      { root: element.closest('.inbox'), rootMargin: '240px' },
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, []);
  return (
    <div ref={end} class="inbox-more">
      <div class="skeleton" />
    </div>
  );
}
