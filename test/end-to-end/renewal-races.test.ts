import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { NotificationsPage } from '../../contract/api/notifications.js';
import type { Cast } from '../harness/cast.js';
import { insertDueBookings } from '../harness/due-bookings.js';
import { ParkMate } from '../harness/parkmate.js';

/** What happened to one booking, in the order in which it was committed under the booking's lock. */
interface Story {
  id: string;
  events: { type: string; version: number; offMs: number; early: boolean }[];
}

const rounds = 100;
const apartMs = 40;
const longestLeadMs = 1_000;
const goodTimeMs = 1_500;

/**
 * How long before its deadline a renewal is sent: a little earlier than the last when that came too late, and later when
 * it came in time. That keeps them all close to their deadlines, on whatever machine.
 */
const lead = {
  ms: 5,
  learn(lateMs: number) {
    const change = lateMs > 0 ? Math.max(1, lateMs / 4) : -Math.max(1, this.ms / 20);
    this.ms = Math.min(Math.max(this.ms + change, 0), longestLeadMs);
  },
};

describe('Renewals that race their deadline', function () {
  this.timeout(40_000);
  let parkmate: ParkMate;
  let cast: Cast;
  const renewed = new Map<string, Booking>();
  let stories: Story[];

  before(async () => {
    parkmate = await ParkMate.start({ workers: 2 });
    cast = await parkmate.cast.business();
    const users = [cast.user];
    const due = await insertDueBookings(parkmate.db, {
      ...{ lot: cast.lot, users, count: rounds, inMs: 3_000, apartMs },
    });
    const at = (n: number) => due.at.getTime() + n * apartMs;
    const renewInTime = async (id: string, n: number) => {
      await wait(at(n) - longestLeadMs - goodTimeMs - Date.now());
      // Some come in good time even on a machine that is too busy for the others to.
      const inGoodTime = n % 10 === 0;
      await wait(at(n) - lead.ms - (inGoodTime ? goodTimeMs : 0) - Date.now());
      const booking = await cast.user.ok<Booking>('POST', `/bookings/${id}/renew`, { durationSeconds: 600 });
      renewed.set(id, booking);
      if (!inGoodTime) lead.learn(Date.parse(booking.endsAt) - at(n) - 600_000);
    };
    await Promise.all(due.bookingIds.map(renewInTime));
    await parkmate.settled();
    const { rows } = await parkmate.db.query<Story>(
      `SELECT booking_id AS id, jsonb_agg(jsonb_build_object(
                'type', type, 'version', (payload ->> 'deadlineVersion')::int,
                'offMs', extract(epoch FROM occurred_at - $2::timestamptz) * 1000
                         - $3 * (array_position($1, booking_id) - 1),
                'early', type = 'booking.expired' AND occurred_at < (payload ->> 'endsAt')::timestamptz
              ) ORDER BY occurred_at) AS events
       FROM events WHERE type IN ('booking.expired', 'booking.renewed') AND booking_id = ANY($1)
       GROUP BY booking_id`,
      [due.bookingIds, due.at, apartMs],
    );
    stories = rows;
  });

  after(() => parkmate.stop());

  it('all succeed, and leave an active booking with the next deadline version', async () => {
    expect(renewed.size).to.equal(rounds);
    for (const { status, deadlineVersion } of renewed.values()) {
      expect({ status, deadlineVersion }).to.deep.equal({ status: 'active', deadlineVersion: 2 });
    }
    const { rows } = await parkmate.db.query<{ lost: number }>(
      `SELECT count(*)::int AS lost FROM bookings
       WHERE id = ANY($1) AND NOT (status = 'active' AND deadline_version = 2 AND ends_at > now() + interval '8 minutes')`,
      [[...renewed.keys()]],
    );
    expect(rows[0]?.lost, 'renewals undone').to.equal(0);
  });

  it('come either before the deadline, which then never counts, or after its one expiry', () => {
    const told = stories.map(({ events }) =>
      events.map(({ type, version }) => `${type} ${version}`).join(', '),
    );
    const before = told.filter((story) => story === 'booking.renewed 2').length;
    const after = told.filter((story) => story === 'booking.expired 1, booking.renewed 2').length;
    const close = stories.filter(({ events }) => Math.abs(events.at(-1)?.offMs ?? Infinity) <= 5).length;
    console.log(`      ${before} came before the deadline, ${after} after it, ${close} within 5 ms of it`);
    expect(before + after, told.join('\n')).to.equal(rounds);
    // Otherwise nothing has raced.
    expect(before).to.be.above(0);
    expect(after).to.be.above(0);
  });

  it('never see an expiry before its deadline', () => {
    expect(stories.filter(({ events }) => events.some(({ early }) => early))).to.deep.equal([]);
  });

  it('leave no warning or expiry standing in the inbox of somebody who has renewed', async () => {
    const { rows } = await parkmate.db.query<{ standing: number }>(
      `SELECT count(*)::int AS standing FROM notifications
       WHERE event IN ('booking.expired', 'slot.released') AND superseded_at IS NULL`,
    );
    expect(rows[0]?.standing).to.equal(0);
  });

  it('record the expiry that they follow when no worker has come by yet', async () => {
    await Promise.all([parkmate.killWorker(), parkmate.killWorker()]);
    const due = await insertDueBookings(parkmate.db, {
      ...{ lot: cast.lot, users: [cast.user], count: 1, inMs: 100 },
    });
    await wait(due.at.getTime() - Date.now() + 20);
    const [id = ''] = due.bookingIds;
    await cast.user.ok<Booking>('POST', `/bookings/${id}/renew`, { durationSeconds: 600 });
    const { rows } = await parkmate.db.query<{ type: string }>(
      'SELECT type FROM events WHERE booking_id = $1 ORDER BY occurred_at, type',
      [id],
    );
    expect(rows.map(({ type }) => type)).to.deep.equal([
      'booking.expired',
      'slot.released',
      'booking.renewed',
    ]);

    await parkmate.addWorker();
    await parkmate.settled();
    const { items } = await cast.user.ok<NotificationsPage>('GET', '/notifications');
    const told = items.filter(({ data }) => data.bookingId === id).map(({ event }) => event);
    expect(told).to.deep.equal(['booking.renewed', 'booking.expired']);
  });
});
