import { effect, signal } from '@preact/signals';

/** The title of the view. */
export const pageTitle = signal('ParkMate');

/** What is so urgent that it stands before the title, where it is seen from another tab. */
export const urgentTitle = signal('');

effect(() => {
  document.title = `${urgentTitle.value}${pageTitle.value}`;
});
