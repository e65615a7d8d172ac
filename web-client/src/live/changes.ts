import { signal } from '@preact/signals';
import { onTabMessage, tellTabs } from '../session/tabs.js';

/** A counter that views depend on: an increment makes them reload their data. */
export const changes = signal(0);

/** Invalidates the views after a message of the server. */
export const somethingChanged = () => {
  changes.value += 1;
};

/** Invalidates the views of all tabs after a change by the user. */
export const changedHere = () => {
  somethingChanged();
  tellTabs({ kind: 'changed' });
};

onTabMessage(({ kind }) => {
  if (kind === 'changed') somethingChanged();
});
