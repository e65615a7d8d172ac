import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { RoughSocket } from '../../../test/harness/rough-socket.js';
import { bytesSentTo, isSlow } from './connection.js';
import { guardConnections } from './guard-connections.js';

/** More than the kernel keeps for a reader that has stopped. */
const muchText = 'x'.repeat(262_144);
const times = 200;

describe('A guarded web socket', () => {
  let http: HttpServer;
  let io: Server;
  let url: string;
  const opened: RoughSocket[] = [];

  before(async () => {
    http = createServer();
    io = new Server(http, { transports: ['websocket'], serveClient: false, maxHttpBufferSize: 16_384 });
    guardConnections(io);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    io.removeAllListeners('connection');
    for (const client of opened.splice(0)) client.close();
  });
  after(() => io.close());

  /** A client that has entered, and the server's side of it. */
  async function enter(): Promise<{ client: RoughSocket; socket: Socket }> {
    const entering = once(io, 'connection') as Promise<[Socket]>;
    const client = await RoughSocket.enter(url, {});
    opened.push(client);
    const [socket] = await entering;
    return { client, socket };
  }

  const ended = async (socket: Socket) => {
    if (socket.connected) await once(socket, 'disconnect');
  };

  const ways: Record<string, (socket: Socket) => void> = {
    'by events': (socket) => socket.emit('text', muchText),
    'to a room': (socket) => io.to(socket.id).emit('text', muchText),
    'below Socket.IO': (socket) => socket.conn.write(`2["text","${muchText}"]`),
  };
  for (const [way, send] of Object.entries(ways)) {
    it(`is cut off when it does not read what it is sent ${way}, and what waits for it is let go`, async () => {
      const { client, socket } = await enter();
      client.stopReading();
      const line = socket.conn.request.socket;
      for (let n = 0; n < times && socket.connected; n++) {
        send(socket);
        await new Promise(setImmediate);
      }
      expect(socket.connected).to.equal(false);
      expect(line.destroyed).to.equal(true);
      expect(bytesSentTo(socket.conn)).to.be.below(32 * 1_048_576);
    });
  }

  it('is slow before it is cut off, and not slow when it reads', async () => {
    const reading = await enter();
    const { client, socket } = await enter();
    client.stopReading();
    for (let n = 0; n < times && !isSlow(socket.conn); n++) {
      socket.emit('text', muchText);
      reading.socket.emit('text', muchText);
      await reading.client.packets.next((packet) => packet.startsWith('42'));
      await new Promise(setImmediate);
    }
    expect(isSlow(socket.conn)).to.equal(true);
    expect(socket.connected).to.equal(true);
    expect(isSlow(reading.socket.conn)).to.equal(false);
  });

  it('may be sent one packet of any size', async () => {
    const { client, socket } = await enter();
    socket.emit('text', 'x'.repeat(3_000_000));
    socket.emit('last');
    await client.packets.next((packet) => packet === '42["last"]');
    expect(socket.connected).to.equal(true);
  });

  const floods: Record<string, (client: RoughSocket) => void> = {
    'small packets': (client) => {
      client.say('42["x"]');
    },
    'empty packets': (client) => {
      client.say('4');
    },
    pongs: (client) => {
      client.say('3');
    },
    'pings of the web socket': (client) => {
      client.ping();
    },
    'namespaces that do not exist': (client) => {
      client.say('40/nowhere,');
    },
    'comings and goings': (client) => {
      client.say('41');
      client.say('40');
    },
  };
  for (const [what, send] of Object.entries(floods)) {
    it(`is cut off when it sends thousands of ${what}`, async () => {
      const { client, socket } = await enter();
      for (let n = 0; n < 2_000; n++) send(client);
      await client.closed;
      await ended(socket);
      expect(client.packets.all.length).to.be.below(60);
    });
  }

  it('is cut off when it sends much in few packets', async () => {
    const { client, socket } = await enter();
    for (let n = 0; n < 40; n++) client.say(`42["x","${muchText.slice(0, 15_000)}"]`);
    await ended(socket);
  });

  it('keeps nothing of the headers that it came with, save the origin', async () => {
    const entering = once(io, 'connection') as Promise<[Socket]>;
    const client = await RoughSocket.open(url, { cookie: 'x'.repeat(8_000), origin: 'https://ours.example' });
    opened.push(client);
    await client.goTo('/', {});
    const [{ handshake, conn }] = await entering;
    expect(handshake.headers).to.deep.equal({ origin: 'https://ours.example' });
    expect(conn.request.rawHeaders).to.deep.equal([]);
  });
});
