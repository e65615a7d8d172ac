import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot, Lot, LotSummary, OwnLot, OwnLotSummary } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';

const recorded = statement(
  'test-slot-changes',
  `SELECT payload ->> 'code' AS code, (payload ->> 'retired')::boolean AS retired FROM events
   WHERE payload ->> 'change' = 'slot_changed' AND payload ->> 'slotId' = $1 ORDER BY id`,
);

describe('A slot that its owner changes', () => {
  let api: TestApi;
  let owner: string;
  let user: string;
  let lot: CreatedLot;

  before(async () => {
    api = await TestApi.start({ env: { ACTIVE_BOOKINGS_PER_USER: 0 } });
    owner = (await api.signedIn('owner')).accessToken;
    user = (await api.signedIn('user')).accessToken;
  });
  after(() => api.stop());

  beforeEach(async () => {
    const business = await api.call<{ id: string }>('POST', '/businesses', {
      token: owner,
      body: { name: 'B' },
    });
    const body = {
      ...{ name: 'Lot', address: 'Street', timezone: 'UTC', slotCount: 3 },
      hourlyRate: { amount: 100, currency: 'EUR' },
    };
    const added = await api.call<CreatedLot>('POST', `/businesses/${business.body.id}/lots`, {
      token: owner,
      body,
    });
    lot = added.body;
  });

  const slotId = (index: number) => lot.slots[index]?.id ?? '';
  const change = <Body = OwnLot>(index: number, body: unknown, token = owner) =>
    api.call<Body>('PATCH', `/slots/${slotId(index)}`, { token, body });
  const refusal = async (index: number, body: unknown, token = owner) => {
    const answer = await change<{ code: string }>(index, body, token);
    return [answer.status, answer.body.code];
  };
  const post = <Body = { code: string }>(path: string, body: unknown) =>
    api.call<Body>('POST', path, { token: user, body });
  const period = (index: number) => ({ slotId: slotId(index), durationSeconds: 3_600 });
  const bookAt = (index: number) =>
    post<Booking & { code: string }>('/bookings', {
      ...period(index),
      ...{ vehiclePlate: 'P', paymentMethod: 'cash' },
    });
  const shown = async () => (await api.call<Lot>('GET', `/lots/${lot.id}`)).body;
  const listed = async () => (await api.call<Page<LotSummary>>('GET', '/lots?limit=1')).body.items[0];
  const own = async () => (await api.call<OwnLot>('GET', `/lots/${lot.id}/slots`, { token: owner })).body;

  it('says to its owner alone until when it is taken', async () => {
    const { body: booking } = await bookAt(0);
    const ahead = { ...period(1), startsAt: new Date(Date.now() + 7_200_000).toISOString() };
    await post('/bookings', { ...ahead, vehiclePlate: 'P', paymentMethod: 'cash' });
    expect((await own()).slots.map(({ takenUntil }) => takenUntil)).to.deep.equal([
      booking.endsAt,
      null,
      null,
    ]);
    await post(`/bookings/${booking.id}/cancel`, {});
    expect((await own()).slots[0]?.takenUntil).to.equal(null);
    expect((await shown()).slots[0]).not.to.have.property('takenUntil');
  });

  it('has its new code at once, which is its own in its lot', async () => {
    const { status, body } = await change(1, { code: ' Disabled 1 ' });
    expect(status).to.equal(200);
    expect(body.slots.map(({ code }) => code)).to.deep.equal(['A-01', 'A-03', 'Disabled 1']);
    expect((await shown()).slots.map(({ code }) => code)).to.deep.equal(['A-01', 'A-03', 'Disabled 1']);
    expect(await refusal(0, { code: 'A-03' })).to.deep.equal([409, 'slot_code_taken']);
    await change(2, { retired: true });
    expect(await refusal(0, { code: 'A-03' })).to.deep.equal([409, 'slot_code_taken']);
    const events = await api.services.db.query(recorded, [slotId(1)]);
    expect(events).to.deep.equal([{ code: 'Disabled 1', retired: false }]);
  });

  it('takes no new booking while it is retired, and one again when it is restored', async () => {
    const { body } = await change(0, { retired: true });
    expect(body).to.include({ slotCount: 2, freeSlots: 2 });
    expect(body.slots.map(({ retiredAt }) => retiredAt !== null)).to.deep.equal([true, false, false]);
    expect(await own()).to.deep.equal(body);
    expect((await shown()).slots.map(({ code }) => code)).to.deep.equal(['A-02', 'A-03']);
    expect(await listed()).to.include({ slotCount: 2, freeSlots: 2 });
    expect((await bookAt(0)).body.code).to.equal('slot_retired');
    expect((await post('/bookings/quote', period(0))).body.code).to.equal('slot_retired');
    await change(0, { retired: true });
    expect((await change(0, { retired: false })).body).to.include({ slotCount: 3, freeSlots: 3 });
    expect((await bookAt(0)).status).to.equal(201);
    const events = await api.services.db.query(recorded, [slotId(0)]);
    expect(events).to.deep.equal([
      { code: 'A-01', retired: true },
      { code: 'A-01', retired: false },
    ]);
  });

  it('lets what was booked before go on, and not be renewed', async () => {
    const { body: booking } = await bookAt(0);
    await bookAt(1);
    await change(0, { retired: true });
    const found = await api.call<Booking>('GET', `/bookings/${booking.id}`, { token: user });
    expect(found.body).to.include({ status: 'active', endsAt: booking.endsAt });
    const renewal = await post(`/bookings/${booking.id}/renew`, { durationSeconds: 3_600 });
    expect([renewal.status, renewal.body.code]).to.deep.equal([409, 'slot_retired']);
    // Of the two that can be booked one is taken. The retired one counts as neither.
    for (const counts of [await shown(), await listed(), await own()])
      expect(counts).to.include({ slotCount: 2, freeSlots: 1 });
    await post(`/bookings/${booking.id}/cancel`, {});
    for (const counts of [await shown(), await listed(), await own()])
      expect(counts).to.include({ slotCount: 2, freeSlots: 1 });
  });

  it('does not run again for who paid late', async () => {
    const { body: booking } = await bookAt(0);
    await change(0, { retired: true });
    await api.services.db.manager.query(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = $1`,
      [booking.id],
    );
    const verify = (body: unknown) =>
      api.call('POST', `/payments/${booking.payment.id}/verify`, { token: owner, body });
    expect((await verify({ reinstate: true })).body.code).to.equal('slot_retired');
    expect((await verify({ reinstate: false })).status).to.equal(200);
  });

  it('is booked or retired when both happen at once, and never booked afterwards', async () => {
    for (const index of [0, 1, 2]) {
      const [booked] = await Promise.all([bookAt(index), change(index, { retired: true })]);
      expect([201, 409]).to.include(booked.status);
      expect((await bookAt(index)).status).to.equal(409);
    }
  });

  it('keeps its code when slots are added', async () => {
    await change(0, { code: 'A-05' });
    await change(1, { retired: true });
    const { body } = await api.call<Lot>('PATCH', `/lots/${lot.id}`, { token: owner, body: { addSlots: 2 } });
    expect(body.slots.map(({ code }) => code)).to.deep.equal(['A-03', 'A-04', 'A-05', 'A-06']);
    expect(body).to.include({ slotCount: 4, freeSlots: 4 });
  });

  it('is its owner’s alone, and changes nothing without something to change', async () => {
    const stranger = (await api.signedIn('owner')).accessToken;
    expect(await refusal(0, { retired: true }, stranger)).to.deep.equal([404, 'not_found']);
    expect((await refusal(0, { retired: true }, user))[0]).to.equal(403);
    expect((await api.call('GET', `/lots/${lot.id}/slots`, { token: stranger })).status).to.equal(404);
    for (const body of [{}, { code: '' }, { code: 'x'.repeat(17) }, { retired: 1 }, { lotId: lot.id }])
      expect((await refusal(0, body))[0], JSON.stringify(body)).to.equal(400);
    expect((await own()).slots[0]).to.include({ code: 'A-01', retiredAt: null });
  });

  it('is in a lot that its owner finds in a list, also when that was withdrawn', async () => {
    const admin = (await api.signedIn('admin')).accessToken;
    const list = (token: string) =>
      api.call<Page<OwnLotSummary>>('GET', `/businesses/${lot.businessId}/lots`, { token });
    await bookAt(0);
    const { slots: _slots, ...fields } = lot;
    const { body } = await list(owner);
    expect(body).to.deep.equal({
      items: [{ ...fields, slotCount: 3, freeSlots: 2, withdrawnAt: null }],
      nextCursor: null,
    });
    await api.call('POST', `/lots/${lot.id}/withdraw`, { token: admin, body: { reason: 'Flooded' } });
    for (const token of [owner, admin])
      expect((await list(token)).body.items[0]?.withdrawnAt).to.be.a('string');
    expect((await own()).withdrawnAt).to.be.a('string');
    const stranger = (await api.signedIn('owner')).accessToken;
    expect((await list(stranger)).status).to.equal(404);
  });
});
