import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { gatherWrites } from './gather-writes.js';
import type { Gateway } from './gateway.js';

describe('What a socket is sent at once', () => {
  /** What each system call would carry. */
  let calls: string[];
  let socket: Writable;
  let send: (packets: string[]) => void;

  beforeEach(() => {
    calls = [];
    socket = new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        calls.push(chunk);
        done();
      },
      writev(chunks, done) {
        calls.push(chunks.map(({ chunk }) => String(chunk)).join(' '));
        done();
      },
    });
    const transport = {
      send: (packets: string[]) => {
        for (const packet of packets) {
          if (packet === 'broken') throw new Error('cannot be encoded');
          socket.write(packet);
        }
      },
    };
    const engine = new EventEmitter();
    gatherWrites({ engine } as unknown as Gateway);
    engine.emit('connection', { transport, request: { socket } });
    send = (packets) => {
      transport.send(packets);
    };
  });

  const written = () => new Promise((resolve) => socket.end(resolve));

  it('leaves in one system call', async () => {
    send(['one', 'two', 'three']);
    send(['four']);
    await written();
    expect(calls).to.deep.equal(['one two three', 'four']);
  });

  it('is not held back by a packet that fails', async () => {
    expect(() => {
      send(['one', 'broken']);
    }).to.throw('cannot be encoded');
    send(['two']);
    await written();
    expect(calls).to.deep.equal(['one', 'two']);
  });
});
