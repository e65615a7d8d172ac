import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Business, Lot } from '../../contract/api/businesses.js';
import type { ProblemDocument } from '../../contract/api/problem.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { ParkMate } from '../harness/parkmate.js';
import { rightCalls } from '../harness/right-calls.js';
import { send } from '../harness/raw-http.js';
import { changedTables, takeSnapshot, type Snapshot } from '../security/snapshot.js';

interface Call {
  method?: string;
  path: string;
  by?: Account;
  body?: string | undefined;
  type?: string;
}

describe('Input', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let admin: Account;
  let booking: Booking;

  before(async () => {
    parkmate = await ParkMate.start();
    cast = await parkmate.cast.business();
    admin = await parkmate.account('admin');
    booking = await book(cast.user, cast.lot, 0);
  });

  after(() => parkmate.stop());

  async function refused({
    method = 'POST',
    path,
    by,
    body,
    type = 'application/json',
  }: Call): Promise<number> {
    const headers = {
      ...(by ? { authorization: `Bearer ${by.token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
    };
    const what = `${method} ${path} ${(body ?? '').slice(0, 100)}`;
    const { status, contentType, text } = await send(parkmate.url + '/api' + path, method, headers, body);
    expect(status, `${what}: ${text}`).to.be.within(400, 499);
    expect(contentType, what).to.match(/^application\/problem\+json/);
    const problem = JSON.parse(text) as ProblemDocument;
    expect(problem, what).to.include({ status });
    expect(problem.code, what).to.match(/^[a-z_]+$/);
    expect(problem.requestId, what).to.be.a('string').and.not.empty;
    return status;
  }

  describe('is refused, and changes nothing:', () => {
    let rows: Snapshot;
    beforeEach(async () => {
      await parkmate.settled();
      rows = await takeSnapshot(parkmate.db);
    });
    afterEach(async () => {
      expect(changedTables(rows, await takeSnapshot(parkmate.db)), 'changed tables').to.deep.equal([]);
    });

    it('no JSON, no object, too large a body or another media type, on every call', async () => {
      for (const { body, ...call } of rightCalls(cast, admin, booking)) {
        for (const text of ['{', '', 'null', '[]', '7', '"x"', '{"name":}', '\0', '{"a":1}{"b":2}']) {
          await refused({ ...call, body: text });
        }
        expect(
          await refused({ ...call, body: JSON.stringify({ ...body, name: 'x'.repeat(70_000) }) }),
        ).to.equal(413);
        expect(await refused({ ...call, body: JSON.stringify(body), type: 'text/plain' })).to.equal(415);
        const form = 'application/x-www-form-urlencoded';
        expect(await refused({ ...call, body: 'name=x', type: form })).to.equal(415);
      }
    });

    it('fields that are wrong, missing, empty, too long, with NUL or nobody’s, on every call', async () => {
      const wrong = [
        null,
        {},
        [],
        [[]],
        true,
        '',
        '\u0000',
        'a\u0000b',
        'x'.repeat(2_000),
        -1,
        1.5,
        { $gt: 0 },
      ];
      for (const { body, ...call } of rightCalls(cast, admin, booking)) {
        for (const extra of ['role', 'status', 'id', 'userId', '__proto__', 'constructor']) {
          // As text, since __proto__ would not become a field otherwise. The last of two equal names counts.
          const text = JSON.stringify(body).replace(/}$/, `,${JSON.stringify(extra)}:"admin"}`);
          expect(await refused({ ...call, body: text }), extra).to.equal(400);
        }
        for (const field of Object.keys(body)) {
          for (const value of wrong) {
            expect(await refused({ ...call, body: JSON.stringify({ ...body, [field]: value }) })).to.equal(
              400,
            );
          }
          const others = Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));
          expect(await refused({ ...call, body: JSON.stringify(others) }), `without ${field}`).to.equal(400);
        }
      }
    });

    it('moments too far off and durations that are none', async () => {
      const right = rightCalls(cast, admin, booking).find(({ path }) => path === '/bookings');
      const far = [
        '9999-12-31T23:59:59Z',
        '0001-01-01T00:00:00Z',
        '+275760-09-13T00:00:00Z',
        '1969-12-31T00:00:00Z',
      ];
      const none = ['tomorrow', 'now()', '2026-02-30T00:00:00Z', '2026-11-21', 'infinity', 1e15, 0, null];
      for (const startsAt of [...far, ...none]) {
        await refused({
          path: '/bookings',
          by: cast.user,
          body: JSON.stringify({ ...right?.body, startsAt }),
        });
      }
      for (const durationSeconds of [
        -1,
        0,
        0.5,
        600.5,
        604_801,
        2 ** 31,
        2 ** 53,
        1e308,
        '600',
        'P1D',
        null,
      ]) {
        const body = JSON.stringify({ ...right?.body, durationSeconds });
        await refused({ path: '/bookings', by: cast.user, body });
        await refused({
          path: `/bookings/${booking.id}/renew`,
          by: cast.user,
          body: JSON.stringify({ durationSeconds }),
        });
      }
    });

    it('addresses and queries that make no sense', async () => {
      const { owner: by } = cast;
      const ids = [
        'x',
        '0',
        '%00',
        '%27%20OR%201=1--',
        `${booking.id}x`,
        '%E0%A4%A',
        '..%2fme',
        'x'.repeat(1_000),
      ];
      for (const id of ids) await refused({ method: 'GET', path: `/bookings/${id}`, by });
      for (const list of ['/bookings', '/payments', '/businesses', '/lots']) {
        const limits = ['0', '-1', '101', '1.5', 'x', '', 'NaN', '1e9', '%00'].map(
          (limit) => `limit=${limit}`,
        );
        const cursors = ['x', '', '%00', "' OR 1=1", 'AAAA', 'x'.repeat(300)].map(
          (cursor) => `cursor=${encodeURIComponent(cursor)}`,
        );
        for (const query of [
          ...limits,
          ...cursors,
          'limit=1&limit=2',
          'cursor[]=x',
          'userId=1',
          'status=x',
        ]) {
          expect(await refused({ method: 'GET', path: `${list}?${query}`, by }), query).to.equal(400);
        }
      }
      for (const query of ['before=-1', 'after=x', 'before=1&after=1', 'after=1e30', 'limit=0']) {
        await refused({ method: 'GET', path: `/notifications?${query}`, by });
      }
    });
  });

  it('is plain text where it is text, however much it looks like SQL or HTML', async () => {
    const texts = [
      "Robert'); DROP TABLE users; --",
      '<script>alert(1)</script>',
      '{{7*7}} ${x} %s \\ "',
      '停车 🅿️ é',
    ];
    for (const name of texts) {
      const business = await cast.owner.ok<Business>('POST', '/businesses', { name });
      expect(business.name).to.equal(name);
      const lot = await cast.owner.ok<Lot>('POST', `/businesses/${business.id}/lots`, {
        ...{ name, address: name, timezone: 'UTC', slotCount: 1, hourlyRate: { amount: 1, currency: 'EUR' } },
      });
      expect(await cast.user.ok<Lot>('GET', `/lots/${lot.id}`)).to.include({ name, address: name });
      const parked = await cast.user.ok<Booking>('POST', '/bookings', {
        ...{ slotId: lot.slots[0]?.id, durationSeconds: 600, vehiclePlate: 'A', paymentMethod: 'cash' },
      });
      const user = await cast.user.listen();
      await cast.owner.ok('POST', `/bookings/${parked.id}/decline`, { reason: name });
      const told = await user.notifications.next(({ data }) => data.bookingId === parked.id);
      expect(told.message).to.contain(name);
      user.close();
    }
    expect(await cast.user.ok('GET', '/me')).to.include({ id: cast.user.id });
  });
});
