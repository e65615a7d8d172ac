import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { TestApi } from '../../test/harness/api.js';

const megabyte = Buffer.alloc(1_048_576, 'x');

const event = (socket: Socket, name: string) => new Promise((resolve) => socket.once(name, resolve));

/** Sends a head, and then megabytes for as long as the server takes them. */
async function upload(port: number, head: string[], { chunked = false, megabytes = 300 } = {}) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  const body = chunked ? Buffer.concat([Buffer.from('100000\r\n'), megabyte, Buffer.from('\r\n')]) : megabyte;
  for (let sent = 0; sent < megabytes && socket.writable && answer === ''; sent++) {
    if (!socket.write(body)) await Promise.race([event(socket, 'drain'), event(socket, 'data'), closed]);
  }
  await closed;
  return { answer, taken: socket.bytesWritten - socket.writableLength };
}

describe('A body that nobody wants', () => {
  let api: TestApi;
  let port: number;
  let token: string;
  before(async () => {
    api = await TestApi.start();
    port = Number(new URL(api.url).port);
    token = (await api.signedIn('owner')).accessToken;
  });
  after(() => api.stop());

  const long = 'Content-Length: 314572800';
  const chunks = 'Transfer-Encoding: chunked';
  const json = ['Host: here', 'Content-Type: application/json'];
  for (const [name, line, status, lines] of [
    ['is too long by its own account', 'POST /api/auth/login', 413, [...json, long]],
    ['turns out to be too long', 'POST /api/auth/login', 413, [...json, chunks]],
    ['comes from a stranger', 'POST /api/businesses', 401, [...json, long]],
    ['comes from a stranger in chunks', 'POST /api/businesses', 401, [...json, chunks]],
    ['is no JSON', 'POST /api/auth/login', 415, ['Host: here', 'Content-Type: text/plain', long]],
    ['is compressed', 'POST /api/auth/login', 413, [...json, 'Content-Encoding: gzip', long]],
    ['comes with a GET', 'GET /api/lots', 413, [...json, long]],
    ['comes with a GET in chunks', 'GET /api/lots', 413, [...json, chunks]],
    ['comes to an unknown address', 'POST /api/nothing', 404, [...json, long]],
    ['comes to an unknown page in chunks', 'PUT /nothing', 404, [...json, chunks]],
    ['comes with a method that is not taken', 'PUT /api/me', 405, [...json, long]],
    ['comes to the health page', 'GET /healthz', 200, [...json, long]],
  ] as const) {
    it(`and that ${name} is not read: ${status}`, async () => {
      const head = [`${line} HTTP/1.1`, ...lines];
      const { answer, taken } = await upload(port, head, { chunked: head.includes(chunks) });
      expect(answer)
        .to.match(new RegExp(`^HTTP/1\\.1 ${status} `))
        .and.match(/\r\nConnection: close\r\n/i);
      if (status >= 400) expect(answer).to.contain('application/problem+json');
      // What the system's own buffers take, and never 300 MB.
      expect(taken).to.be.below(30 * megabyte.length);
    });
  }

  it('is not asked for: 413 in place of 100', async () => {
    const head = ['POST /api/auth/login HTTP/1.1', ...json, long, 'Expect: 100-continue'];
    const { answer } = await upload(port, head, { megabytes: 0 });
    expect(answer).to.match(/^HTTP\/1\.1 413 /);
  });

  it('may inflate to no more than other bodies', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    expect(bomb.length).to.be.below(65_536);
    const answer = await fetch(`${api.url}/api/businesses`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
      },
      body: bomb,
    });
    expect(answer.status).to.equal(413);
  });

  it('leaves the connection open where it is small', async () => {
    for (const path of ['/businesses', '/nothing']) {
      const { status, headers } = await api.call('POST', path, { raw: '{}' });
      expect(status).to.be.within(401, 404);
      expect(headers.get('Connection')).to.equal('keep-alive');
    }
  });

  it('of exactly 64 KB is read, and of one byte more refused', async () => {
    for (const [bytes, status] of [
      [65_536, 201],
      [65_537, 413],
    ] as const) {
      const raw = '{"name":"x"}'.padEnd(bytes);
      expect((await api.call('POST', '/businesses', { token, raw })).status).to.equal(status);
    }
  });
});
