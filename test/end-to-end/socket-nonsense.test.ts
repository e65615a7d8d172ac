import { expect } from 'chai';
import type { Inbox } from '../../contract/sockets.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import type { ParkMate } from '../harness/parkmate.js';
import { userWith } from '../harness/tabs.js';
import { useParkMate } from '../harness/use-parkmate.js';

describe('A gateway that is sent what makes no sense', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let admin: Account;
  const tabs = useParkMate({ apis: 2 }, (running) => ({ parkmate, cast, admin } = running));

  it('refuses it, answers what makes sense, and lets nobody listen elsewhere', async () => {
    const user = await userWith(parkmate, admin, 1);
    const tab = await tabs.open(user);
    const socket = tab.socket as unknown as { emit(name: string, ...message: unknown[]): void };
    // Without an acknowledgement nobody waits for an answer.
    socket.emit('sync', { cursor: 0 });
    socket.emit('auth');
    socket.emit('auth', { token: 'x' });
    socket.emit('sync', { cursor: 0 }, 'no function');
    socket.emit('join', `user:${cast.owner.id}`);
    socket.emit('notification', { id: 'forged' });
    for (const message of [null, 7, 'x', [], {}, { cursor: -1 }, { cursor: '0' }, { cursor: 0, epoch: 5 }]) {
      expect(await tab.ask('sync', message)).to.deep.equal({
        ok: false,
        code: 'invalid_message',
      });
    }
    expect(await tab.ask('auth', { token: 7 })).to.deep.include({ ok: false });
    const inbox = (await tab.ask('sync', { cursor: 0, userId: cast.owner.id })) as Inbox;
    expect(inbox).to.include({ lastSeq: 1, recovered: true });

    await book(cast.user, cast.lot, 2);
    await parkmate.settled();
    expect(tab.notifications.all).to.deep.equal([]);
    expect(tab.disconnects.all).to.deep.equal([]);
  });

  it('stops answering a client that asks without end, and only that one', async () => {
    const user = await userWith(parkmate, admin, 1);
    const [busy, calm] = await tabs.openTwo(user, parkmate);
    const answers = await Promise.all(Array.from({ length: 60 }, () => busy.ask('sync', { cursor: 0 })));
    expect(answers).to.deep.include({ ok: false, code: 'too_many_requests' });
    const answer = await calm.ask('sync', { cursor: 0 });
    expect(answer).to.include({ lastSeq: 1 });
  });
});
