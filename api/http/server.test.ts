import { expect } from 'chai';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { HttpServer } from './server.js';

function get(
  port: number,
  agent: Agent,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    request({ port, agent, host: '127.0.0.1' }, (res) => {
      res.resume().once('end', () => {
        resolve({ status: res.statusCode, connection: res.headers.connection });
      });
    })
      .once('error', reject)
      .end();
  });
}

const anyPort = { port: 0 };
const ask = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n';

describe('the HTTP server', () => {
  it('finishes what is in flight when it stops, and takes no new connections', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    const agent = new Agent({ keepAlive: true });
    let finish: () => void = () => undefined;
    let arrived: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (arrived = resolve));
    let held = false;
    const port = await http.listen((_req, res) => {
      if (!held) return void res.end('quick');
      finish = () => res.end('slow');
      arrived();
    }, anyPort);
    await get(port, agent);

    held = true;
    const inFlight = get(port, agent);
    await slow;
    held = false;
    const stopped = http.stop();

    while (http.server.listening) await nextTurn();
    await get(port, new Agent()).then(
      () => expect.fail('a new connection was taken'),
      (error: unknown) => expect(error).to.have.property('code', 'ECONNREFUSED'),
    );
    // Three of its looks at what is in flight: each would be the last if it did not wait.
    expect(await Promise.race([stopped.then(() => 'stopped'), delay(150, 'waiting')])).to.equal('waiting');
    finish();
    expect(await inFlight).to.include({ status: 200 });
    await stopped;
    agent.destroy();
  });

  it('lets a connection that stays busy say goodbye without an error', async () => {
    const http = new HttpServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const port = await http.listen((_req, res) => res.end('quick'), anyPort);
    expect((await get(port, agent)).connection).to.equal('keep-alive');
    const stopped = http.stop();
    while (http.server.listening) await nextTurn();
    expect(await get(port, agent)).to.deep.equal({ status: 200, connection: 'close' });
    await stopped;
    agent.destroy();
  });

  it('closes a connection that nobody uses any more', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    const port = await http.listen((_req, res) => res.end('quick'), anyPort);
    const idle = connect(port, '127.0.0.1');
    idle.write(ask);
    await once(idle, 'data');
    const closed = once(idle, 'close');
    await http.stop();
    await closed;
  });

  for (const listening of [true, false]) {
    const moment = `while it ${listening ? 'still listens' : 'listens no more'}`;
    it(`answers what came while it was too busy to read it, ${moment}`, async () => {
      const http = new HttpServer({ farewellMs: 0 });
      const port = await http.listen((_req, res) => res.end('quick'), anyPort);
      const client = connect(port, '127.0.0.1');
      client.write(ask);
      await once(client, 'data');
      const stopped = http.stop();
      while (http.server.listening !== listening) await nextTurn();
      client.write(ask);
      const freeAgainAt = performance.now() + 200;
      while (performance.now() < freeAgainAt);
      const [answer] = (await once(client, 'data')) as [Buffer];
      expect(answer.toString())
        .to.match(/^HTTP\/1.1 200 /)
        .and.contain('Connection: close');
      await stopped;
    });
  }

  it('answers on connections that it had not accepted yet when it was asked to stop', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    const port = await http.listen((_req, res) => res.end('quick'), anyPort);
    const clients = Array.from({ length: 5 }, () => connect(port, '127.0.0.1'));
    // Now the system makes the connections; this process accepts them when it looks next.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    for (const client of clients) client.write(ask);
    const stopped = http.stop();
    for (const client of clients) {
      const [answer] = (await once(client, 'data')) as [Buffer];
      expect(answer.toString()).to.match(/^HTTP\/1.1 200 /);
    }
    await stopped;
  });

  it('waits for no answer whose connection was lost, in turn behind another or after an offer of another protocol', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    let arrived = 0;
    let bothArrive: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (bothArrive = resolve));
    const port = await http.listen((req, res) => {
      if (++arrived === 2) bothArrive();
      if (req.url === '/upgrade') res.end('quick');
    }, anyPort);
    const lost = connect(port, '127.0.0.1');
    const gone = once(http.server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
    lost.write(ask + ask);
    await both;
    lost.destroy();
    await gone;
    const upgrading = connect(port, '127.0.0.1').resume();
    upgrading.write('GET /upgrade HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
    await once(upgrading, 'close');
    await http.stop();
  });

  it('says what is wrong with what it cannot read, although more of it comes before that is read', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    const port = await http.listen((_req, res) => res.end('quick'), anyPort);
    const fault = () => once(http.server, 'clientError');
    const client = connect(port, '127.0.0.1').setEncoding('latin1').pause();
    client.on('error', () => undefined);
    for (let n = 0; n < 3; n++) {
      const faulty = fault();
      client.write('nonsense\r\n\r\n');
      await faulty;
    }
    let answer = '';
    client.on('data', (text: string) => (answer += text)).resume();
    await once(client, 'close');
    expect(answer.match(/HTTP\/1\.1 400/g)).to.have.length(1);
    await http.stop();
  });

  it('leaves one who is still sending a body time to read why it was not taken, and reads no more of it', async () => {
    const http = new HttpServer({ farewellMs: 0 });
    const answered = new Promise<Socket>((resolve) => {
      http.server.once('request', (req: IncomingMessage, res: ServerResponse) =>
        res.once('finish', () => {
          resolve(req.socket);
        }),
      );
    });
    const port = await http.listen((_req, res) => res.writeHead(413).end('too large'), anyPort);
    const client = connect(port, '127.0.0.1').setEncoding('latin1').pause();
    client.on('error', () => undefined);
    client.write('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 314572800\r\n\r\n');
    const megabyte = Buffer.alloc(1_048_576);
    client.write(megabyte);
    const socket = await answered;
    const over = once(socket, 'close');
    for (let n = 0; n < 200; n++) client.write(megabyte);
    let answer = '';
    client.on('data', (text: string) => (answer += text)).resume();
    await over;
    expect(socket.bytesRead).to.be.below(30 * megabyte.length);
    expect(answer)
      .to.match(/^HTTP\/1\.1 413 /)
      .and.contain('too large');
    client.destroy();
    await http.stop();
  });

  it('says what to do when its port is taken', async () => {
    const first = new HttpServer();
    const port = await first.listen((_req, res) => res.end(), anyPort);
    const message = await new HttpServer()
      .listen((_req, res) => res.end(), { port })
      .then(
        () => 'listening',
        (error: unknown) => (error as Error).message,
      );
    expect(message).to.equal(`Port ${port} is taken. Set PORT to a free one, or 0 for any.`);
    await first.stop();
  });
});
