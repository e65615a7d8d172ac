import { expect } from 'chai';
import { PushScene } from '../../test/harness/push-scene.js';

describe('What the web push channel sends', () => {
  let scene: PushScene;

  before(async () => {
    scene = await PushScene.open();
  });
  after(() => scene.close());
  beforeEach(() => scene.reset());
  afterEach(() => {
    expect(scene.service.wrong).to.deep.equal([]);
  });

  it('tells a device of the end of a booking: signed, encrypted, kept for as long as it is true, and most urgent', async () => {
    const booking = await scene.warned();
    await scene.run();
    const [push] = scene.service.pushed;
    expect(push?.sender).to.deep.equal({ key: scene.keys.publicKey, subject: scene.keys.subject });
    expect(push?.ttl).to.be.within(200, 240);
    expect(push?.urgency).to.equal('high');
    expect(push?.topic).to.match(/^[\w-]{32}$/);
    expect(push?.message).to.include({ is: 'notification', tag: `booking:${booking.id}`, language: 'en' });
    expect(push?.message.title).to.equal('Booking about to expire');
    expect(push?.message.message).to.contain('Test').and.contain(':');
    expect(await scene.rows()).to.deep.equal([
      { status: 'sent', reason: null, attempts: 1, lastError: null },
    ]);
  });

  it('goes over connections that are kept, and over a new one where the push service has closed it meanwhile', async () => {
    const before = scene.service.connections;
    for (let n = 1; n <= 4; n++) {
      await scene.warned();
      await scene.run();
      await scene.service.has(n);
    }
    expect(scene.service.connections - before, 'for four').to.be.within(0, 1);
    scene.service.cutIdle();
    await scene.warned();
    await scene.run();
    expect((await scene.rows()).map(({ status }) => status)).to.deep.equal(
      Array.from({ length: 5 }, () => 'sent'),
    );
    expect(scene.service.connections - before, 'after it was cut').to.be.within(1, 2);
  });

  it('offers half an hour at its price, or as long as the slot can be had, and nothing where it can not', async () => {
    const { id } = await scene.warned();
    await scene.run();
    const [first] = scene.received();
    expect(first?.renewal).to.deep.include({ seconds: 1_800 });
    expect(first?.renewal?.price.amount).to.be.greaterThan(0);
    const [kept] = await scene.domain.query<{ hashed: number }>(
      `SELECT count(*)::int AS hashed FROM renewal_tokens WHERE booking_id = $1 AND token_hash = sha256(convert_to($2, 'UTF8'))`,
      [id, first?.renewal?.token],
    );
    expect(kept?.hashed, 'the token itself is not kept').to.equal(1);

    const other = await scene.domain.account('user');
    for (const [gap, seconds] of [
      ['10 minutes 20 seconds', 600],
      ['30 seconds', undefined],
    ] as const) {
      await scene.domain.query('DELETE FROM payments');
      await scene.domain
        .query('DELETE FROM bookings WHERE user_id = $1', [other.userId])
        .catch(() => undefined);
      const [until] = await scene.domain.query<{ ends: string }>(
        'SELECT (ends_at + $2::interval)::text AS ends FROM bookings WHERE id = $1',
        [id, gap],
      );
      await scene.domain.query(
        `INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
         SELECT slot_id, lot_id, business_id, $2, 'B-PM 2', $3::timestamptz, $3::timestamptz + interval '1 hour' FROM bookings WHERE id = $1`,
        [id, other.userId, until?.ends],
      );
      await scene.domain.query(
        `UPDATE deliveries SET status = 'due', ended_at = NULL, due_at = now() - interval '1 second'`,
      );
      await scene.run();
      expect(scene.received().at(-1)?.renewal?.seconds).to.equal(seconds);
    }
  });

  it('says nothing that was renewed, read or shown while it waited', async () => {
    for (const change of [
      'UPDATE notifications SET superseded_at = now()',
      'UPDATE notifications SET read_at = now()',
      `INSERT INTO inboxes_shown (user_id, last_shown_seq) SELECT user_id, max(seq) FROM notifications GROUP BY user_id`,
    ]) {
      await scene.domain.query('TRUNCATE deliveries, notifications CASCADE');
      await scene.warned();
      await scene.domain.query(change);
      await scene.run();
      expect((await scene.rows()).map(({ status }) => status)).to.deep.equal(['cancelled']);
    }
    expect(scene.service.pushed).to.deep.equal([]);
  });

  it('shortens what is too long for a push', async () => {
    await scene.warned();
    await scene.domain.query(`UPDATE notifications SET booking_id = NULL, message = repeat('🅿️ "', 1000)`);
    await scene.run();
    const [{ message } = { message: '' }] = scene.received();
    expect(message)
      .to.match(/^🅿.*…$/su)
      .and.have.length.greaterThan(300);
  });
});
