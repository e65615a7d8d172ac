import { expect } from 'chai';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { TestApi } from '../../test/harness/api.js';
import { HttpServer, type HttpServerOptions } from './server.js';

/** What comes back over one connection, until the server closes it. */
async function say(port: number, ...words: (string | Buffer)[]): Promise<{ head: string; body: string }> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  for (const word of words) socket.write(word);
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  return { head, body };
}

function expectProblem({ head, body }: { head: string; body: string }, status: number, code: string): void {
  expect(head).to.match(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head)
    .to.match(/^content-type: application\/problem\+json/im)
    .and.match(/^connection: close$/im);
  const problem = JSON.parse(body) as Record<string, unknown>;
  expect(problem).to.include({ status, code, type: `urn:parkmate:problem:${code}` });
  expect(problem.requestId).to.equal(/^x-request-id: (.*)$/im.exec(head)?.[1]);
  expect(problem).to.include.keys('title', 'detail');
  expect(body).not.to.match(/node_modules|HPE_|\.[jt]s\b/);
}

describe('What is not quite HTTP', () => {
  let api: TestApi;
  let port: number;
  before(async () => {
    api = await TestApi.start();
    port = Number(new URL(api.url).port);
  });
  after(() => api.stop());

  const host = 'Host: here';
  const request = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
  const get = 'GET /api/lots HTTP/1.1';
  const post = 'POST /api/auth/login HTTP/1.1';
  for (const [name, words, status, code] of [
    ['noise', '\u0000\u0001 noise\r\n\r\n', 400, 'malformed_request'],
    ['an unknown method', request('BREW / HTTP/1.1', host), 400, 'malformed_request'],
    ['an unknown version', request('GET / HTTP/9.9', host), 400, 'malformed_request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
    ['a request without Host', request(get), 400, 'malformed_request'],
    ['a header without a name', request(get, host, ': x'), 400, 'malformed_request'],
    ['a NUL in a header', request(get, host, 'A: \u0000'), 400, 'malformed_request'],
    ['headers of 20 KB', request(get, host, `X: ${'x'.repeat(20_000)}`), 431, 'headers_too_large'],
    ['an address of 1 MB', request(`GET /${'x'.repeat(1_000_000)} HTTP/1.1`, host), 431, 'headers_too_large'],
    ['two lengths', request(post, host, 'Content-Length: 1', 'Content-Length: 2'), 400, 'malformed_request'],
    [
      'a length beside chunks',
      request(post, host, 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      400,
      'malformed_request',
    ],
    [
      'a chunk that is none',
      `${request(post, host, 'Content-Type: application/json', 'Transfer-Encoding: chunked')}ZZ\r\n`,
      400,
      'malformed_request',
    ],
    ['an expectation that nobody knows', request(get, host, 'Expect: tea'), 417, 'expectation_failed'],
    ['a tunnel', request('CONNECT evil.example:443 HTTP/1.1', host), 405, 'method_not_allowed'],
  ] as const) {
    it(`is refused with a problem document: ${name}`, async () => {
      expectProblem(await say(port, words), status, code);
    });
  }

  it('does not spoil the answer to the request before it', async () => {
    const { head, body } = await say(port, request(get, host), 'noise\r\n\r\n');
    expect(head).to.match(/^HTTP\/1\.1 200 /);
    expect(JSON.parse(body)).to.have.property('items');
  });

  it('does no harm where the sender is gone before the answer', async () => {
    const h2c = ['Connection: Upgrade', 'Upgrade: h2c'];
    const tunnel = request('CONNECT evil.example:443 HTTP/1.1', host);
    for (const words of ['noise\r\n\r\n', tunnel, request(get, host, ...h2c)]) {
      for (let round = 0; round < 20; round++) {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(words);
        socket.resetAndDestroy();
      }
    }
    expect((await api.call('GET', '/lots')).status).to.equal(200);
  });

  it('is answered as usual where only another protocol is offered', async () => {
    const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
    const { head, body } = await say(port, request(get, host, ...offer));
    expect(head)
      .to.match(/^HTTP\/1\.1 200 /)
      .and.match(/^connection: close$/im);
    expect(JSON.parse(body)).to.have.property('items');
    const sockets = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
    const elsewhere = await say(port, request('GET /nowhere HTTP/1.1', host, ...sockets));
    expect(elsewhere.head)
      .to.match(/^HTTP\/1\.1 404 /)
      .and.contain('application/problem+json');
  });
});

describe('A request that comes in parts', () => {
  let http: HttpServer;
  let port: number;
  const listen = async (options: HttpServerOptions) => {
    http = new HttpServer(options);
    port = await http.listen((req, res) => req.resume().once('end', () => res.end('complete')), {
      port: 0,
      host: '127.0.0.1',
    });
  };
  afterEach(() => {
    http.server.closeAllConnections();
    http.server.close();
  });

  it('is refused while its headers are still missing', async () => {
    await listen({ headersWithinMs: 150 });
    expectProblem(await say(port, 'GET / HTTP/1.1\r\nHost: here\r\nX-Slow: '), 408, 'request_timeout');
  });

  it('is refused once, and so that whoever sends on reads the refusal', async () => {
    await listen({});
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    for (const noise of ['noise\r\n\r\n', 'more noise']) {
      const noticed = once(http.server, 'clientError');
      socket.write(noise);
      await noticed;
    }
    const [head = '', body = '', ...rest] = (await text(socket)).split('\r\n\r\n');
    expectProblem({ head, body }, 400, 'malformed_request');
    expect(rest).to.deep.equal([]);
  });

  it('is refused while some of its body is still missing', async () => {
    await listen({ headersWithinMs: 150, requestWithinMs: 300 });
    const answer = await say(port, 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf');
    expectProblem(answer, 408, 'request_timeout');
  });
});
