import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { prune } from './prune.js';

describe('Pruning what devices show', () => {
  let domain: Domain;

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  it('deletes renewals that devices can ask for no longer, and what nobody looks at on devices any more', async () => {
    const user = await domain.account('user');
    const slotId = (await domain.lot(1)).lot.slots[0]?.id ?? '';
    const booking = await domain.book(user, slotId);
    await domain.query(
      `WITH session AS (INSERT INTO sessions (user_id) VALUES ($1) RETURNING id),
       device AS (
         INSERT INTO push_subscriptions (user_id, session_id, endpoint, provider, p256dh, auth)
         SELECT $1, id, 'https://push.example/1', 'push:push.example', 'p', 'a' FROM session RETURNING id
       ),
       renewal AS (
         INSERT INTO renewal_tokens (token_hash, subscription_id, booking_id, deadline_version, seconds, amount, currency, valid_until)
         SELECT sha256(age::text::bytea), device.id, $2, 1, 1800, 150, 'EUR', now() - age
         FROM device CROSS JOIN unnest(ARRAY[interval '23 hours', '25 hours']) AS age
       )
       INSERT INTO standing_pushes (subscription_id, tag, notification_id, look_at)
       SELECT device.id, age::text, gen_random_uuid(), now() - age
       FROM device CROSS JOIN unnest(ARRAY[interval '71 hours', '73 hours']) AS age`,
      [user.userId, booking.id],
    );
    const pruned = await prune(domain.db, {
      ...{ retention: { notifications: 180, events: 730, connections: 30 }, withinMs: 60_000 },
    });
    for (const [name, table] of [
      ['renewal-tokens', 'renewal_tokens'],
      ['standing-pushes', 'standing_pushes'],
    ] as const) {
      expect(pruned.find((one) => one.name === name)).to.deep.equal({ name, deleted: 1 });
      expect(await domain.query(`SELECT FROM ${table}`), table).to.have.lengthOf(1);
    }
  });
});
