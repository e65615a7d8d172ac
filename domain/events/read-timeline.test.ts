import { expect } from 'chai';
import type { Timeline } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { TestApi } from '../../test/harness/api.js';
import { statement } from '../../platform/postgres/statement.js';

/** So much happened within one millisecond, told to two people, and more in the microseconds after it. */
const crowd = statement(
  'test-timeline',
  `WITH happened AS (
     INSERT INTO events (type, booking_id, payload, occurred_at)
     SELECT 'booking.renewed', $1, '{}', $2::timestamptz + (n / 50) * interval '1 microsecond'
     FROM generate_series(1, 150) AS n RETURNING id, occurred_at
   )
   INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data, created_at)
   SELECT reader, 1000 + row_number() OVER (), happened.id, 'booking.renewed', $1, 'info', 'T', 'M', '{}', $2
   FROM happened CROSS JOIN unnest(ARRAY[gen_random_uuid(), gen_random_uuid()]) AS reader`,
);

describe('a timeline', () => {
  let api: TestApi;
  let owner: string;
  let bookingId: string;
  before(async () => {
    api = await TestApi.start();
    owner = (await api.signedIn('owner')).accessToken;
    const user = (await api.signedIn('user')).accessToken;
    const post = async <Body>(token: string, path: string, body: unknown) => {
      const answer = await api.call<Body>('POST', path, { token, body });
      expect(answer.status).to.equal(201);
      return answer.body;
    };
    const business = await post<{ id: string }>(owner, '/businesses', { name: 'B' });
    const lot = await post<CreatedLot>(owner, `/businesses/${business.id}/lots`, {
      ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 1 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    const booking = await post<{ id: string }>(user, '/bookings', {
      ...{ slotId: lot.slots[0]?.id, durationSeconds: 3_600, vehiclePlate: 'P', paymentMethod: 'cash' },
    });
    bookingId = booking.id;
    await api.services.db.query(crowd, [bookingId, '2030-01-01T00:00:00Z']);
  });
  after(() => api.stop());

  const read = (query: string, token = owner) =>
    api.call<Timeline & { code: string }>('GET', `/bookings/${bookingId}/timeline${query}`, { token });

  async function walk(limit: number, between: () => Promise<unknown> = () => Promise.resolve()) {
    const found: Timeline['items'] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { status, body }: { status: number; body: Timeline } = await read(
        `?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(status).to.equal(200);
      expect(body.items).to.have.length.within(1, limit);
      found.push(...body.items);
      cursor = body.nextCursor;
      await between();
    }
    return found;
  }

  const everything = async () => {
    const rows = await api.services.db.query<{ id: string }>(
      statement(
        'test-everything',
        `SELECT id FROM (
           SELECT id, occurred_at AS at FROM events WHERE booking_id = $1
           UNION ALL SELECT id, created_at FROM notifications WHERE booking_id = $1
         ) AS entries ORDER BY at, id`,
      ),
      [bookingId],
    );
    return rows.map(({ id }) => id);
  };
  const ids = (entries: { id: string }[]) => entries.map(({ id }) => id);

  it('comes twenty entries at a time, oldest first', async () => {
    const { body } = await read('');
    expect(ids(body.items)).to.deep.equal((await everything()).slice(0, 20));
    expect(body.nextCursor).to.be.a('string');
  });

  it('is whole and in order however large its pages are, though much happened at once', async () => {
    const all = await everything();
    expect(all).to.have.length.above(450);
    for (const limit of [7, 50, 100]) expect(ids(await walk(limit)), `${limit}`).to.deep.equal(all);
  });

  it('is whole when more happens while it is read', async () => {
    let added = 0;
    const found = await walk(100, async () => {
      if (added++ > 0) return;
      await api.services.db.query(crowd, [bookingId, '2030-01-02T00:00:00Z']);
    });
    expect(ids(found)).to.deep.equal(await everything());
  });

  it('takes no other limits, and no cursors but its own', async () => {
    const forged = ['1:x', '99999999999999999:', ':', '1', `-1:${bookingId}`, `1e3:${bookingId}`].map(
      (place) => Buffer.from(place).toString('base64url'),
    );
    for (const cursor of [...forged, '%00', Buffer.from(bookingId).toString('base64url')])
      expect((await read(`?cursor=${cursor}`)).status, cursor).to.equal(400);
    for (const limit of ['0', '101', '1.5', 'x'])
      expect((await read(`?limit=${limit}`)).status).to.equal(400);
    const farthest = Buffer.from(`${'9'.repeat(16)}:${bookingId}`).toString('base64url');
    expect((await read(`?cursor=${farthest}`)).body).to.deep.equal({ items: [], nextCursor: null });
  });

  it('stays another’s, with or without a cursor', async () => {
    const { nextCursor } = (await read('?limit=1')).body;
    const stranger = (await api.signedIn('owner')).accessToken;
    for (const query of ['', `?cursor=${String(nextCursor)}`])
      expect((await read(query, stranger)).status).to.equal(404);
  });
});
