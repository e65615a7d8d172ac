import { expect } from 'chai';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '../harness/account.js';
import { Recorder, verdictOf } from './recorder.js';

describe('The recorder of answers', () => {
  let server: Server;
  let account: Account;
  /** Statuses to answer with; 0 hangs up. */
  let plan: number[];
  let keys: unknown[];

  before(async () => {
    server = createServer((req, res) => {
      keys.push(req.headers['idempotency-key']);
      const status = plan.shift() ?? 500;
      if (status === 0) req.socket.destroy();
      else res.writeHead(status, { 'content-type': 'application/json' }).end('{"code":"so_it_is"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    account = { id: 'somebody', token: 'token', access: { url } } as unknown as Account;
  });

  after(() => server.close());

  async function send(...answers: number[]) {
    [plan, keys] = [answers, []];
    const wish = { action: 'book', target: 'F1', method: 'POST', path: '/bookings', body: {} } as const;
    return new Recorder().send(account, wish);
  }

  it('takes 2xx for ok, 4xx for fail and the rest for unknown', () => {
    expect([200, 201, 400, 409, 429, 500, 503].map(verdictOf)).to.deep.equal([
      ...['ok', 'ok', 'fail', 'fail', 'fail', 'unknown', 'unknown'],
    ]);
  });

  it('asks again under the same key until an answer is clear', async () => {
    const request = await send(0, 503, 201);
    expect(request.verdict).to.equal('ok');
    expect(request.attempts.map(({ status }) => status)).to.deep.equal([undefined, 503, 201]);
    expect(new Set(keys)).to.have.length(1);
  });

  it('does not ask again after a refusal, and keeps its code', async () => {
    const request = await send(409);
    expect(request).to.include({ verdict: 'fail' });
    expect(request.attempts.map(({ detail }) => detail)).to.deep.equal(['so_it_is']);
  });
});
