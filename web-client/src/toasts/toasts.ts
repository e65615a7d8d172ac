import { newKey } from '../http/new-key.js';
import { onTabMessage, tellTabs } from '../session/tabs.js';
import { monotonic } from '../time/clock.js';
import { ToastList, type Toast } from './toast-list.js';

/** The toast list of this tab. */
export const toasts = new ToastList(monotonic, ({ slot, title }) => {
  tellTabs({ kind: 'seen', slot, title });
});

onTabMessage((message) => {
  if (message.kind === 'seen' && toasts.at(message.slot)?.title === message.title)
    toasts.dismiss(message.slot);
});

/** Shows a toast that is not a notification of the server. */
export const say = (toast: Pick<Toast, 'type' | 'title' | 'message'>) => {
  toasts.put({ slot: newKey(), ...toast });
};
