import { newKey } from '../http/new-key.js';
import { monotonic } from '../time/clock.js';
import { ToastList, type Toast } from './toast-list.js';

/** The toasts of this tab. */
export const toasts = new ToastList(monotonic);

/** Says something that the client itself has to say. */
export const say = (toast: Pick<Toast, 'type' | 'title' | 'message'>) => {
  toasts.put({ slot: newKey(), ...toast });
};
