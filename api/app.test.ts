import { expect } from 'chai';
import { connect } from 'node:net';
import { z } from 'zod';
import { silentLog, TestApi } from '../test/harness/api.js';
import { route, type Route } from './http/route.js';

const noContent = { status: 204 } as const;
const declare = (path: string, handle: () => Promise<undefined>): Route =>
  route({
    method: 'get',
    path,
    tag: 'Test',
    summary: 'Test',
    who: 'anybody',
    answer: noContent,
    problems: [],
    handle,
  });

describe('the app', () => {
  let api: TestApi;
  let user: string;
  const lookups: string[] = [];
  const secrets = new Error('duplicate key at /home/secret/place.ts: password=hunter2');

  const probes = [
    declare('/test/bug', () => Promise.reject(secrets)),
    declare('/test/away', () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))),
    declare('/test/deadlock', () => Promise.reject(Object.assign(new Error('no'), { code: '40P01' }))),
    route({
      method: 'post',
      path: '/test/:id/admins',
      tag: 'Test',
      summary: 'For admins',
      who: ['admin'],
      params: z.strictObject({ id: z.guid() }),
      body: z.strictObject({ n: z.int() }),
      answer: { status: 200, schema: z.object({ n: z.int() }) },
      problems: [],
      handle: ({ params, body }) => {
        lookups.push(params.id);
        return body;
      },
    }),
  ];

  before(async () => {
    api = await TestApi.start({ routes: probes });
    user = (await api.signedIn('user')).accessToken;
  });
  after(() => api.stop());

  describe('refuses', () => {
    it('an unknown address with a problem document that repeats the request id', async () => {
      const { status, headers, body } = await api.call('GET', '/nothing/here');
      expect(status).to.equal(404);
      expect(headers.get('Content-Type')).to.contain('application/problem+json');
      expect(body).to.deep.equal({
        type: 'urn:parkmate:problem:not_found',
        title: 'Not Found',
        status: 404,
        detail: 'There is no such address.',
        code: 'not_found',
        requestId: headers.get('X-Request-Id'),
      });
    });

    it('another method with the ones that are allowed', async () => {
      const { status, headers, body } = await api.call('PUT', '/me', { token: user, body: {} });
      expect(status).to.equal(405);
      expect(headers.get('Allow')).to.equal('GET, HEAD, PATCH');
      expect(body.code).to.equal('method_not_allowed');
    });

    it('calls without a token, or with something else in its place', async () => {
      for (const Authorization of [
        undefined,
        'Bearer',
        'Bearer ',
        'Basic dTpw',
        'Bearer a b',
        'Bearer x.y.z',
        user,
      ]) {
        const headers: Record<string, string> = Authorization === undefined ? {} : { Authorization };
        const answer = await api.call('GET', '/me', { headers });
        expect(answer.status, Authorization).to.equal(401);
        expect(answer.body.code).to.equal('unauthenticated');
        expect(answer.headers.get('WWW-Authenticate')).to.match(/^Bearer/);
      }
    });

    it('a role that may not, before it looks at anything else', async () => {
      for (const path of ['/test/not-an-id/admins', '/test/019aa000-0000-7000-8000-000000000001/admins']) {
        const { status, body } = await api.call('POST', path, { token: user, raw: '{"broken' });
        expect(status).to.equal(403);
        expect(body.code).to.equal('forbidden');
      }
      expect(lookups).to.deep.equal([]);
    });

    it('what is not HTTP, without falling over', async () => {
      const { port } = new URL(api.url);
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1');
        socket.on('data', (data) => {
          resolve(data.toString());
        });
        socket.on('error', reject);
        socket.end('\u0000\u0001 nonsense\r\n\r\n');
      });
      expect(answer).to.match(/^HTTP\/1\.1 400/);
      expect((await api.call('GET', '/lots')).status).to.equal(200);
    });
  });

  it('tells nothing of a bug but an id to find it by', async () => {
    const { status, headers, body } = await api.call('GET', '/test/bug');
    expect(status).to.equal(500);
    expect(body).to.include({ code: 'internal', requestId: headers.get('X-Request-Id') });
    expect(JSON.stringify(body)).not.to.match(/secret|hunter2|\.ts|at \//);
  });

  it('asks to come back when the database is away or busy', async () => {
    for (const path of ['/test/away', '/test/deadlock']) {
      const { status, headers, body } = await api.call('GET', path);
      expect(status).to.equal(503);
      expect(body.code).to.equal('dependency_unavailable');
      expect(headers.get('Retry-After')).to.equal('1');
    }
  });

  it('logs the cause of 503s once, however many there are', async () => {
    const said: unknown[][] = [];
    const log = silentLog();
    log.warn = ((...line: unknown[]) => said.push(line)) as never;
    const away = await TestApi.start({ routes: probes, log });
    try {
      for (let n = 0; n < 20; n++) expect((await away.call('GET', '/test/away')).status).to.equal(503);
    } finally {
      await away.stop();
    }
    const detail = 'The database does not answer. Try again in a moment.';
    expect(said.filter(([message]) => String(message).includes('503'))).to.deep.equal([
      [`requests are answered with 503: ${detail}`, { reason: 'no' }],
    ]);
  });

  it('sends headers that leave browsers no room', async () => {
    const { headers } = await api.call('GET', '/lots');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).to.contain("default-src 'self'").and.contain("script-src 'self';");
    expect(policy).to.match(/connect-src 'self' ws:\/\/127\.0\.0\.1:3000 ws:\/\/localhost:3000;/);
    expect(policy).not.to.contain('unsafe');
    expect(headers.get('X-Content-Type-Options')).to.equal('nosniff');
    expect(headers.get('Cache-Control')).to.equal('no-store');
    expect(headers.has('X-Powered-By')).to.equal(false);
    expect(headers.has('Strict-Transport-Security')).to.equal(false);
  });

  it('keeps the metrics off the public port', async () => {
    for (const path of ['/metrics', '/api/metrics']) {
      expect((await fetch(api.url + path)).status).to.equal(404);
    }
  });
});
