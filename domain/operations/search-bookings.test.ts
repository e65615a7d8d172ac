import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { searchBookings } from './search-bookings.js';

describe('Searching for bookings', () => {
  let domain: Domain;
  let user: Caller;
  let slots: string[];

  before(async () => {
    domain = await openDomain();
    user = await domain.account('user');
    const { lot } = await domain.lot(60);
    slots = lot.slots.map(({ id }) => id);
  });
  after(() => domain.close());

  const booked = async (plate: string, who = user) => {
    const booking = await domain.book(who, slots.shift() ?? '');
    await domain.query('UPDATE bookings SET vehicle_plate = $2 WHERE id = $1', [booking.id, plate]);
    return booking;
  };
  const find = (q: string) => searchBookings(domain.db, q);
  const idsOf = async (q: string) => (await find(q)).items.map(({ id }) => id);

  it('finds those of a plate, however it is typed, newest first', async () => {
    const first = await booked('B-AB 1');
    const second = await booked('B-AB 1');
    await booked('B-AB 12');
    for (const typed of ['B-AB 1', 'b-ab  1', ' b-Ab 1 '])
      expect(await idsOf(typed), typed).to.deep.equal([second.id, first.id]);
  });

  it('finds plates by their beginning where no booking has exactly that one', async () => {
    const [one, two] = [await booked('XYZ 1'), await booked('XYZ 22')];
    await booked('XYA 1');
    await booked('XY');
    expect(await idsOf('xyz')).to.deep.equal([two.id, one.id]);
    expect(await idsOf('XYZ 2')).to.deep.equal([two.id]);
    // Too short a beginning.
    expect(await idsOf('X')).to.deep.equal([]);
  });

  it('finds a beginning of a plate in every script, up to the last character', async () => {
    const booking = await booked('京A\u{10FFFD}Ж1');
    expect(await idsOf('京A\u{10FFFD}')).to.deep.equal([booking.id]);
  });

  it('finds a booking and a payment by their ids, in any case of letters', async () => {
    const booking = await booked('ID 1');
    expect((await find(booking.id.toUpperCase())).items).to.deep.include.members([
      {
        ...{ id: booking.id, vehiclePlate: 'ID 1', lotName: booking.lotName, slotCode: booking.slotCode },
        ...{ status: 'active', timezone: booking.timezone, userId: user.userId, by: 'booking' },
        userName: (
          await domain.query<{ name: string }>('SELECT name FROM users WHERE id = $1', [user.userId])
        )[0]?.name,
        startsAt: booking.startsAt.toISOString(),
        endsAt: booking.endsAt.toISOString(),
      },
    ]);
    const byPayment = await find(booking.payment.id);
    expect(byPayment.items.map(({ id, by }) => [id, by])).to.deep.equal([[booking.id, 'payment']]);
    expect(await find('00000000-0000-4000-8000-000000000000')).to.deep.equal({ items: [], isComplete: true });
  });

  it('finds those of an e-mail address in any case of letters, and does not answer with it', async () => {
    const other = await domain.account('user');
    const [row] = await domain.query<{ email: string }>('SELECT email FROM users WHERE id = $1', [
      other.userId,
    ]);
    const email = row?.email ?? '';
    const [first, second] = [await booked('MAIL 1', other), await booked('MAIL 2', other)];
    await domain.query(`UPDATE bookings SET status = 'completed' WHERE id = $1`, [second.id]);
    const found = await find(email.toUpperCase());
    expect(found.items.map(({ id, by }) => [id, by])).to.deep.equal([
      [second.id, 'email'],
      [first.id, 'email'],
    ]);
    expect(JSON.stringify(found)).not.to.contain('@');
    expect(await idsOf(email.slice(1))).to.deep.equal([]);
  });

  it('gives 20 at most, and says that there are more', async () => {
    const many = [];
    for (let n = 0; n < 21; n++) many.push(await booked(`MANY ${n % 2}`));
    await domain.query(`UPDATE bookings SET vehicle_plate = 'MANY' WHERE vehicle_plate LIKE 'MANY _'`);
    const found = await find('MANY');
    expect(found.items.map(({ id }) => id)).to.deep.equal(
      many
        .map(({ id }) => id)
        .reverse()
        .slice(0, 20),
    );
    expect(found.isComplete).to.equal(false);
    await domain.query(`UPDATE bookings SET vehicle_plate = 'MANY ' || row_number FROM
      (SELECT id AS which, row_number() OVER () FROM bookings WHERE vehicle_plate = 'MANY') AS numbered WHERE id = which`);
    expect(await find('MANY')).to.include({ isComplete: false });
  });

  it('takes everything as plain text', async () => {
    const odd = await booked('100% _A\\');
    await booked('100X YA');
    expect(await idsOf('100%')).to.deep.equal([odd.id]);
    for (const q of [
      '%',
      '___',
      '100_',
      `'; DROP TABLE bookings; --`,
      'ß'.repeat(200),
      '@',
      'a@b',
      '\\',
      `"`,
      '$1',
    ])
      expect((await find(q)).items, q).to.deep.equal([]);
  });
});
