import { expect } from 'chai';
import type { Notification } from '../../contract/notification.js';
import type { Inbox } from '../../contract/sockets.js';
import type { InboxRequest } from '../../domain/notifications/read-inboxes.js';
import { deliverTo } from './deliver.js';
import type { InboxSocket, InboxSocketData } from './gateway.js';
import { sendInbox } from './send-inbox.js';

const notification = (seq: number) => ({ seq }) as Notification;

/** A socket that writes down what it is sent, with an inbox that is read when the test says so. */
class Rig {
  readonly sent: string[] = [];
  readonly asked: InboxRequest[] = [];
  private readonly answers: ((inbox: Inbox) => void)[] = [];
  readonly data = {
    credentials: { userId: 'u' },
    cursor: 0,
    epoch: undefined,
    held: [],
    lastInbox: Promise.resolve(),
  } as unknown as InboxSocketData;

  readonly socket = {
    data: this.data,
    conn: {},
    emit: (name: string, body: Inbox & Notification) => {
      const seqs = name === 'inbox' ? body.missed.map(({ seq }) => seq).join('+') : body.seq;
      this.sent.push(`${name} ${seqs}`);
    },
  } as unknown as InboxSocket;

  readonly load = (request: InboxRequest) => {
    this.asked.push(request);
    return new Promise<Inbox>((resolve) => this.answers.push(resolve));
  };

  answer(missed: number[], lastSeq: number, recovered = true): void {
    this.answers.shift()?.({
      missed: missed.map(notification),
      lastSeq,
      unreadCount: 0,
      epoch: 'e',
      recovered,
    });
  }

  live(seq: number): void {
    deliverTo(this.socket, {
      userId: 'u',
      name: 'notification',
      body: { ...notification(seq), unreadCount: 0 },
    });
  }

  async asksAgain(times: number): Promise<void> {
    while (this.asked.length < times) await new Promise(setImmediate);
  }
}

describe('Bringing a socket up to date', () => {
  it('holds live messages back until the inbox is out, and sends none that it has', async () => {
    const rig = new Rig();
    const done = sendInbox(rig.socket, rig.load);
    await rig.asksAgain(1);
    for (const seq of [2, 3]) rig.live(seq);
    rig.answer([1, 2], 2);
    await done;
    expect(rig.sent).to.deep.equal(['inbox 1+2', 'notification 3']);
  });

  it('sends nothing twice, in whatever order live messages come', async () => {
    const rig = new Rig();
    const done = sendInbox(rig.socket, rig.load);
    await rig.asksAgain(1);
    rig.answer([], 0);
    await done;
    for (const seq of [2, 1, 2, 1, 3]) rig.live(seq);
    expect(rig.sent).to.deep.equal(['inbox ', 'notification 2', 'notification 1', 'notification 3']);
    expect(rig.data).to.include({ cursor: 3 });
  });

  it('asks again from the gap on, and leaves out what came after it', async () => {
    const rig = new Rig();
    const first = sendInbox(rig.socket, rig.load);
    await rig.asksAgain(1);
    rig.answer([], 0);
    await first;
    rig.live(2);
    const second = sendInbox(rig.socket, rig.load);
    await rig.asksAgain(2);
    expect(rig.asked[1]).to.include({ cursor: 0, epoch: 'e' });
    rig.answer([1, 2], 2);
    await second;
    expect(rig.sent).to.deep.equal(['inbox ', 'notification 2', 'inbox 1']);
  });

  it('does one at a time when asked twice, and loses nothing in between', async () => {
    const rig = new Rig();
    const both = [sendInbox(rig.socket, rig.load), sendInbox(rig.socket, rig.load)];
    await rig.asksAgain(1);
    rig.live(2);
    rig.answer([1], 1);
    await rig.asksAgain(2);
    rig.live(3);
    rig.answer([], 2);
    await Promise.all(both);
    expect(rig.sent).to.deep.equal(['inbox 1', 'notification 2', 'inbox ', 'notification 3']);
  });

  it('starts over with a client that holds more than there is', async () => {
    const rig = new Rig();
    Object.assign(rig.data, { cursor: 1_000 });
    const done = sendInbox(rig.socket, rig.load);
    await rig.asksAgain(1);
    rig.answer([], 5, false);
    await done;
    rig.live(6);
    expect(rig.sent).to.deep.equal(['inbox ', 'notification 6']);
  });
});
