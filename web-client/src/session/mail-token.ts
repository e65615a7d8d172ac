import { signal } from '@preact/signals';

/** Of the link in a letter that led here. It is nowhere else: a reload needs the letter again. */
export const mailToken = signal<string | undefined>(undefined);

/** Takes the token out of the address, before anything else runs that could read it there, or that keeps addresses. */
function take(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  mailToken.value = token;
  history.replaceState(history.state, '', location.pathname);
}

/** Also of a link that is opened where its page is open already, which loads nothing. */
export function takeMailTokens(): void {
  take();
  addEventListener('hashchange', take);
}
