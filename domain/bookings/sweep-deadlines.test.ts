import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { cancelBooking } from './cancel-booking.js';
import { findBooking } from './find-booking.js';
import { nextDeadline } from './next-deadline.js';
import { sweepDeadlines } from './sweep-deadlines.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('The sweep', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];

  beforeEach(async () => {
    domain = await openDomain();
    user = await domain.account('user');
    const { lot } = await domain.lot(20);
    slotIds = lot.slots.map(({ id }) => id);
  });

  afterEach(() => domain.close());

  const slot = () => slotIds.pop() ?? '';

  /** Lets the deadline of a booking lie in the past. */
  const overdue = (bookingId: string) =>
    domain.query(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second' WHERE id = $1`,
      [bookingId],
    );

  const eventsOf = async (bookingId: string) => {
    const rows = await domain.query<{ type: string; version: string }>(
      `SELECT type, payload ->> 'deadlineVersion' AS version FROM events WHERE booking_id = $1 ORDER BY occurred_at, id`,
      [bookingId],
    );
    return rows
      .map(({ type, version }) => `${type}@${version}`)
      .filter((event) => !/created|awaiting/.test(event));
  };

  it('ends what is overdue, once, however many sweep at the same time', async () => {
    const bookings = await Promise.all(Array.from({ length: 5 }, () => domain.book(user, slot())));
    for (const { id } of bookings) await overdue(id);
    const sweeps = await Promise.all(Array.from({ length: 6 }, () => sweepDeadlines(domain.db)));
    expect(sweeps.reduce((sum, { expired }) => sum + expired, 0)).to.equal(5);
    for (const { id } of bookings) {
      expect(await eventsOf(id)).to.have.members(['booking.expired@1', 'slot.released@1']);
    }
  });

  it('lets alone what is not due, what was cancelled, and what was renewed', async () => {
    const running = await domain.book(user, slot());
    const cancelled = await domain.book(user, slot());
    await cancelBooking(domain.db, user, cancelled.id);
    const renewed = await domain.book(user, slot());
    await domain.renew(user, renewed.id, 600);
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 0, warned: 0 });
    expect((await findBooking(domain.db, user, running.id)).status).to.equal('active');
  });

  it('passes over a booking that somebody holds, and takes it the next time', async () => {
    const booking = await domain.book(user, slot());
    await overdue(booking.id);
    await domain.db.transaction(async (tx) => {
      await tx.manager.query('SELECT id FROM bookings WHERE id = $1 FOR UPDATE', [booking.id]);
      expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 0, warned: 0 });
    });
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 1, warned: 0 });
  });

  it('tells of what it has changed although a later batch fails, and goes on the next time', async () => {
    const { lot } = await domain.lot(60);
    const bookings = await Promise.all(lot.slots.map(({ id }) => domain.book(user, id)));
    for (const { id } of bookings) await overdue(id);
    await domain.query(`UPDATE bookings SET ends_at = now() - interval '1 millisecond' WHERE id = $1`, [
      bookings.at(-1)?.id,
    ]);
    await domain.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no space left'; END $$`,
    );
    await domain.query(
      `CREATE TRIGGER fail BEFORE UPDATE ON bookings FOR EACH ROW WHEN (OLD.id = '${bookings.at(-1)?.id ?? ''}')
       EXECUTE FUNCTION fail()`,
    );
    domain.announced.length = 0;
    expect(await sweepDeadlines(domain.db).catch(String)).to.contain('no space left');
    expect(domain.announced).to.have.length(2 * 50);
    await domain.query('DROP TRIGGER fail ON bookings');
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 10, warned: 0 });
    expect(domain.announced).to.have.length(2 * 60);
  });

  it('shows a booking as completed from its deadline on, before any sweep', async () => {
    const booking = await domain.book(user, slot());
    await overdue(booking.id);
    expect((await findBooking(domain.db, user, booking.id)).status).to.equal('completed');
  });

  it('is no hurdle for a renewal: the expiry comes first, then the new deadline', async () => {
    const booking = await domain.book(user, slot());
    await overdue(booking.id);
    const renewed = await domain.renew(user, booking.id, 600);
    expect(renewed).to.include({ status: 'active', deadlineVersion: 2 });
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 0, warned: 0 });
    expect(await eventsOf(booking.id)).to.deep.equal([
      'booking.expired@1',
      'slot.released@1',
      'booking.renewed@2',
    ]);
  });

  it('warns once per deadline, and not at all of a booking no longer than the lead', async () => {
    const booking = await domain.book(user, slot(), 3600, 300);
    await domain.book(user, slot(), 300, 300);
    await domain.query(`UPDATE bookings SET warn_at = now() - interval '1 second' WHERE warn_at IS NOT NULL`);
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 0, warned: 1 });
    expect(await sweepDeadlines(domain.db)).to.deep.equal({ expired: 0, warned: 0 });
    expect(await eventsOf(booking.id)).to.deep.equal(['booking.expiring@1']);
  });

  it('says what is left when an outage has held the warning up', async () => {
    const booking = await domain.book(user, slot(), 3600, 300);
    await domain.query(
      `UPDATE bookings SET ends_at = now() + interval '100 seconds', warn_at = now() - interval '200 seconds' WHERE id = $1`,
      [booking.id],
    );
    await sweepDeadlines(domain.db);
    const [event] = await domain.query(
      `SELECT (payload ->> 'leadSeconds')::int AS lead FROM events WHERE booking_id = $1 AND type = 'booking.expiring'`,
      [booking.id],
    );
    expect(event).to.deep.equal({ lead: 120 });
  });

  it('knows the next deadline, of a warning or of an expiry', async () => {
    expect(await nextDeadline(domain.db, 5)).to.equal(undefined);
    await domain.book(user, slot(), 4, 300);
    const expiry = await nextDeadline(domain.db, 5);
    expect(expiry?.inMs).to.be.within(4_000 - hereMs(1_000), 4_000);
    await domain.book(user, slot(), 4, 2);
    const warning = await nextDeadline(domain.db, 5);
    expect(warning?.inMs).to.be.within(2_000 - hereMs(1_000), 2_000);
  });
});
