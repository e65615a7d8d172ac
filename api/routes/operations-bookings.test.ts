import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { BookingStory, SearchResult } from '../../contract/api/operations.js';
import type { Role } from '../../contract/api/accounts.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { TestApi } from '../../test/harness/api.js';

describe('What operators find of bookings', () => {
  let api: TestApi;
  let tokens: Record<Role, string>;
  let bookingId: string;

  before(async () => {
    api = await TestApi.start();
    const signIn = async (role: Role) => (await api.signedIn(role)).accessToken;
    tokens = {
      user: await signIn('user'),
      owner: await signIn('owner'),
      admin: await signIn('admin'),
      operator: await signIn('operator'),
    };
    const post = async <Body>(role: Role, path: string, body: unknown) => {
      const answer = await api.call<Body>('POST', path, { token: tokens[role], body });
      expect(answer.status).to.equal(201);
      return answer.body;
    };
    const business = await post<{ id: string }>('owner', '/businesses', { name: 'B' });
    const lot = await post<CreatedLot>('owner', `/businesses/${business.id}/lots`, {
      ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 1 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    const booking = await post<{ id: string }>('user', '/bookings', {
      ...{ slotId: lot.slots[0]?.id, durationSeconds: 3_600, vehiclePlate: 'b-pm 7', paymentMethod: 'cash' },
    });
    bookingId = booking.id;
  });
  after(() => api.stop());

  const search = (q: string, role: Role = 'operator') =>
    api.call<SearchResult>('GET', `/operations/search?q=${encodeURIComponent(q)}`, { token: tokens[role] });
  const story = (id: string, role: Role = 'operator') =>
    api.call<BookingStory>('GET', `/operations/bookings/${id}/story`, { token: tokens[role] });

  it('is for operators and admins, and of nobody else: not of whom the booking is', async () => {
    for (const role of ['operator', 'admin'] as const) {
      expect((await search('B-PM 7', role)).body.items.map(({ id }) => id)).to.deep.equal([bookingId]);
      expect((await story(bookingId, role)).body.booking.id).to.equal(bookingId);
    }
    for (const role of ['user', 'owner'] as const) {
      expect((await search('B-PM 7', role)).status).to.equal(403);
      expect((await story(bookingId, role)).status).to.equal(403);
    }
    for (const path of ['/operations/search?q=B', `/operations/bookings/${bookingId}/story`])
      expect((await api.call('GET', path)).status).to.equal(401);
  });

  it('takes up to 200 characters that can be seen', async () => {
    for (const q of ['', ' ', '\u200b', '\u202eB', 'B\u0000', 'B'.repeat(201)])
      expect((await search(q)).status, JSON.stringify(q)).to.equal(400);
    for (const q of ['B'.repeat(200), '%', '_', '\\', `' OR 1=1 --`, 'مرحبا', '<b>'])
      expect((await search(q)).body, q).to.deep.equal({ items: [], isComplete: true });
    expect((await search(' b-pm  7\u200b')).body.items).to.have.lengthOf(1);
    expect((await api.call('GET', '/operations/search', { token: tokens.operator })).status).to.equal(400);
  });

  it('is not there for a booking that is not there', async () => {
    expect((await story(randomUUID())).status).to.equal(404);
  });
});
