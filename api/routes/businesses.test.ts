import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CreatedLot, Lot, LotSummary } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { TestApi } from '../../test/harness/api.js';

/** Node publishes each request here that one of its servers begins with. */
const requestStart = 'http.server.request.start';

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
  const freeIn = ([list, found]: [Awaited<ReturnType<typeof lots>>, Awaited<ReturnType<typeof one>>]) => [
    list.body.items[0]?.freeSlots,
    found.body.freeSlots,
  ];

  /** Counts readings, and keeps what each has read on its way until they are released. */
  const holdReadings = () => {
    const { db } = api.services;
    const query = db.query.bind(db);
    const events = new EventEmitter();
    const released = once(events, 'release');
    const held = {
      count: 0,
      /** Resolves when so many have read. */
      read: async (count: number) => {
        while (held.count < count) await once(events, 'read');
      },
      release: () => {
        Object.assign(db, { query });
        events.emit('release');
      },
    };
    db.query = async (statement, values) => {
      const rows = await query(statement, values);
      if (!/^(list-lots|list-slots)/.test(statement.name)) return rows as never;
      held.count++;
      events.emit('read');
      await released;
      return rows as never;
    };
    return held;
  };

  /** Resolves when so many requests have come from now on. */
  const requests = (count: number) =>
    new Promise<void>((resolve) => {
      let left = count;
      const came = () => {
        if (--left > 0) return;
        unsubscribe(requestStart, came);
        resolve();
      };
      subscribe(requestStart, came);
    });

  const looks: [string, () => Promise<{ status: number }>][] = [
    ['a list', lots],
    ['one lot', one],
  ];
  for (const [name, look] of looks) {
    it(`are read a few times for all of them (${name})`, async () => {
      const readings = holdReadings();
      try {
        const startedAt = performance.now();
        const allCame = requests(200);
        const looking = Promise.all(Array.from({ length: 200 }, () => look()));
        await Promise.all([allCame, readings.read(1)]);
        await nextTurn();
        // They wait for each other no longer than a quarter of a second.
        const most = 2 + (performance.now() - startedAt) / 250;
        readings.release();
        const answers = await looking;
        expect(answers.every(({ status }) => status === 200)).to.equal(true);
        expect(readings.count).to.be.within(1, most);
      } finally {
        readings.release();
      }
    });
  }

  it('are shown as they are to whoever has just booked, whatever is on its way for others', async () => {
    for (const [n, slot] of lot.slots.slice(0, 4).entries()) {
      const readings = holdReadings();
      try {
        const before = Promise.all([lots(), one()]);
        await readings.read(2);
        const body = { slotId: slot.id, durationSeconds: 3_600, vehiclePlate: 'P', paymentMethod: 'cash' };
        expect((await api.call('POST', '/bookings', { token: user, body })).status).to.equal(201);
        const bothCame = requests(2);
        const after = Promise.all([lots(), one()]);
        await bothCame;
        await nextTurn();
        readings.release();
        expect(freeIn(await before)).to.deep.equal([40 - n, 40 - n]);
        expect(freeIn(await after)).to.deep.equal([39 - n, 39 - n]);
      } finally {
        readings.release();
      }
    }
  });
});
