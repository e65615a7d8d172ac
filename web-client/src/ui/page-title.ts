import { effect, signal } from '@preact/signals';

/** The title of the view. */
export const pageTitle = signal('ParkMate');

/** What is so urgent that it stands before the title, where it is seen from another tab. */
export const urgentTitle = signal('');

/** Shows both in the title of the document, from now on. */
export function keepTitle(): void {
  effect(() => {
    document.title = `${urgentTitle.value}${pageTitle.value}`;
  });
}
