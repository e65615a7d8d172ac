import { signal } from '@preact/signals';

/** How many dialogs are open. While one is, everything outside of it is inert, so that it shows the toasts. */
export const openModals = signal(0);
