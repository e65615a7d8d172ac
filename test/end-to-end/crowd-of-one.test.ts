import { expect } from 'chai';
import type { Account } from '../harness/account.js';
import { ParkMate } from '../harness/parkmate.js';
import { RoughSocket } from '../harness/rough-socket.js';
import { Tabs, userWith } from '../harness/tabs.js';

const mostSockets = 50;
const tooMany = { ok: false, code: 'too_many_requests' };

describe('A crowd of sockets that are one user’s', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let admin: Account;
  const tabs = new Tabs();
  const rough: RoughSocket[] = [];

  before(async () => {
    parkmate = await ParkMate.start({ apiEnv: { RATE_LIMITS: 'on' } });
    admin = await parkmate.account('admin');
  });
  afterEach(() => {
    tabs.closeAll();
    for (const socket of rough.splice(0)) socket.close();
  });
  after(() => parkmate.stop());

  const open = (account: Account, count: number) =>
    Promise.all(Array.from({ length: count }, () => tabs.open(account)));

  it('shares one allowance, which is not that of others', async () => {
    const [user, other] = await parkmate.users(2);
    if (!user || !other) throw new Error('there are no two users');
    const crowd = await open(user, 10);
    const calm = await tabs.open(other);
    const ask = (times: number) =>
      Promise.all(
        crowd.flatMap((tab) => Array.from({ length: times }, () => tab.ask('sync', { cursor: 0 }))),
      );
    const answers = await ask(10);
    const served = answers.filter((answer) => 'missed' in (answer as object));
    expect(served.length).to.be.within(30, 60);
    expect(answers.filter((answer) => !served.includes(answer))[0]).to.deep.equal(tooMany);
    expect(await calm.ask('sync', { cursor: 0 })).to.include({ recovered: true });
    for (const tab of crowd) expect(tab.socket.connected).to.equal(true);
  });

  it('may show fresh tokens all at once, and not without end', async () => {
    const user = await parkmate.account('user');
    const crowd = await open(user, 10);
    const renew = (times: number) =>
      Promise.all(
        crowd.flatMap((tab) => Array.from({ length: times }, () => tab.ask('auth', { token: user.token }))),
      );
    for (const answer of await renew(5)) expect(answer).to.deep.equal({ ok: true });
    expect(await renew(10)).to.deep.include(tooMany);
  });

  it('is bounded: the one that has been idle for longest makes room, and is told so', async () => {
    const user = await parkmate.account('user');
    const oldest = await tabs.open(user);
    const idlest = await tabs.open(user);
    const others = await open(user, mostSockets - 2);
    await oldest.sync({ cursor: 0 });
    const order: string[] = [];
    idlest.socket.on('session:replaced', () => order.push('session:replaced'));
    idlest.socket.on('disconnect', (reason) => order.push(reason));

    const newest = await tabs.open(user);
    await idlest.disconnects.next();
    expect(order).to.deep.equal(['session:replaced', 'io server disconnect']);
    await newest.sync({ cursor: 0 });
    for (const tab of [oldest, newest, ...others]) expect(tab.socket.connected).to.equal(true);
  });

  it('gets no more inboxes by connecting again and again, and others do', async () => {
    const user = await userWith(parkmate, admin, 1);
    const comeBack = async () => {
      try {
        (await RoughSocket.enter(parkmate.url, { token: user.token })).close();
        return 'served';
      } catch (error) {
        return String(error);
      }
    };
    const results: string[] = [];
    const loop = async () => {
      for (let times = 0; times < 20; times++) results.push(await comeBack());
    };
    await Promise.all(Array.from({ length: 10 }, loop));
    expect(results.filter((result) => result === 'served').length).to.be.within(100, 170);
    for (const result of results) expect(result).to.match(/^served$|too_many_requests/);
    expect((await tabs.open(admin)).socket.connected).to.equal(true);
  });

  it('is not let into one namespace twice by the same web socket', async () => {
    const user = await parkmate.account('user');
    const socket = await RoughSocket.open(parkmate.url);
    rough.push(socket);
    const entry = `40${JSON.stringify({ token: user.token })}`;
    for (let times = 0; times < 10; times++) socket.say(entry);
    const count = (start: string) => socket.packets.all.filter((packet) => packet.startsWith(start)).length;
    // Socket.IO itself closes the connection when another entry arrives after the first one was let in.
    await Promise.race([
      socket.packets.next(() => count('44') === 9 && count('42["inbox"') > 0, 'refusals'),
      socket.closed,
    ]);
    expect(count('40')).to.equal(1);
    expect(count('42["inbox"')).to.be.at.most(1);
  });

  it('is cut off when it goes on guessing tokens', async () => {
    const socket = await RoughSocket.open(parkmate.url);
    rough.push(socket);
    for (let guess = 0; guess < 15; guess++) socket.say(`40{"token":"guess ${guess}"}`);
    const refused = (packet: string) => packet.includes('unauthenticated');
    // One at a time, as far as the door is concerned: what comes meanwhile is not looked at.
    await socket.packets.next(refused, 'refusal');
    for (let guess = 0; guess < 15 && socket.isOpen; guess++) {
      const before = socket.packets.all.length;
      socket.say(`40{"token":"guess ${guess}"}`);
      await Promise.race([socket.packets.next(() => socket.packets.all.length > before), socket.closed]);
    }
    await socket.closed;
    expect(socket.packets.all.filter(refused).length).to.be.below(8);
  });
});
