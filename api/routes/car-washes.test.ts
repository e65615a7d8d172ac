import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Business, CreatedLot } from '../../contract/api/businesses.js';
import type { BookingCarWash, CarWash, ListedCarWash } from '../../contract/api/car-washes.js';
import type { Assignment, Employee, ListedEmployee } from '../../contract/api/employees.js';
import type { Page } from '../../contract/values.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';

const endNow = statement(
  'test-end-now',
  `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second' WHERE id = $1`,
);

describe('Car washes and those who do them', () => {
  let api: TestApi;
  let owner: string;
  let user: string;
  let business: Business;
  let lot: CreatedLot;
  let slot: number;

  const post = <Body>(path: string, token: string, body: unknown = {}) =>
    api.call<Body>('POST', path, { token, body });
  const ok = async <Body>(path: string, token: string, body: unknown = {}) => {
    const answer = await post<Body>(path, token, body);
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).to.be.below(300);
    return answer.body;
  };
  const book = () =>
    ok<Booking>('/bookings', user, {
      ...{ slotId: lot.slots[slot++]?.id, durationSeconds: 3_600, paymentMethod: 'cash' },
      vehiclePlate: 'b-pm  1',
    });
  const request = (booking: Booking) => ok<CarWash>(`/bookings/${booking.id}/car-washes`, user);
  const list = async (query = '', token = owner) =>
    (await api.call<Page<ListedCarWash>>('GET', `/car-washes${query}`, { token })).body;
  const idsOf = ({ items }: Page<{ id: string }>) => items.map(({ id }) => id);

  beforeEach(async () => {
    api = await TestApi.start();
    owner = (await api.signedIn('owner')).accessToken;
    user = (await api.signedIn('user')).accessToken;
    business = await ok<Business>('/businesses', owner, { name: 'B' });
    lot = await ok<CreatedLot>(`/businesses/${business.id}/lots`, owner, {
      ...{ name: 'Lot', address: 'A', timezone: 'UTC', slotCount: 8 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    slot = 0;
  });
  afterEach(() => api.stop());

  it('are shown to the driver of a booking and to the owner of its lot, newest first, and to nobody else', async () => {
    const booking = await book();
    const first = await request(booking);
    await ok(`/car-washes/${first.id}/complete`, owner);
    const second = await request(booking);
    const of = (token: string, query = '') =>
      api.call<Page<BookingCarWash>>('GET', `/bookings/${booking.id}/car-washes${query}`, { token });
    const { body } = await of(user);
    expect(body.items.map(({ id, status }) => [id, status])).to.deep.equal([
      [second.id, 'requested'],
      [first.id, 'completed'],
    ]);
    expect(body.items[1]?.completedAt).to.be.a('string');
    expect((await of(owner)).body).to.deep.equal(body);
    const { nextCursor } = (await of(user, '?limit=1')).body;
    expect(idsOf((await of(user, `?cursor=${nextCursor ?? ''}`)).body)).to.deep.equal([first.id]);
    await ok(`/bookings/${booking.id}/cancel`, user);
    expect((await of(user)).body.items[0]?.status).to.equal('cancelled');
    for (const role of ['user', 'owner'] as const)
      expect((await of((await api.signedIn(role)).accessToken)).status, role).to.equal(404);
  });

  it('are asked for once at a time, also by eight requests at once, and again when done', async () => {
    const booking = await book();
    const path = `/bookings/${booking.id}/car-washes`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post<CarWash & { code?: string }>(path, user)),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([201, ...Array<number>(7).fill(409)]);
    expect(new Set(answers.map(({ body }) => body.code))).to.deep.equal(
      new Set([undefined, 'car_wash_open']),
    );
    const first = answers.find(({ status }) => status === 201)?.body.id ?? '';
    await ok(`/car-washes/${first}/complete`, owner);
    await request(booking);
  });

  it('are listed for the owner of the lot alone, newest first, and by what has become of them', async () => {
    const [open, done, cancelled, declined, over] = [
      await book(),
      await book(),
      await book(),
      await book(),
      await book(),
    ];
    const washes: CarWash[] = [];
    for (const booking of [open, done, cancelled, declined, over]) washes.push(await request(booking));
    await ok(`/car-washes/${washes[1]?.id ?? ''}/complete`, owner);
    await ok(`/bookings/${cancelled.id}/cancel`, user);
    await ok(`/bookings/${declined.id}/decline`, owner, { reason: 'Full.' });
    await api.services.db.query(endNow, [over.id]);

    const ids = washes.map(({ id }) => id);
    const all = await list();
    expect(idsOf(all)).to.deep.equal(ids.toReversed());
    expect(all.items.map(({ status }) => status).reverse()).to.deep.equal([
      ...['requested', 'completed', 'cancelled', 'cancelled', 'cancelled'],
    ]);
    expect(all.items.at(-1)).to.deep.include({
      ...{ bookingId: open.id, lotId: lot.id, lotName: 'Lot', slotCode: 'A-01', vehiclePlate: 'B-PM 1' },
      completedAt: null,
    });
    expect(idsOf(await list('?status=requested'))).to.deep.equal([ids[0]]);
    expect(idsOf(await list('?status=completed'))).to.deep.equal([ids[1]]);
    expect(idsOf(await list('?status=cancelled'))).to.deep.equal([ids[4], ids[3], ids[2]]);

    const page = await list('?limit=2');
    expect(idsOf(await list(`?limit=2&cursor=${page.nextCursor ?? ''}`))).to.deep.equal([ids[2], ids[1]]);
    const stranger = (await api.signedIn('owner')).accessToken;
    expect(idsOf(await list('', stranger))).to.deep.equal([]);
    expect((await api.call('GET', '/car-washes', { token: user })).status).to.equal(403);
  });

  it('are open again when the booking is renewed', async () => {
    const booking = await book();
    const wash = await request(booking);
    await api.services.db.query(endNow, [booking.id]);
    await ok(`/bookings/${booking.id}/renew`, user, { durationSeconds: 3_600 });
    expect(idsOf(await list('?status=requested'))).to.deep.equal([wash.id]);
  });

  it('are given to nobody once the booking is cancelled', async () => {
    const booking = await book();
    const wash = await request(booking);
    const { id } = await ok<Employee>(`/businesses/${business.id}/employees`, owner, { name: 'Grace' });
    await ok(`/employees/${id}/assignments`, owner, { carWashId: wash.id });
    await ok(`/bookings/${booking.id}/cancel`, user);
    const late = await post<{ code: string }>(`/employees/${id}/assignments`, owner, { carWashId: wash.id });
    expect([late.status, late.body.code]).to.deep.equal([409, 'not_active']);
  });

  it('stand in the list of employees, each with their assignments', async () => {
    const path = `/businesses/${business.id}/employees`;
    const ada = await ok<Employee>(path, owner, { name: 'Ada' });
    const grace = await ok<Employee>(path, owner, { name: 'Grace' });
    const wash = await request(await book());
    const inLot = await ok<Assignment>(`/employees/${ada.id}/assignments`, owner, { lotId: lot.id });
    const atWash = await ok<Assignment>(`/employees/${ada.id}/assignments`, owner, { carWashId: wash.id });
    const employees = async (query = '') =>
      (await api.call<Page<ListedEmployee>>('GET', path + query, { token: owner })).body;
    expect((await employees()).items).to.deep.equal([
      { ...grace, assignments: [] },
      {
        ...ada,
        assignments: [
          { id: atWash.id, lotId: null, carWashId: wash.id },
          { id: inLot.id, lotId: lot.id, carWashId: null },
        ],
      },
    ]);
    const { nextCursor } = await employees('?limit=1');
    expect(idsOf(await employees(`?limit=1&cursor=${nextCursor ?? ''}`))).to.deep.equal([ada.id]);
    const stranger = (await api.signedIn('owner')).accessToken;
    expect((await api.call('GET', path, { token: stranger })).status).to.equal(404);
  });
});
