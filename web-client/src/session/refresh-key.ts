import { newKey } from '../http/new-key.js';
import { stored } from '../stored.js';

const name = 'parkmate.refresh-key';

/** Fallback when storage was cleared while the tab is open. */
let held: string | undefined;

/**
 * The Idempotency-Key of every refresh of one session, shared by all tabs: created at sign-in, removed at sign-out. The
 * server looks it up together with the refresh cookie, so that tabs that send the same cookie concurrently, and a retry
 * after a lost answer, repeat one request and get the same answer. A key per refresh would reach other tabs later than
 * the cookie, which they share at once: one cookie under two keys counts as a replayed (stolen) cookie and ends the
 * session. The presence of the key says that there may be a session.
 */
export const refreshKey = {
  current(): string | undefined {
    held = stored.read(name) ?? held;
    return held;
  },
  keep(): void {
    const known = stored.read(name);
    held = known ?? held ?? newKey();
    // Never overwrites: in a race, a tab would restore a key that another tab has just replaced.
    if (known === undefined) stored.write(name, held);
  },
  forget(): void {
    held = undefined;
    stored.remove(name);
  },
};
