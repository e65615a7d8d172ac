import { expect } from 'chai';
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import sinon from 'sinon';
import { privateHosts } from '../../test/harness/private-hosts.js';
import { resolveTo } from '../../test/harness/resolve-to.js';
import { AddressRefused, NoAnswer, postOutbound, type OutboundAnswer } from './outbound-request.js';

describe('A request to an address that somebody else has chosen', () => {
  let server: http.Server;
  let port: number;
  let received: { headers: http.IncomingHttpHeaders; body: string }[];
  let answer: (response: http.ServerResponse) => void;

  before(async () => {
    server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += String(part)));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        answer(response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    received = [];
    answer = (response) => response.end();
  });
  afterEach(() => {
    sinon.restore();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (host: string, allowsPrivate = false, timeoutMs = 1_000) =>
    postOutbound({
      ...{ url: `http://${host}:${port}/hook?a=1`, headers: { 'x-id': '1' }, body: '{"ü":1}' },
      ...{ timeoutMs, allowsPrivate },
    });
  const refusal = async (work: Promise<OutboundAnswer>): Promise<string> => {
    try {
      return `answered ${(await work).status}`;
    } catch (error) {
      return `${error instanceof AddressRefused ? 'refused: ' : ''}${String(error)}`;
    }
  };

  it('arrives with its headers and its exact body', async () => {
    expect(await post('127.0.0.1', true)).to.deep.equal({ status: 200, retryAfter: undefined });
    expect(received).to.have.lengthOf(1);
    expect(received[0]?.body).to.equal('{"ü":1}');
    expect(received[0]?.headers).to.include({ 'x-id': '1', host: `127.0.0.1:${port}` });
  });

  it('does not follow a redirect', async () => {
    answer = (response) => response.writeHead(302, { location: '/elsewhere' }).end();
    expect((await post('127.0.0.1', true)).status).to.equal(302);
    expect(received).to.have.lengthOf(1);
  });

  it('reads no body, however long it is', async () => {
    let isCut: Promise<unknown> | undefined;
    answer = (response) => {
      isCut = once(response, 'close');
      const fill = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', fill);
      fill();
    };
    expect((await post('127.0.0.1', true, 60_000)).status).to.equal(200);
    await isCut;
  });

  it('keeps no connection whose body is endless, also where connections are kept', async () => {
    let isCut: Promise<unknown> | undefined;
    answer = (response) => {
      isCut = once(response, 'close');
      const fill = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', fill);
      fill();
    };
    const request = { url: `http://127.0.0.1:${port}/`, headers: {}, body: '', timeoutMs: 60_000 };
    const { status } = await postOutbound({ ...request, allowsPrivate: true, keepsConnection: true });
    expect(status).to.equal(200);
    await isCut;
  });

  it('brings when to try again, where the answer says so', async () => {
    answer = (response) => response.writeHead(503, { 'retry-after': '120' }).end();
    expect(await post('127.0.0.1', true)).to.deep.equal({ status: 503, retryAfter: '120' });
  });

  /** Of one without an answer: whether all of it was sent. */
  const isSent = (work: Promise<OutboundAnswer>) =>
    work.then(
      () => undefined,
      (error: unknown) => error instanceof NoAnswer && error.isSent,
    );

  it('says whether it was sent where it is not answered', async () => {
    for (const silence of [
      () => undefined,
      (response: http.ServerResponse) => response.socket?.end('HTTP/1.1 201 Crea'),
      (response: http.ServerResponse) => response.socket?.destroy(),
    ]) {
      answer = silence;
      expect(await isSent(post('127.0.0.1', true, 300))).to.equal(true);
    }
  });

  it('says that it was not sent where nobody takes the connection, or nobody answers to TLS', async () => {
    const silent = net.createServer((socket) => socket.on('error', () => undefined).resume());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    const request = { url, headers: {}, body: 'x', timeoutMs: 300, allowsPrivate: true };
    expect(await isSent(postOutbound(request)), 'silent').to.equal(false);
    silent.once('connection', (socket) => socket.end('not TLS'));
    expect(await isSent(postOutbound(request)), 'not TLS').to.equal(false);
    silent.close();
    await once(silent, 'close');
    expect(await isSent(postOutbound(request)), 'closed').to.equal(false);
  });

  it('is given up in time where nobody answers', async () => {
    answer = () => undefined;
    expect(await refusal(post('127.0.0.1', true, 100))).to.contain('no answer within 100 ms');
  });

  for (const host of privateHosts) {
    it(`is not made to ${host}, whether or not connections are kept`, async () => {
      expect(await refusal(post(host, false, 300))).to.match(/^refused: .* is not allowed/);
      const request = { url: `https://${host}:${port}/`, headers: {}, body: '', timeoutMs: 300 };
      expect(
        await refusal(postOutbound({ ...request, allowsPrivate: false, keepsConnection: true })),
      ).to.match(/^refused: .* is not allowed/);
      expect(received).to.deep.equal([]);
    });
  }

  for (const address of ['127.0.0.1', '169.254.169.254', '::ffff:127.0.0.1', '64:ff9b::7f00:1']) {
    it(`is not made to a name that resolves to ${address}, or to it among others`, async () => {
      resolveTo(address);
      expect(await refusal(post('hook.example'))).to.match(/^refused: .* is not allowed/);
      sinon.restore();
      resolveTo('93.184.216.34', address);
      expect(await refusal(post('hook.example'))).to.match(/^refused: .* is not allowed/);
      expect(received).to.deep.equal([]);
    });
  }
});
