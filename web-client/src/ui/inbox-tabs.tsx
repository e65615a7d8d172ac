import { useRef } from 'preact/hooks';
import type { InboxState } from '../../../contract/api/notifications.js';
import { inbox as texts } from '../texts/inbox.js';

const states: readonly InboxState[] = ['all', 'unread', 'archived'];

/** What a tab and its list call each other. */
export const listId = 'inbox-list';
export const tabId = (state: InboxState): string => `inbox-tab-${state}`;

interface Props {
  shown: InboxState;
  show: (state: InboxState) => void;
}

/** The lists of the inbox. Arrow keys go from one to the next, as in every list of tabs. */
export function InboxTabs({ shown, show }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const go = (place: number) => {
    const next = states.at(place % states.length) ?? 'all';
    show(next);
    list.current?.querySelector<HTMLElement>(`#${tabId(next)}`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const here = states.indexOf(shown);
    const steps: Record<string, number> = {
      ArrowRight: here + 1,
      ArrowLeft: here - 1,
      Home: 0,
      End: -1,
    };
    const place = steps[event.key];
    if (place === undefined) return;
    event.preventDefault();
    go(place);
  };
  return (
    <div ref={list} class="inbox-tabs" role="tablist" aria-labelledby="inbox-title" onKeyDown={press}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          role="tab"
          id={tabId(state)}
          aria-controls={listId}
          aria-selected={state === shown}
          tabIndex={state === shown ? 0 : -1}
          onClick={() => {
            show(state);
          }}
        >
          {texts.value.tabs[state]}
        </button>
      ))}
    </div>
  );
}
