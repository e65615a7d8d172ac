import { expect } from 'chai';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Link } from './link.js';

describe('A link that fails as told', () => {
  let echo: Server;
  let link: Link;
  const near: Socket[] = [];

  beforeEach(async () => {
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.pipe(socket);
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    link = await Link.open((echo.address() as AddressInfo).port);
  });

  afterEach(async () => {
    for (const socket of near.splice(0)) socket.destroy();
    await link.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  async function open(): Promise<Socket> {
    const socket = connect(link.port, '127.0.0.1');
    socket.on('error', () => undefined);
    near.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** What comes back for these bytes. */
  async function said(socket: Socket, text: string): Promise<string> {
    const answer = once(socket, 'data') as Promise<[Buffer]>;
    socket.write(text);
    return (await answer)[0].toString();
  }

  it('passes bytes both ways', async () => {
    expect(await said(await open(), 'hello')).to.equal('hello');
  });

  it('cuts what is connected and welcomes what comes after', async () => {
    const socket = await open();
    await said(socket, 'hello');
    link.cut();
    await once(socket, 'close');
    expect(await said(await open(), 'again')).to.equal('again');
  });

  it('refuses whoever comes', async () => {
    link.refuse();
    const socket = await open();
    await once(socket, 'close');
    expect(link.connections).to.equal(0);
  });

  it('swallows bytes without closing, and never revives what was half open', async () => {
    const dead = await open();
    await said(dead, 'hello');
    link.swallow();
    link.pass();
    let heard = '';
    dead.on('data', (bytes: Buffer) => (heard += bytes.toString()));
    dead.write('is anybody there?');
    expect(await said(await open(), 'a new one')).to.equal('a new one');
    expect(heard).to.equal('');
    expect(dead.destroyed).to.equal(false);
  });

  it('delays what it delivers, in order', async () => {
    const socket = await open();
    await said(socket, 'hello');
    link.delay(60);
    const askedAt = performance.now();
    expect(await said(socket, 'slow')).to.equal('slow');
    expect(performance.now() - askedAt).to.be.above(110);
  });

  it('goes on to the next target where one accepts nobody', async () => {
    const [works] = link.targets;
    link.targets = [1, works ?? 0];
    for (const text of ['one', 'two']) expect(await said(await open(), text)).to.equal(text);
  });
});
