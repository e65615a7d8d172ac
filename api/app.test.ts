import { expect } from 'chai';
import { connect } from 'node:net';
import { z } from 'zod';
import { TestApi } from '../test/api.js';
import { route, type Route } from './route.js';

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
  let owner: string;
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
    [user, owner] = (await Promise.all(
      (['user', 'owner'] as const).map(async (role) => (await api.signedIn(role)).accessToken),
    )) as [string, string];
  });
  after(() => api.stop());

  const business = (call: { body?: unknown; raw?: string; headers?: Record<string, string> }) =>
    api.call('POST', '/businesses', { token: owner, ...call });

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
      expect(headers.get('Allow')).to.equal('GET, HEAD');
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

    it('an id that cannot be one, as if it were unknown', async () => {
      for (const id of [
        '1',
        'null',
        "'%20OR%201=1",
        '%00',
        '../me',
        '019aa000-0000-7000-8000-00000000000g',
      ]) {
        const { status } = await api.call('GET', `/lots/${encodeURIComponent(decodeURIComponent(id))}`);
        expect(status, id).to.equal(404);
      }
    });

    it('an address that is not even encoded right', async () => {
      expect((await api.call('GET', '/lots/%E0%A4%A')).status).to.equal(400);
    });

    it('broken JSON, and JSON that is no object', async () => {
      for (const raw of ['{', '{"name":', 'name=x', '{"name":"x"}}', "{'name':'x'}", '\u0000']) {
        const { status, body } = await business({ raw });
        expect(status, raw).to.equal(400);
        expect(body.code).to.equal('invalid_json');
      }
      for (const raw of ['[]', '[{"name":"x"}]', '{}', 'null', '"x"', '1']) {
        expect((await business({ raw })).status, raw).to.equal(400);
      }
      expect((await business({})).status).to.equal(400);
    });

    it('fields of the wrong type, and fields that nobody asked for', async () => {
      for (const body of [
        { name: 1 },
        { name: null },
        { name: {} },
        { name: ['x'] },
        { name: 'x', ownerId: 'y' },
      ]) {
        const answer = await business({ body });
        expect(answer.status, JSON.stringify(body)).to.equal(400);
        expect(answer.body.errors).to.be.an('array').with.lengthOf(1);
      }
      for (const raw of ['{"name":"x","__proto__":{"role":"admin"}}', '{"name":"x","constructor":1}']) {
        expect((await business({ raw })).status, raw).to.equal(400);
      }
    });

    it('control characters in a name, and keeps markup and SQL as they are', async () => {
      for (const name of ['a\u0000b', 'a\nb', '\u202e\u0007']) {
        expect((await business({ body: { name } })).status, JSON.stringify(name)).to.equal(400);
      }
      for (const name of ['<script>alert(1)</script>', "Robert'); DROP TABLE users;--", '"\\']) {
        const { status, body } = await business({ body: { name } });
        expect(status).to.equal(201);
        expect(body).to.have.property('name', name);
      }
    });

    it('query parameters that nobody asked for, or that come twice', async () => {
      for (const query of [
        '?x=1',
        '?limit=0',
        '?limit=101',
        '?limit=1.5',
        '?limit=',
        '?limit=1&limit=2',
        '?limit=x',
      ]) {
        const { status, body } = await api.call('GET', `/lots${query}`);
        expect(status, query).to.equal(400);
        expect(body.errors).to.be.an('array');
      }
      expect((await api.call('GET', '/me?x=1', { token: user })).status).to.equal(400);
    });

    it('what is not JSON', async () => {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        '',
      ]) {
        const { status, body } = await business({ raw: '{"name":"x"}', headers: { 'Content-Type': type } });
        expect(status, type).to.equal(415);
        expect(body.code).to.equal('unsupported_media_type');
      }
      const latin1 = { 'Content-Type': 'application/json; charset=iso-8859-1' };
      expect((await business({ raw: '{"name":"x"}', headers: latin1 })).status).to.equal(415);
    });

    it('bodies over 64 KB', async () => {
      const bodyOf = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
      for (const bytes of [65_537, 5_000_000]) {
        const { status, body } = await business({ raw: bodyOf(bytes) });
        expect(status).to.equal(413);
        expect(body.code).to.equal('body_too_large');
      }
      expect((await business({ raw: bodyOf(65_536) })).status).to.equal(400);
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

  it('accepts a body that says nothing where nothing is asked for', async () => {
    for (const call of [{}, { raw: '{}' }, { raw: '' }]) {
      expect((await api.call('POST', '/auth/logout', call)).status).to.equal(204);
    }
    expect((await api.call('POST', '/auth/logout', { body: { all: true } })).status).to.equal(400);
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
