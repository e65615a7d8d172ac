import { signal } from '@preact/signals';
import { onTabMessage, tellTabs } from '../session/tabs.js';
import { throttle } from './throttle.js';

/** A counter that views depend on: an increment makes them reload their data. */
export const changes = signal(0);

/** A burst of messages costs two reads of what a view shows, and not one for each; a tab that nobody sees may be older. */
const everyMs = () => (document.visibilityState === 'visible' ? 1_000 : 10_000);

const change = () => {
  changes.value += 1;
};

/** Invalidates the views after a message of the server. */
export const somethingChanged = throttle(change, everyMs);

/** Invalidates the views of all tabs after a change by the user, who waits for it. */
export const changedHere = () => {
  change();
  tellTabs({ kind: 'changed' });
};

onTabMessage(({ kind }) => {
  if (kind === 'changed') somethingChanged();
});
