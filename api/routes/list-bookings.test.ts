import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import type { Page } from '../../contract/values.js';
import { TestApi } from '../../test/harness/api.js';

describe('What an owner looks for among bookings', () => {
  let api: TestApi;
  let user: string;
  let owner: string;
  let stranger: string;
  let lots: CreatedLot[];
  /** The ids of bookings, by what they were named. */
  const ids: Record<string, string> = {};

  before(async () => {
    api = await TestApi.start({ env: { ACTIVE_BOOKINGS_PER_USER: 0 } });
    user = (await api.signedIn('user')).accessToken;
    owner = (await api.signedIn('owner')).accessToken;
    stranger = (await api.signedIn('owner')).accessToken;
    lots = [];
    for (const token of [owner, owner, stranger]) {
      const { id } = await ok<{ id: string }>('POST', '/businesses', token, { name: 'B' });
      const lot = {
        ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 9 },
        hourlyRate: { amount: 1, currency: 'EUR' },
      };
      lots.push(await ok<CreatedLot>('POST', `/businesses/${id}/lots`, token, lot));
    }
    await book('running', 0, 'B-PM 1');
    await book('ahead', 0, 'B-PM 1', 1);
    await book('other lot', 1, 'b-pm  1');
    await book('other plate', 0, 'B-PM 11', 1);
    await book('cancelled', 1, 'B-PM 1', 2);
    await book('over', 0, 'B-PM 1');
    await book('swept', 0, 'B-PM 1');
    await book('of another', 2, 'B-PM 1');
    await ok('POST', `/bookings/${ids.cancelled ?? ''}/cancel`, user, {});
    // The sweep has come to one of the two that are over.
    await api.services.db.manager.query(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour', warn_at = NULL,
              status = CASE WHEN id = $2 THEN 'completed' ELSE status END
       WHERE id = ANY($1)`,
      [[ids.over, ids.swept], ids.swept],
    );
  });
  after(() => api.stop());

  async function ok<Body>(method: string, path: string, token: string, body?: unknown): Promise<Body> {
    const answer = await api.call<Body>(method, path, { token, body });
    expect(answer.status, JSON.stringify(answer.body)).to.be.below(300);
    return answer.body;
  }
  async function book(name: string, lot: number, vehiclePlate: string, inHours?: number): Promise<void> {
    const startsAt =
      inHours === undefined ? undefined : new Date(Date.now() + inHours * 3_600_000).toISOString();
    const slotId = lots[lot]?.slots.pop()?.id;
    const details = { durationSeconds: 1_800, paymentMethod: 'cash', startsAt };
    ids[name] = (await ok<Booking>('POST', '/bookings', user, { slotId, vehiclePlate, ...details })).id;
  }
  const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id);
  const found = async (query: Record<string, string>, token = owner) => {
    const path = `/bookings?${new URLSearchParams(query).toString()}`;
    return (await ok<Page<Booking>>('GET', path, token)).items.map(({ id }) => nameOf(id));
  };
  const lotId = (index: number) => lots[index]?.id ?? '';

  it('is a plate, however it is typed, in all of their lots', async () => {
    expect(await found({ plate: ' b-pm   1' })).to.deep.equal([
      ...['swept', 'over', 'cancelled', 'other lot', 'ahead', 'running'],
    ]);
    expect(await found({ plate: 'B-PM' })).to.deep.equal([]);
    expect(await found({ plate: 'B-PM 1' }, stranger)).to.deep.equal(['of another']);
    const admin = (await api.signedIn('admin')).accessToken;
    expect(await found({ plate: 'b-pm 1' }, admin)).to.have.members([
      ...['swept', 'over', 'cancelled', 'other lot', 'ahead', 'running', 'of another'],
    ]);
    expect(await found({ plate: 'B-PM 1', status: 'completed' }, admin)).to.deep.equal(['swept', 'over']);
  });

  it('is a lot of theirs', async () => {
    expect(await found({ lotId: lotId(1) })).to.deep.equal(['cancelled', 'other lot']);
    expect(await found({ lotId: lotId(2) })).to.deep.equal([]);
  });

  it('is what is yet to begin, or what has a status by now', async () => {
    expect(await found({ state: 'upcoming' })).to.deep.equal(['other plate', 'ahead']);
    expect(await found({ state: 'upcoming', plate: 'B-PM 1' })).to.deep.equal(['ahead']);
    expect(await found({ state: 'upcoming', lotId: lotId(1) })).to.deep.equal([]);
    expect(await found({ status: 'active', lotId: lotId(0) })).to.deep.equal([
      ...['other plate', 'ahead', 'running'],
    ]);
    expect(await found({ status: 'completed', plate: 'B-PM 1' })).to.deep.equal(['swept', 'over']);
    expect(await found({ status: 'completed', plate: 'B-PM 11' })).to.deep.equal([]);
    expect(await found({ status: 'completed', lotId: lotId(1) })).to.deep.equal([]);
    expect(await found({ status: 'completed', lotId: lotId(0) })).to.deep.equal(['swept', 'over']);
    expect(await found({ status: 'cancelled_by_user', plate: 'B-PM 1' })).to.deep.equal(['cancelled']);
    expect(await found({ state: 'upcoming' }, user)).to.deep.equal(['other plate', 'ahead']);
  });

  it('is found page by page', async () => {
    const names: unknown[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const query = new URLSearchParams({ limit: '2', plate: 'B-PM 1', ...(cursor ? { cursor } : {}) });
      const page = await ok<Page<Booking>>('GET', `/bookings?${query.toString()}`, owner);
      names.push(...page.items.map(({ id }) => nameOf(id)));
      cursor = page.nextCursor;
    }
    expect(names).to.deep.equal(['swept', 'over', 'cancelled', 'other lot', 'ahead', 'running']);
  });

  it('is not for others to look for, nor two things that exclude each other', async () => {
    const admin = (await api.signedIn('admin')).accessToken;
    const wrong: [string, Record<string, string>][] = [
      [user, { plate: 'B-PM 1' }],
      [admin, { lotId: lotId(0) }],
      [owner, { state: 'upcoming', status: 'active' }],
      [owner, { plate: 'B-PM 1', lotId: lotId(0) }],
      [owner, { state: 'over' }],
      [owner, { lotId: 'x' }],
      [owner, { plate: '' }],
    ];
    for (const [token, query] of wrong) {
      const path = `/bookings?${new URLSearchParams(query).toString()}`;
      const { status, body } = await api.call('GET', path, { token });
      expect([status, body.code], path).to.deep.equal([400, 'invalid_request']);
    }
  });
});
