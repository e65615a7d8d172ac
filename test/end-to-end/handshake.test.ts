import { expect } from 'chai';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { Account } from '../harness/account.js';
import { refusalOf } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';
import { Tabs } from '../harness/tabs.js';

describe('The handshake of the gateway', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let user: Account;
  const tabs = new Tabs();

  before(async () => {
    parkmate = await ParkMate.start({ apis: 2, workers: 0, env: { EMBED_ORIGINS: 'https://shop.example' } });
    user = await parkmate.account('user');
  });

  afterEach(() => {
    tabs.closeAll();
  });

  after(() => parkmate.stop());

  const knock = (auth: Record<string, unknown>, headers = {}) => refusalOf(parkmate.url, auth, headers);

  it('lets in whoever has a good token, of every role', async () => {
    for (const role of ['user', 'owner', 'admin', 'operator'] as const) {
      const { token } = await parkmate.account(role);
      expect(await knock({ token }), role).to.equal(undefined);
    }
  });

  it('refuses an origin that is not ours, and no other', async () => {
    const { token } = user;
    expect(await knock({ token }, { origin: 'https://evil.example' })).to.equal('origin_not_allowed');
    expect(await knock({ token }, { origin: 'null' })).to.equal('origin_not_allowed');
    expect(await knock({ token }, { origin: parkmate.url })).to.equal(undefined);
  });

  it('lets pages of other sites that are named in to the inbox alone', async () => {
    const { token } = await parkmate.account('admin');
    const headers = { origin: 'https://shop.example' };
    expect(await knock({ token }, headers)).to.equal(undefined);
    for (const namespace of ['/dashboard', '/operations']) {
      expect(await refusalOf(`${parkmate.url}${namespace}`, { token }, headers), namespace).to.equal(
        'origin_not_allowed',
      );
    }
  });

  it('refuses no token, and tokens that are none, forged, unsigned or of somebody else’s making', async () => {
    const claims = { role: 'admin', sid: user.id };
    const made = (issuer: string, secret = user.access.jwtSecret) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(user.id)
        .setIssuer(issuer)
        .setAudience('parkmate')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(secret));
    const unsigned = new UnsecuredJWT(claims)
      .setSubject(user.id)
      .setIssuer('parkmate')
      .setAudience('parkmate');
    const tokens = [
      ...[undefined, null, 7, '', 'x', { token: user.token }, `Bearer ${user.token}`, `${user.token}x`],
      ...[
        await made('somebody'),
        await made('parkmate', 'x'.repeat(40)),
        unsigned.setExpirationTime('1h').encode(),
      ],
    ];
    for (const token of tokens)
      expect(await knock({ token }), JSON.stringify(token)).to.equal('unauthenticated');
    expect(await knock({})).to.equal('unauthenticated');
  });

  it('does not look for a token where it would be logged', async () => {
    expect(await refusalOf(`${parkmate.url}/?token=${user.token}`, {})).to.equal('unauthenticated');
  });

  it('tells a token that has run out from one that is wrong', async () => {
    expect(await knock({ token: await user.freshToken(-5) })).to.equal('token_expired');
  });

  it('closes after a socket whose token runs out, and says so first', async () => {
    const tab = await tabs.open(user.with({ token: await user.freshToken(1) }));
    const order: string[] = [];
    tab.socket.on('session:expired', () => order.push('session:expired'));
    tab.socket.on('disconnect', () => order.push('disconnect'));
    expect(await tab.disconnects.next()).to.equal('io server disconnect');
    expect(order).to.deep.equal(['session:expired', 'disconnect']);
  });

  it('stays open for a socket that shows a fresh token in time', async () => {
    const old = await user.freshToken(1);
    const [renewed, other] = await Promise.all([
      tabs.open(user.with({ token: old })),
      tabs.open(user.with({ token: old })),
    ]);
    const answer = await renewed.ask('auth', { token: user.token });
    expect(answer).to.deep.equal({ ok: true });
    // The other one shows when the old token has run out.
    await other.disconnects.next();
    const inbox = await renewed.ask('sync', { cursor: 0 });
    expect(inbox).to.include({ recovered: true });
    expect(renewed.expired.all).to.deep.equal([]);
  });

  it('takes no token of another user, nor a bad one, on an open socket', async () => {
    const stranger = await parkmate.account('owner');
    const tab = await tabs.open(user);
    const show = (token: string) => tab.ask('auth', { token });
    expect(await show(stranger.token)).to.deep.equal({ ok: false, code: 'forbidden' });
    expect(await show('x')).to.deep.equal({ ok: false, code: 'unauthenticated' });
    expect(await show(await user.freshToken(-5))).to.deep.equal({ ok: false, code: 'token_expired' });
    expect(tab.socket.connected).to.equal(true);
  });

  it('closes after all sockets of a session that ends, at every API process, and after no other', async () => {
    const token = await user.freshToken();
    const session = user.with({ token });
    const [here, there] = await tabs.openTwo(session, parkmate);
    const otherSession = await tabs.open(user);
    await session.ok('POST', '/auth/logout');
    expect(await here.disconnects.next()).to.equal('io server disconnect');
    expect(await there.disconnects.next()).to.equal('io server disconnect');
    expect(await knock({ token })).to.equal('unauthenticated');
    expect(await refusalOf(parkmate.apis[1]?.url ?? '', { token })).to.equal('unauthenticated');
    expect(otherSession.socket.connected).to.equal(true);
  });
});
