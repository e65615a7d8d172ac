import { newKey } from '../http/new-key.js';

const name = 'parkmate.refresh-key';

/**
 * The Idempotency-Key of the next refresh, shared by all tabs. A refresh whose answer was lost (the page was left, the line
 * broke) is asked again under the same key and so gets the same answer, where a second use of the cookie would end the
 * session. That there is a key says that there may be a session.
 */
export const refreshKey = {
  current: (): string | null => localStorage.getItem(name),
  renew: (): void => {
    localStorage.setItem(name, newKey());
  },
  forget: (): void => {
    localStorage.removeItem(name);
  },
};
