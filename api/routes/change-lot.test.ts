import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot, Lot, LotSummary } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';

const recorded = statement(
  'test-business-changes',
  `SELECT payload ->> 'change' AS change FROM events WHERE business_id = $1 AND type = 'business.changed' ORDER BY id`,
);

describe('A lot that its owner changes', () => {
  let api: TestApi;
  let owner: string;
  let user: string;
  before(async () => {
    api = await TestApi.start({ env: { SLOTS_PER_OWNER: 2_100 } });
    owner = (await api.signedIn('owner')).accessToken;
    user = (await api.signedIn('user')).accessToken;
  });
  after(() => api.stop());

  async function openLot(slotCount: number): Promise<CreatedLot> {
    const { body } = await api.call<{ id: string }>('POST', '/businesses', {
      token: owner,
      body: { name: 'B' },
    });
    const lot = await api.call<CreatedLot>('POST', `/businesses/${body.id}/lots`, {
      token: owner,
      body: {
        ...{ name: 'Lot', address: 'Street', timezone: 'UTC', slotCount },
        hourlyRate: { amount: 100, currency: 'EUR' },
      },
    });
    return lot.body;
  }
  const change = <Body = Lot>({ id }: { id: string }, body: unknown, token = owner) =>
    api.call<Body>('PATCH', `/lots/${id}`, { token, body });
  const refusal = (lot: { id: string }, body: unknown, token = owner) =>
    change<{ code: string }>(lot, body, token);
  const bookAt = async (slotId: string | undefined) =>
    (
      await api.call<Booking>('POST', '/bookings', {
        token: user,
        body: { slotId, durationSeconds: 3_600, vehiclePlate: 'P', paymentMethod: 'cash' },
      })
    ).body;

  it('is shown so at once, to its owner, to everybody, and in the record', async () => {
    const lot = await openLot(2);
    const { status, body } = await change(lot, { name: ' New ', addSlots: 1 });
    expect(status).to.equal(200);
    expect(body).to.deep.include({
      ...{ id: lot.id, businessId: lot.businessId, name: 'New', address: 'Street', timezone: 'UTC' },
      ...{ hourlyRate: lot.hourlyRate, slotCount: 3, freeSlots: 3 },
    });
    expect(body.slots.map(({ code }) => code)).to.deep.equal(['A-01', 'A-02', 'A-03']);
    expect((await api.call<Lot>('GET', `/lots/${lot.id}`)).body).to.deep.equal(body);
    const { items } = (await api.call<Page<LotSummary>>('GET', '/lots?limit=1')).body;
    expect(items[0]).to.include({ name: 'New', slotCount: 3, freeSlots: 3 });
    const changes = await api.services.db.query<{ change: string }>(recorded, [lot.businessId]);
    expect(changes.map(({ change }) => change)).to.deep.equal(['lot_added', 'lot_changed']);
  });

  it('costs the new rate for new periods alone', async () => {
    const lot = await openLot(2);
    const before = await bookAt(lot.slots[0]?.id);
    await change(lot, { hourlyRate: { amount: 250, currency: 'EUR' } });
    const { body: old } = await api.call<Booking>('GET', `/bookings/${before.id}`, { token: user });
    expect(old.payment.amount).to.equal(100);
    expect((await bookAt(lot.slots[1]?.id)).payment.amount).to.equal(250);
    const { body: renewed } = await api.call<Booking>('POST', `/bookings/${before.id}/renew`, {
      token: user,
      body: { durationSeconds: 3_600 },
    });
    expect(renewed.payment.amount).to.equal(350);
  });

  it('keeps its currency', async () => {
    const lot = await openLot(1);
    const { status, body } = await refusal(lot, { name: 'X', hourlyRate: { amount: 1, currency: 'USD' } });
    expect([status, body.code]).to.deep.equal([409, 'currency_fixed']);
    expect((await api.call<Lot>('GET', `/lots/${lot.id}`)).body.name).to.equal('Lot');
  });

  it('goes on with the codes, also when slots are added at the same time', async () => {
    const lot = await openLot(97);
    const answers = await Promise.all([1, 2, 3, 4].map(() => change(lot, { addSlots: 1 })));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200]);
    const { slots } = (await api.call<Lot>('GET', `/lots/${lot.id}`)).body;
    expect(slots.map(({ code }) => code).slice(-5)).to.deep.equal(['A-97', 'A-98', 'A-99', 'B-01', 'B-02']);
  });

  it('has a thousand slots at most, and no more than its owner may have', async () => {
    const lot = await openLot(999);
    const tooMany = await refusal(lot, { addSlots: 2 });
    expect(tooMany.status).to.equal(409);
    expect(tooMany.body).to.include({ code: 'too_many_slots', limit: 1_000 });
    const { slots } = (await change(lot, { addSlots: 1 })).body;
    expect(slots.at(-1)?.code).to.equal('K-10');
    const another = await openLot(900);
    expect((await refusal(another, { addSlots: 99 })).body).to.include({
      code: 'too_many_slots',
      limit: 2_100,
    });
  });

  it('is its owner’s alone, and changes nothing without something to change', async () => {
    const lot = await openLot(1);
    const stranger = (await api.signedIn('owner')).accessToken;
    expect((await refusal(lot, { name: 'X' }, stranger)).status).to.equal(404);
    expect((await refusal(lot, { name: 'X' }, user)).status).to.equal(403);
    for (const body of [{}, { name: '' }, { addSlots: 0 }, { addSlots: 1.5 }, { timezone: 'UTC' }]) {
      expect((await refusal(lot, body)).status, JSON.stringify(body)).to.equal(400);
    }
    expect((await api.call<Lot>('GET', `/lots/${lot.id}`)).body.name).to.equal('Lot');
  });
});
