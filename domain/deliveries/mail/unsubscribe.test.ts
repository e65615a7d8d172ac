import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../../test/harness/domain.js';
import type { Caller } from '../../accounts/caller.js';
import { notify } from '../../notifications/notify.js';
import type { Channel } from '../channel.js';
import { deliverTo } from '../deliver.js';
import { readPreferences } from '../read-preferences.js';
import { replacePreferences } from '../replace-preferences.js';
import { unsubscribe } from './unsubscribe.js';

/** As if a release had added it since. */
const added = 'booking.declined';

describe('Letters about an event that is added later', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];
  before(async () => {
    domain = await openDomain();
    slotIds = (await domain.lot(10)).lot.slots.map(({ id }) => id);
  });
  after(() => domain.close());
  beforeEach(async () => {
    await domain.query('TRUNCATE deliveries, delivery_providers, notifications CASCADE');
    user = await domain.account('user');
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.userId]);
  });

  const addEvent = () =>
    domain.query('UPDATE preferences SET choices = choices - $2 WHERE user_id = $1', [user.userId, added]);
  const happens = async () => {
    const { id } = await domain.book(user, slotIds.pop() ?? '');
    const events = await domain.query<{ id: string }>(
      `INSERT INTO events (type, booking_id, payload)
       SELECT $2, $1, payload || '{"reason": "closed"}' FROM events WHERE booking_id = $1 AND type = 'booking.created'
       RETURNING id`,
      [id, added],
    );
    const eventIds = events.map((event) => event.id);
    await notify(domain.db, eventIds, silentLog, ['email', 'push']);
  };
  const letters = async () => (await domain.query('SELECT FROM deliveries WHERE purpose IS NULL')).length;
  const shown = async () => (await readPreferences(domain.db, user)).choices;
  const rest = { timezone: 'UTC', quietHours: null, digest: 'at_once' } as const;

  it('go to nobody who wanted no letters about anything', async () => {
    await unsubscribe(domain.db, { userId: user.userId, event: null });
    await addEvent();
    await happens();
    expect(await letters()).to.equal(0);
    expect((await shown())[added]).to.deep.equal({ email: false, push: true });
  });

  it('are not sent either where they were on their way', async () => {
    await happens();
    expect(await letters()).to.equal(1);
    await unsubscribe(domain.db, { userId: user.userId, event: null });
    await addEvent();
    await domain.query(`UPDATE deliveries SET due_at = now() - interval '1 second'`);
    const channel: Channel = { name: 'email', send: () => Promise.resolve({ is: 'sent' }) };
    const { signal } = new AbortController();
    await deliverTo(domain.db, 'email', { channel, longestMs: 1_000, signal });
    expect(await domain.query('SELECT reason FROM deliveries')).to.deep.equal([{ reason: 'switched_off' }]);
  });

  it('go to nobody whose preferences say so of everything, saved again on their page', async () => {
    await unsubscribe(domain.db, { userId: user.userId, event: null });
    await replacePreferences(domain.db, user, { ...rest, choices: await shown() });
    await addEvent();
    await happens();
    expect(await letters()).to.equal(0);
  });

  it('go to whoever has chosen one letter since, and to whoever did not want those of one event', async () => {
    await unsubscribe(domain.db, { userId: user.userId, event: null });
    const choices = { ...(await shown()), 'booking.expired': { email: true } };
    await replacePreferences(domain.db, user, { ...rest, choices });
    await addEvent();
    await happens();
    expect(await letters()).to.equal(1);
    await replacePreferences(domain.db, user, { ...rest, choices: {} });
    await unsubscribe(domain.db, { userId: user.userId, event: 'booking.expired' });
    await happens();
    expect(await letters()).to.equal(2);
  });
});
