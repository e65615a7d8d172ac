import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { readHours } from './read-hours.js';

describe('The hours of a business', () => {
  let domain: Domain;
  let owner: Caller;
  let businessId: string;
  let slotIds: string[];
  /** The current hour in the zone of the lot. */
  let thisHour: Date;

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    const made = await domain.lot(4);
    owner = made.owner;
    businessId = made.lot.businessId;
    slotIds = made.lot.slots.map(({ id }) => id);
    // Half an hour away from the hours of UTC.
    await domain.query(`UPDATE lots SET timezone = 'Asia/Kolkata' WHERE business_id = $1`, [businessId]);
    const [row] = await domain.query<{ at: Date }>(
      `SELECT date_trunc('hour', now() AT TIME ZONE 'Asia/Kolkata') AT TIME ZONE 'Asia/Kolkata' AS at`,
    );
    thisHour = row?.at ?? new Date(NaN);
  });

  /** A booking from and to so many minutes after the beginning of the current hour. */
  async function stay(slot: number, from: number, to: number, status: string): Promise<string> {
    const { id } = await domain.book(await domain.account('user'), slotIds[slot] ?? '');
    await domain.query(
      `UPDATE bookings SET status = $2, warn_at = NULL, starts_at = $3::timestamptz + $4 * interval '1 minute',
              ends_at = $3::timestamptz + $5 * interval '1 minute'
       WHERE id = $1`,
      [id, status, thisHour, from, to],
    );
    return id;
  }
  const read = async () => (await readHours(domain.db, owner, businessId)).hours;

  it('are those of its lots, the last of which is now', async () => {
    const { timezone, slots, hours, asOf } = await readHours(domain.db, owner, businessId);
    expect({ timezone, slots, count: hours.length }).to.deep.equal({
      ...{ timezone: 'Asia/Kolkata', slots: 4, count: 24 },
    });
    expect(hours.at(-1)?.startsAt).to.equal(thisHour.toISOString());
    expect(hours[0]?.startsAt).to.equal(new Date(thisHour.getTime() - 23 * 3_600_000).toISOString());
    expect(Date.parse(asOf)).to.be.within(thisHour.getTime(), thisHour.getTime() + 3_600_000);
  });

  it('share out a stay over the hours it lasted, and count it where it ended', async () => {
    await stay(0, -150, -30, 'completed');
    await stay(1, -90, -60, 'completed');
    await stay(2, -25 * 60, -23.5 * 60, 'completed');
    await stay(3, -90, -45, 'cancelled_by_user');
    const hours = await read();
    expect(hours.slice(-4).map(({ occupied }) => occupied)).to.deep.equal([0.5, 1.5, 0.5, 0]);
    expect(hours.map(({ ended }) => ended)).to.deep.equal([
      ...Array.from({ length: 22 }, () => 0),
      ...[1 + 1, 0],
    ]);
    expect(hours[0]?.occupied).to.equal(0);
  });

  it('count what runs, and of the current hour what has passed of it', async () => {
    await stay(0, -30, 120, 'active');
    await stay(1, 60, 120, 'active');
    const hours = await read();
    expect(hours.slice(-2).map(({ occupied }) => occupied)).to.deep.equal([0.5, 1]);
    expect(hours.every(({ ended }) => ended === 0)).to.equal(true);
  });

  it('add up what was verified in each, per currency', async () => {
    const verify = async (minutes: number, currency: string, status: string) => {
      const bookingId = await stay(0, minutes - 30, minutes, 'completed');
      await domain.query(
        `UPDATE payments SET status = $2, currency = $3, amount = 250,
                verified_at = $4::timestamptz + $5 * interval '1 minute' WHERE booking_id = $1`,
        [bookingId, status, currency, thisHour, minutes],
      );
    };
    await verify(-10, 'EUR', 'verified');
    await verify(-50, 'EUR', 'verified');
    await verify(-70, 'USD', 'verified');
    await verify(-20, 'EUR', 'refund_due');
    await verify(-24 * 60, 'EUR', 'verified');
    const hours = await read();
    expect(hours.slice(-3).map(({ revenue }) => revenue)).to.deep.equal([
      [{ amount: 250, currency: 'USD' }],
      [{ amount: 500, currency: 'EUR' }],
      [],
    ]);
    expect(hours.slice(0, -3).every(({ revenue }) => revenue.length === 0)).to.equal(true);
  });

  it('are for its owner and admins alone', async () => {
    const [stranger, admin] = [await domain.account('owner'), await domain.account('admin')];
    const refused = await readHours(domain.db, stranger, businessId).catch((error: unknown) => error);
    expect(refused).to.include({ code: 'not_found' });
    expect((await readHours(domain.db, admin, businessId)).slots).to.equal(4);
  });
});
