import { expect } from 'chai';
import type { CreatedLot, Lot, LotSummary } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { TestApi } from '../../test/api.js';

describe('Lots that a crowd looks at', () => {
  let api: TestApi;
  let user: string;
  let lot: CreatedLot;
  before(async () => {
    api = await TestApi.start();
    user = (await api.signedIn('user')).accessToken;
    const owner = (await api.signedIn('owner')).accessToken;
    const post = async <Body>(path: string, body: unknown) =>
      (await api.call<Body>('POST', path, { token: owner, body })).body;
    const { id } = await post<{ id: string }>('/businesses', { name: 'B' });
    lot = await post<CreatedLot>(`/businesses/${id}/lots`, {
      ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 40 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
  });
  after(() => api.stop());

  const lots = () => api.call<Page<LotSummary>>('GET', '/lots');
  const one = () => api.call<Lot>('GET', `/lots/${lot.id}`);

  /** Counts readings, and keeps each on its way for a while, as a large installation would. */
  const countReadings = () => {
    const { db } = api.services;
    const query = db.query.bind(db);
    const counted = { count: 0, restore: () => Object.assign(db, { query }) };
    db.query = async (statement, values) => {
      const rows = await query(statement, values);
      if (!/^(list-lots|list-slots)/.test(statement.name)) return rows as never;
      counted.count++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return rows as never;
    };
    return counted;
  };

  const looks: [string, () => Promise<{ status: number }>][] = [
    ['a list', lots],
    ['one lot', one],
  ];
  for (const [name, look] of looks) {
    it(`are read a few times for all of them (${name})`, async () => {
      const readings = countReadings();
      try {
        const startedAt = performance.now();
        const answers = await Promise.all(Array.from({ length: 200 }, () => look()));
        expect(answers.every(({ status }) => status === 200)).to.equal(true);
        expect(readings.count).to.be.within(1, 2 + (performance.now() - startedAt) / 20);
        expect(readings.count).to.be.below(100);
      } finally {
        readings.restore();
      }
    });
  }

  it('are shown as they are to whoever has just booked, whatever is on its way for others', async () => {
    const readings = countReadings();
    let looking = true;
    const look = async () => {
      while (looking) await Promise.all([lots(), one()]);
    };
    const crowd = Array.from({ length: 10 }, look);
    try {
      for (const [n, slot] of lot.slots.slice(0, 4).entries()) {
        const body = { slotId: slot.id, durationSeconds: 3_600, vehiclePlate: 'P', paymentMethod: 'cash' };
        expect((await api.call('POST', '/bookings', { token: user, body })).status).to.equal(201);
        const [list, found] = await Promise.all([lots(), one()]);
        expect(list.body.items[0]?.freeSlots).to.equal(39 - n);
        expect(found.body.freeSlots).to.equal(39 - n);
      }
    } finally {
      looking = false;
      await Promise.all(crowd);
      readings.restore();
    }
  });
});
