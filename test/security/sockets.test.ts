import { expect } from 'chai';
import type { Inbox } from '../../contract/sockets.js';
import { book } from '../harness/cast.js';
import { ParkMate } from '../harness/parkmate.js';
import { badTokensOf } from './bad-tokens.js';
import { namespaceRoles, openedNamespaces } from './namespace-roles.js';
import { knock, RawSocket } from './raw-socket.js';
import { idOf, openWorld, type Caller, type World } from './world.js';

const impossible = 2 ** 53;
const forgedPositions: object[] = [
  ...[-1, 0, 1, 1e9, impossible, 1.5, '1', null, [], {}, '1 OR 1=1'].map((cursor) => ({ cursor })),
  ...['', 'x', 'x'.repeat(10_000), 1, null, {}].map((epoch) => ({ cursor: 0, epoch })),
];

describe('Every socket', () => {
  let parkmate: ParkMate;
  let world: World;
  const opened: RawSocket[] = [];

  before(async function () {
    this.timeout(30_000);
    parkmate = await ParkMate.start();
    world = await openWorld(parkmate);
  });
  after(async () => {
    for (const client of opened) client.close();
    await parkmate.stop();
  });

  const connect = async (namespace: string, auth: object, options?: object) => {
    const client = await RawSocket.connect(parkmate.url + namespace, auth, options);
    opened.push(client);
    return client;
  };

  const callerOf = (name: string) => {
    const caller = world.callers.find((known) => known.name === name);
    if (!caller) throw new Error(`there is no ${name}`);
    return caller;
  };

  it('is of a namespace that has its place in this test', () => {
    const names = openedNamespaces();
    expect(names).to.include('/dashboard');
    for (const name of names) expect(namespaceRoles).to.have.property(name);
  });

  it('is let in by its role alone', async () => {
    const names = openedNamespaces();
    for (const [namespace, who] of Object.entries(namespaceRoles)) {
      for (const { name, role, account } of world.callers) {
        const refusal = names.has(namespace) ? 'forbidden' : 'Invalid namespace';
        const expected = names.has(namespace) && who.includes(role) ? 'served' : refusal;
        const came = await knock(parkmate.url + namespace, { token: account.token });
        expect(came, `${name} at ${namespace}`).to.equal(expected);
      }
    }
  });

  it('is refused without a token that proves who it is, from a foreign page, and with a token in the query', async () => {
    const { owner } = world.first;
    for (const namespace of openedNamespaces()) {
      const url = parkmate.url + namespace;
      for (const [name, token] of Object.entries(await badTokensOf(owner))) {
        const expected = name === 'expired' ? 'token_expired' : 'unauthenticated';
        expect(await knock(url, { token }), `${name} at ${namespace}`).to.equal(expected);
      }
      expect(await knock(url, { token: { toString: owner.token } })).to.equal('unauthenticated');
      expect(await knock(url, {}, { query: { token: owner.token } })).to.equal('unauthenticated');
      const extraHeaders = { origin: 'https://evil.example' };
      expect(await knock(url, { token: owner.token }, { extraHeaders })).to.equal('origin_not_allowed');
      const bearer = { authorization: `Bearer ${owner.token}` };
      expect(await knock(url, {}, { extraHeaders: bearer })).to.equal('unauthenticated');
    }
  });

  it('is given its own notifications alone, whatever cursor and epoch it claims', async () => {
    const { user } = world.second;
    const own = new Set(world.second.ids.notifications);
    const theirs = await world.first.user.listen();
    const { epoch, lastSeq } = theirs.inboxes.all[0] ?? {};
    theirs.close();
    for (const position of [...forgedPositions, { cursor: lastSeq, epoch }, { cursor: 0, epoch }]) {
      const client = await connect('/', { token: user.token, ...position });
      const { body } = await client.frame('inbox');
      const answer = (await client.socket.timeout(5_000).emitWithAck('sync', position)) as object;
      for (const inbox of [body, answer].filter((given): given is Inbox => 'missed' in (given as object))) {
        const strangers = inbox.missed.filter(({ id }) => !own.has(id));
        expect(strangers, JSON.stringify(position).slice(0, 100)).to.be.empty;
      }
      client.close();
    }
  });

  /** A socket that tries everything which could put it into a room of the first side. */
  async function spy(namespace: string, { account }: Caller): Promise<RawSocket> {
    const { user, owner } = world.first;
    const rooms = [user.id, owner.id].flatMap((id) => [id, `user:${id}`, `dashboard:${id}`]);
    const claims = { userId: user.id, id: user.id, room: rooms[0], rooms, role: 'admin' };
    const client = await connect(`${namespace}?userId=${user.id}`, { ...claims, token: account.token });
    await client.heard.next();
    for (const name of ['join', 'subscribe', 'room', 'enter', 'watch', 'user']) {
      for (const room of [...rooms, claims]) client.socket.emit(name, room);
    }
    if (namespace !== '/') return client;
    for (const [token, code] of [
      [user.token, 'forbidden'],
      [owner.token, 'forbidden'],
      ['x', 'unauthenticated'],
    ]) {
      const answer: unknown = await client.socket.timeout(5_000).emitWithAck('auth', { token });
      expect(answer).to.deep.equal({ ok: false, code });
    }
    return client;
  }

  /** Causes every kind of frame for the first side. @returns ids that nobody else may hear of. */
  async function liveThroughEverything(): Promise<string[]> {
    const { user, owner, lot, ids } = world.first;
    const booking = await book(user, lot, lot.slots.length - 1, { vehiclePlate: 'SECRET first' });
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    await user.ok('POST', `/bookings/${booking.id}/cancel`);
    await user.ok('POST', '/notifications/read', { ids: ids.notifications.slice(0, 1) });
    await user.ok('DELETE', `/notifications/${idOf(world.first, 'notifications')}`);
    await owner.ok('PATCH', `/businesses/${idOf(world.first, 'businesses')}`, { name: 'SECRET first' });
    return [booking.id, booking.payment.id];
  }

  it('hears nothing of what happens to others, whatever rooms and tokens it claims', async () => {
    const { first, second } = world;
    const strangers = world.callers.filter(({ side }) => side !== first);
    const spies = await Promise.all(
      strangers.map(async (caller) => ({ name: caller.name, client: await spy('/', caller) })),
    );
    const board = await spy('/dashboard', callerOf('an owner of another business'));
    const [userHears, ownerHears] = await Promise.all([first.user.listen(), first.owner.listen()]);

    const secrets = [...first.secrets, ...(await liveThroughEverything())];
    await Promise.all([
      userHears.event('payment.verified'),
      ownerHears.event('booking.cancelled'),
      userHears.changes.next(({ archivedIds }) => archivedIds !== undefined, 'archiving'),
    ]);
    for (const { all } of [userHears.notifications, ownerHears.notifications])
      secrets.push(...all.map(({ id }) => id));
    userHears.close();
    ownerHears.close();

    await parkmate.settled();
    // Frames come in order: after the news of their own, nothing of the above can still be on its way.
    await callerOf('an admin').account.ok('POST', '/broadcasts', {
      title: 'Last',
      message: 'Last',
      audience: 'everyone',
    });
    await second.owner.ok('PATCH', `/businesses/${idOf(second, 'businesses')}`, { name: 'Last' });
    await Promise.all(spies.map(({ client }) => client.frame('notification')));
    await board.heard.next(({ body }) => JSON.stringify(body).includes('business.changed'), 'own change');

    for (const { name, client } of [...spies, { name: 'another dashboard', client: board }]) {
      for (const secret of secrets) expect(client.told, `${name} hears ${secret}`).not.to.contain(secret);
    }
    for (const { name, client } of spies) {
      expect(client.names, name).to.deep.equal(['inbox', 'notification']);
    }
    expect(board.heard.all).to.have.length(2);
  }).timeout(20_000);
});
