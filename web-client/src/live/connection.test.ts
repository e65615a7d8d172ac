import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import sinon from 'sinon';
import type { Handshake, Inbox } from '../../../contract/sockets.js';
import { Connection, type LiveSocket } from './connection.js';

const inbox: Inbox = { missed: [], unreadCount: 0, lastSeq: 7, epoch: 'e', recovered: true };

/** An in-memory socket; the test acts as the server. */
class FakeSocket extends EventEmitter {
  connected = false;
  active = true;
  readonly sent: unknown[][] = [];
  readonly io = { engine: { close: sinon.spy() } };
  answer: () => Promise<unknown> = () => Promise.resolve(inbox);
  readonly connect = sinon.spy();
  readonly disconnect = sinon.spy();

  override emit(name: string, ...args: unknown[]): boolean {
    this.sent.push([name, ...args]);
    return true;
  }

  timeout() {
    return { emitWithAck: (...args: unknown[]) => this.emit(...(args as [string])) && this.answer() };
  }

  /** Emits an event of the server. */
  say(name: string, ...args: unknown[]): void {
    if (name === 'inbox') this.connected = true;
    if (name === 'disconnect') this.connected = false;
    super.emit(name, ...args);
  }

  refuse(code: string): void {
    this.active = false;
    this.say('connect_error', Object.assign(new Error(code), { data: { code } }));
  }
}

describe('The connection', () => {
  let time: sinon.SinonFakeTimers;
  let socket: FakeSocket;
  let credentials: (present: (handshake: Handshake) => void) => void;
  let connection: Connection;
  let current: string;
  const renewToken = sinon.stub<[string | undefined], Promise<string>>();
  const deps = {
    open: (ask: typeof credentials) => {
      credentials = ask;
      return socket as unknown as LiveSocket;
    },
    position: () => ({ cursor: 7, epoch: 'e' }),
    freshToken: () => Promise.resolve(current),
    renewToken,
    onInbox: sinon.spy(),
    onNotification: sinon.spy(),
    onChange: sinon.spy(),
  };
  const handshake = () =>
    new Promise<Handshake>((resolve) => {
      credentials(resolve);
    });

  beforeEach(() => {
    time = sinon.useFakeTimers();
    socket = new FakeSocket();
    current = 'token 1';
    renewToken.reset();
    renewToken.callsFake(() => Promise.resolve((current = 'token 2')));
    connection = new Connection(deps);
  });
  afterEach(() => {
    connection.stop();
    time.restore();
  });

  it('presents its token and cursor of that moment at each attempt', async () => {
    expect(await handshake()).to.deep.equal({ token: 'token 1', cursor: 7, epoch: 'e' });
    current = 'token 2';
    expect(await handshake()).to.have.property('token', 'token 2');
  });

  it('is connected when it has its inbox, and says so when it is cut', () => {
    expect(connection.state.value).to.equal('connecting');
    socket.say('inbox', inbox);
    expect(connection.state.value).to.equal('connected');
    socket.say('disconnect', 'transport close');
    expect(connection.state.value).to.equal('reconnecting');
    sinon.assert.notCalled(socket.connect);
  });

  it('comes back with a new token after its session ran out', async () => {
    await handshake();
    socket.say('inbox', inbox);
    socket.say('session:expired');
    socket.say('disconnect', 'io server disconnect');
    await time.tickAsync(1_000);
    sinon.assert.calledOnceWithExactly(renewToken, 'token 1');
    sinon.assert.calledOnce(socket.connect);
  });

  it('comes back with a new token when the old one is refused, and ever slower when that is refused too', async () => {
    socket.refuse('token_expired');
    await time.tickAsync(0);
    sinon.assert.calledOnce(socket.connect);
    for (let refusal = 0; refusal < 20; refusal += 1) socket.refuse('unauthenticated');
    await time.tickAsync(5_000);
    sinon.assert.calledOnce(socket.connect);
    await time.tickAsync(20_000);
    sinon.assert.calledTwice(socket.connect);
  });

  it('comes back later, with the same token, when there was too much at once', async () => {
    await handshake();
    socket.refuse('too_many_requests');
    await time.tickAsync(900);
    sinon.assert.notCalled(socket.connect);
    await time.tickAsync(2_200);
    sinon.assert.calledOnce(socket.connect);
    sinon.assert.notCalled(renewToken);
  });

  it('leaves its place to newer tabs when there are too many, until it is looked at', async () => {
    socket.say('inbox', inbox);
    socket.say('session:replaced');
    socket.say('disconnect', 'io server disconnect');
    await time.tickAsync(20_000);
    sinon.assert.notCalled(socket.connect);
    connection.hurry();
    await time.tickAsync(1_000);
    sinon.assert.calledOnce(socket.connect);
  });

  it('tries again while no token can be had for want of a line', async () => {
    renewToken.onCall(0).rejects(new Error('no line'));
    socket.refuse('token_expired');
    await time.tickAsync(0);
    sinon.assert.notCalled(socket.connect);
    await time.tickAsync(1_000);
    sinon.assert.calledOnce(socket.connect);
  });

  it('does not insist where it is not wanted', async () => {
    socket.refuse('origin_not_allowed');
    await time.tickAsync(60_000);
    connection.hurry();
    expect(connection.state.value).to.equal('refused');
    sinon.assert.notCalled(socket.connect);
  });

  it('keeps its socket with a newer token', async () => {
    await handshake();
    socket.say('inbox', inbox);
    connection.renew('token 1');
    connection.renew('token 2');
    expect(socket.sent.map((message) => message.slice(0, 2))).to.deep.equal([['auth', { token: 'token 2' }]]);
  });

  it('gives a line up for dead that does not answer', async () => {
    socket.say('inbox', inbox);
    expect(await connection.sync({ cursor: 7, epoch: 'e' })).to.equal(inbox);
    socket.answer = () => Promise.reject(new Error('operation has timed out'));
    await connection.sync({ cursor: 7, epoch: 'e' }).catch(() => undefined);
    sinon.assert.calledOnce(socket.io.engine.close);
  });

  it('stays away after it was stopped', async () => {
    socket.say('inbox', inbox);
    connection.stop();
    socket.say('disconnect', 'io client disconnect');
    connection.hurry();
    await time.tickAsync(60_000);
    sinon.assert.notCalled(socket.connect);
  });
});
