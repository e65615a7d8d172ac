import { expect } from 'chai';
import type { EventName } from '../events/catalog/index.js';
import { examples } from '../../test/harness/event-examples.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { notify } from './notify.js';

describe('The language of notifications', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  const person = async (role: 'user' | 'owner', language: 'en' | 'es') => {
    const { userId } = await domain.account(role);
    await speak(userId, language);
    return userId;
  };
  const speak = (userId: string, language: 'en' | 'es') =>
    domain.query('UPDATE users SET language = $2 WHERE id = $1', [userId, language]);

  const tell = async (type: EventName, payload: object) => {
    const [event] = await domain.query<{ id: string }>(
      'INSERT INTO events (type, payload) VALUES ($1, $2) RETURNING id',
      [type, JSON.stringify(payload)],
    );
    const { messages } = await notify(domain.db, [event?.id ?? ''], silentLog);
    return messages.map(({ userId, body }) => ({ userId, body: body as { title: string; message: string } }));
  };
  const titlesOf = (userId: string) =>
    domain.query<{ title: string }>('SELECT title FROM notifications WHERE user_id = $1 ORDER BY seq', [
      userId,
    ]);

  it('is that of each recipient, in the row and in what goes to the page', async () => {
    const [userId, ownerId] = [await person('user', 'es'), await person('owner', 'en')];
    const told = await tell('booking.reinstated', { ...examples['booking.reinstated'], userId, ownerId });
    const titleFor = (id: string) => told.find((message) => message.userId === id)?.body.title;
    expect([titleFor(userId), titleFor(ownerId)]).to.deep.equal([
      'Reserva restablecida',
      'Booking reinstated',
    ]);
    expect(await titlesOf(userId)).to.deep.equal([{ title: 'Reserva restablecida' }]);
    expect(await titlesOf(ownerId)).to.deep.equal([{ title: 'Booking reinstated' }]);
  });

  it('is theirs at the moment when they are told: what was told before stays as it was', async () => {
    const userId = await person('user', 'en');
    const renewed = { ...examples['booking.renewed'], userId };
    await tell('booking.renewed', renewed);
    await speak(userId, 'es');
    const [told] = await tell('booking.renewed', { ...renewed, deadlineVersion: 3 });
    expect(told?.body.message).to.equal('¡Tu reserva se renovó!');
    expect(await titlesOf(userId)).to.deep.equal([
      { title: 'Booking renewed' },
      { title: 'Reserva renovada' },
    ]);
  });

  it('is for a broadcast the one that it was written in', async () => {
    const userId = await person('user', 'es');
    const sent = { ...examples['broadcast.sent'], recipientIds: [userId], title: 'Closed on Sunday' };
    const [told] = await tell('broadcast.sent', sent);
    expect(told?.body.title).to.equal('Closed on Sunday');
  });
});
