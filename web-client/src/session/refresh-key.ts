import { newKey } from '../http/new-key.js';
import { stored } from '../stored.js';

const name = 'parkmate.refresh-key';

/** For a tab whose storage was emptied behind its back. */
let held: string | undefined;

/**
 * The Idempotency-Key of every refresh of one session, the same in all tabs: made when somebody signs in, and gone when they
 * are signed out. The server looks for a key beside the cookie that came with it, so tabs that send one cookie at the
 * same moment send the same request and get the same answer, and so does a tab that asks again because an answer was lost.
 * A key that changed with each refresh would reach some tabs later than the cookie, which all tabs share at once: one
 * cookie under two keys counts as stolen and ends the session. That there is a key says that there may be a session.
 */
export const refreshKey = {
  current(): string | undefined {
    held = stored.read(name) ?? held;
    return held;
  },
  keep(): void {
    const known = stored.read(name);
    held = known ?? held ?? newKey();
    // What is there stays: a tab may read what another one has just replaced, and would put it back.
    if (known === undefined) stored.write(name, held);
  },
  forget(): void {
    held = undefined;
    stored.remove(name);
  },
};
