import { signal } from '@preact/signals';
import { onTabMessage, tellTabs } from '../session/tabs.js';

/** Grows whenever something that views show may have changed. They then ask the server again. */
export const changes = signal(0);

/** The server has told of something. */
export const somethingChanged = () => {
  changes.value += 1;
};

/** The user has changed something in this tab. */
export const changedHere = () => {
  somethingChanged();
  tellTabs({ kind: 'changed' });
};

onTabMessage(({ kind }) => {
  if (kind === 'changed') somethingChanged();
});
