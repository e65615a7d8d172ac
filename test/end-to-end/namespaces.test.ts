import { expect } from 'chai';
import { once } from 'node:events';
import { Manager, type Socket } from 'socket.io-client';
import type { Account } from '../harness/account.js';
import { refusalOf } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';

describe('Two namespaces of one web socket', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let owner: Account;
  const managers: Manager[] = [];

  before(async () => {
    parkmate = await ParkMate.start();
    owner = await parkmate.account('owner');
  });
  afterEach(() => {
    for (const manager of managers.splice(0)) manager._close();
  });
  after(() => parkmate.stop());

  /** Enters both, each with a token of its own. */
  async function enterBoth(inboxToken: string, dashboardToken: string) {
    const manager = new Manager(parkmate.url, { transports: ['websocket'], reconnection: false });
    managers.push(manager);
    const inbox = manager.socket('/', { auth: { token: inboxToken } });
    const dashboard = manager.socket('/dashboard', { auth: { token: dashboardToken } });
    inbox.connect();
    dashboard.connect();
    await Promise.all([once(inbox as never, 'inbox'), once(dashboard as never, 'dashboard')]);
    return { inbox, dashboard, manager };
  }

  const heardBy = (socket: Socket) => {
    const heard: string[] = [];
    socket.onAny((name: string) => heard.push(name));
    socket.on('disconnect', (reason) => heard.push(reason));
    return heard;
  };
  const ask = (socket: Socket, name: string, message: unknown): Promise<unknown> =>
    socket.timeout(5_000).emitWithAck(name, message);
  const sync = (socket: Socket) => ask(socket, 'sync', { cursor: 0 });

  for (const [name, ttl] of Object.entries({ dashboard: [60, 1], inbox: [1, 60] })) {
    it(`are not closed together when the token of the ${name} runs out`, async () => {
      const both = await enterBoth(await owner.freshToken(ttl[0]), await owner.freshToken(ttl[1]));
      const [expired, other] = name === 'inbox' ? [both.inbox, both.dashboard] : [both.dashboard, both.inbox];
      const [heard, otherHeard] = [heardBy(expired), heardBy(other)];
      await once(expired as never, 'disconnect');
      expect(heard).to.deep.equal(['session:expired', 'io server disconnect']);
      expect(await ask(other, 'auth', { token: owner.token })).to.deep.equal({ ok: true });
      expect(otherHeard).to.deep.equal([]);
      expect(other.connected).to.equal(true);
    });
  }

  it('are kept open by a fresh token, each by its own', async () => {
    const { inbox, dashboard } = await enterBoth(await owner.freshToken(2), await owner.freshToken(2));
    const heard = heardBy(dashboard);
    expect(await ask(dashboard, 'auth', { token: owner.token })).to.deep.equal({ ok: true });
    await once(inbox as never, 'disconnect');
    await owner.ok('POST', '/businesses', { name: 'Still here' });
    await once(dashboard as never, 'dashboard');
    expect(heard).to.deep.equal(['dashboard']);
    expect(dashboard.connected).to.equal(true);
  });

  it('take no token at the dashboard that would not open it', async () => {
    const { dashboard } = await enterBoth(owner.token, owner.token);
    const [other, user] = [await parkmate.account('owner'), await parkmate.account('user')];
    const show = (token: unknown) => ask(dashboard, 'auth', { token });
    const refused = (code: string) => ({ ok: false, code });
    expect(await show(other.token)).to.deep.equal(refused('forbidden'));
    expect(await show(user.token)).to.deep.equal(refused('forbidden'));
    expect(await show('x')).to.deep.equal(refused('unauthenticated'));
    expect(await show(await owner.freshToken(-5))).to.deep.equal(refused('token_expired'));
    expect(await show(7)).to.deep.equal(refused('invalid_message'));
    expect(dashboard.connected).to.equal(true);
  });

  it('are both closed when their session ends, and only those of that session', async () => {
    const token = await owner.freshToken();
    const both = await enterBoth(token, token);
    const half = await enterBoth(owner.token, token);
    const gone = [both.inbox, both.dashboard, half.dashboard].map((socket) =>
      once(socket as never, 'disconnect'),
    );
    await owner.with({ token }).ok('POST', '/auth/logout');
    for (const [reason] of await Promise.all(gone)) expect(reason).to.equal('io server disconnect');
    expect(await sync(half.inbox)).to.include({ recovered: true });
    expect(await refusalOf(`${parkmate.url}/dashboard`, { token })).to.equal('unauthenticated');
  });
});
