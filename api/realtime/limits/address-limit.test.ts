import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import sinon from 'sinon';
import { AddressLimit, countOffence } from './address-limit.js';
import type { Connection } from './connection.js';

describe('The limit of an address', () => {
  let time: sinon.SinonFakeTimers;
  let limit: AddressLimit | undefined;
  beforeEach(() => (time = sinon.useFakeTimers()));
  afterEach(() => {
    limit?.stop();
    time.restore();
  });

  /** @returns how many of so many handshakes are let in. */
  function admitted(times: number, ip: string, url = '/socket.io/'): number {
    let count = 0;
    for (let n = 0; n < times; n++) {
      limit?.admit(
        { ip, url, socket: new EventEmitter() } as unknown as IncomingMessage,
        (_refusal, isAdmitted) => {
          if (isAdmitted) count++;
        },
      );
    }
    return count;
  }

  it('lets a whole office in at once, and no flood, and others beside it', () => {
    limit = new AddressLimit(true);
    expect(admitted(20_000, '10.0.0.1')).to.equal(5_000);
    expect(admitted(100, '10.0.0.2')).to.equal(100);
    time.tick(2_000);
    expect(admitted(20_000, '10.0.0.1')).to.equal(600);
  });

  it('counts the addresses of one IPv6 network as one', () => {
    limit = new AddressLimit(true);
    expect(admitted(5_000, '2001:db8::1')).to.equal(5_000);
    expect(admitted(1, '2001:db8::2')).to.equal(0);
  });

  it('has an address wait from where too much is asked for without end, and nobody else, nor for long', () => {
    limit = new AddressLimit(false);
    const requests = Array.from(
      { length: 600 },
      () => ({ ip: '10.0.0.1', url: '/', socket: new EventEmitter() }) as unknown as IncomingMessage,
    );
    const listeners = () => requests.reduce((sum, { socket }) => sum + socket.listenerCount('error'), 0);
    const [request] = requests;
    if (!request) throw new Error('there are requests');
    limit.admit(request, () => undefined);
    for (let offence = 0; offence < 1_000; offence++) countOffence({ request } as Connection);

    const admit = sinon.spy();
    for (const each of requests) limit.admit(each, admit);
    sinon.assert.callCount(admit, 100);
    sinon.assert.alwaysCalledWithExactly(admit, 'too_many_requests', false);
    expect(listeners()).to.equal(500);
    expect(admitted(1, '10.0.0.2')).to.equal(1);
    admit.resetHistory();
    time.tick(1_000);
    sinon.assert.callCount(admit, 500);
    sinon.assert.alwaysCalledWithExactly(admit, null, true);
    expect(listeners()).to.equal(0);
    expect(admitted(1, '10.0.0.1')).to.equal(1);
  });

  it('limits nobody for load tests', () => {
    limit = new AddressLimit(false);
    expect(admitted(20_000, '10.0.0.1')).to.equal(20_000);
  });

  it('keeps nothing long of anybody', () => {
    limit = new AddressLimit(false);
    expect(admitted(1, '10.0.0.1', `/socket.io/?x=${'x'.repeat(3_000)}`)).to.equal(0);
  });
});
