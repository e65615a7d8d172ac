import { expect } from 'chai';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import type { LiveClient } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';
import { Tabs } from '../harness/tabs.js';
import { hereMs } from '../../dev/tests/machine.js';

/** On a machine with much else to do. What waits for others takes many seconds, or never comes. */
const usualMs = hereMs(4_000);

describe('Nobody is held up', function () {
  this.timeout(60_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let admin: Account;
  let owner: LiveClient;
  const tabs = new Tabs();

  beforeEach(async () => {
    parkmate = await ParkMate.start();
    cast = await parkmate.cast.business(20);
    admin = await parkmate.account('admin');
    owner = await tabs.open(cast.owner);
  });

  afterEach(async () => {
    tabs.closeAll();
    await parkmate.stop();
  });

  /** From the request for a booking until its owner hears of it. */
  const bookingHeardMs = async (slot: number) => {
    const startedAt = performance.now();
    const { id } = await book(cast.user, cast.lot, slot);
    await owner.notifications.next(({ event, data }) => event === 'booking.created' && data.bookingId === id);
    return performance.now() - startedAt;
  };

  it('by a broadcast to six thousand, nor is anybody left out of it', async () => {
    await parkmate.cast.crowd(6_000);
    const sent = await admin.ok<{ recipients: number }>('POST', '/broadcasts', {
      ...{ title: 'Hello', message: 'm'.repeat(1_000), audience: 'everyone' },
    });
    const tookMs: number[] = [];
    for (let slot = 0; slot < 10; slot++) tookMs.push(await bookingHeardMs(slot));
    expect(Math.max(...tookMs), 'milliseconds until an owner hears').to.be.below(usualMs);
    await owner.event('broadcast.sent');
    await parkmate.settled();
    const { rows } = await parkmate.db.query<{ told: number }>(
      `SELECT count(DISTINCT user_id)::int AS told FROM notifications WHERE event = 'broadcast.sent'`,
    );
    expect(rows[0]?.told).to.equal(sent.recipients).and.be.above(6_000);
  });

  it('by ten thousand events that no release can read, of which the log says little', async () => {
    await parkmate.db.query(
      `INSERT INTO events (type, payload, occurred_at)
       SELECT CASE WHEN n % 2 = 0 THEN 'booking.teleported' ELSE 'booking.created' END, '{}', now() - interval '1 hour'
       FROM generate_series(1, 10000) AS n`,
    );
    // What the fast path has lost stands behind all of them.
    const lost = `INSERT INTO events (type, payload, booking_id, business_id, occurred_at)
      SELECT type, payload, gen_random_uuid(), business_id, now() - interval '3 seconds'
      FROM events WHERE type = 'booking.created' AND booking_id IS NOT NULL LIMIT 1`;
    expect(await bookingHeardMs(0)).to.be.below(usualMs);
    await parkmate.db.query(lost);
    await owner.notifications.next(({ event, seq }) => event === 'booking.created' && seq === 3);
    for (let slot = 1; slot < 5; slot++) expect(await bookingHeardMs(slot)).to.be.below(usualMs);

    const [worker] = parkmate.workers;
    expect(worker?.log.split('\n').filter((line) => line.includes('set aside'))).to.have.length(1);
    expect(worker?.log.length).to.be.below(5_000);
    const { rows } = await parkmate.db.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM outbox WHERE attempts > 0`,
    );
    expect(rows[0]?.left).to.equal(10_000);
  });
});
