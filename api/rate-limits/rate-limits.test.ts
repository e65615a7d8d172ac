import { expect } from 'chai';
import { once } from 'node:events';
import { randomInt } from 'node:crypto';
import sinon from 'sinon';
import { TestApi } from '../../test/harness/api.js';
import { redisUrl } from '../../test/harness/redis.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import { callsPerMinute } from './rate-limits.js';
import { hereMs } from '../../dev/tests/machine.js';

const hourMs = 3_600_000;

const anyAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;

/** Guesses at a login without the cost of checking one. */
const guess = (api: TestApi, address: string) =>
  api.call('POST', '/auth/login', { body: {}, headers: { 'X-Forwarded-For': address } });

const guessOften = (api: TestApi, address: string, times: number) =>
  Promise.all(Array.from({ length: times }, () => guess(api, address)));

const limited = (answers: { status: number }[]) => answers.filter(({ status }) => status === 429).length;

describe('rate limits', () => {
  const env = { RATE_LIMITS: 'on', TRUST_PROXY: 1 } as const;
  let first: TestApi;
  let second: TestApi;
  before(async () => {
    first = await TestApi.start({ env });
    second = await TestApi.start({ env, database: first.database });
    await Promise.all([first, second].map(({ services }) => ready(services.redis)));
  });
  after(async () => {
    await second.stop();
    await first.stop();
  });

  const ready = async (redis: TestApi['services']['redis']) => {
    if (redis.status !== 'ready') await once(redis, 'ready');
  };

  it('are counted by all processes together, per address', async () => {
    const address = anyAddress();
    const half = callsPerMinute.auth / 2;
    expect(limited(await guessOften(first, address, half))).to.equal(0);
    expect(limited(await guessOften(second, address, half))).to.equal(0);
    for (const api of [first, second]) {
      const { status, headers, body } = await guess(api, address);
      expect(status).to.equal(429);
      expect(body.code).to.equal('too_many_requests');
      expect(headers.get('Content-Type')).to.contain('application/problem+json');
      expect(Number(headers.get('Retry-After'))).to.be.within(50, 60);
    }
    expect((await guess(first, anyAddress())).status).to.equal(400);
  });

  it('count a user wherever they call from, and not others at the same address', async () => {
    const address = { 'X-Forwarded-For': anyAddress() };
    const [one, other] = [await first.signedIn('owner'), await first.signedIn('owner')];
    const write = (token: string) => first.call('POST', '/businesses', { token, body: {}, headers: address });
    const answers = [];
    // A hundred at a time: whom a busy Redis keeps waiting for too long is counted by one process alone.
    for (let left = callsPerMinute.write + 5; left > 0; left -= 100)
      answers.push(
        ...(await Promise.all(Array.from({ length: Math.min(left, 100) }, () => write(one.accessToken)))),
      );
    expect(limited(answers)).to.equal(5);
    const elsewhere = { token: one.accessToken, body: {}, headers: { 'X-Forwarded-For': anyAddress() } };
    expect((await second.call('POST', '/businesses', elsewhere)).status).to.equal(429);
    expect((await write(other.accessToken)).status).to.equal(400);
  });

  it('are tighter for what has letters sent, and no looser for those who have signed in', async () => {
    const headers = { 'X-Forwarded-For': anyAddress() };
    const { accessToken: token } = await first.signedIn('user');
    const ask = () => first.call('POST', '/auth/forgotten-password', { token, body: {}, headers });
    const answers = await Promise.all(Array.from({ length: callsPerMinute.mail + 2 }, ask));
    expect(limited(answers)).to.equal(2);
    expect((await guess(first, headers['X-Forwarded-For'])).status).to.equal(400);
  });

  it('cannot be evaded by claiming to be somebody else', async () => {
    const untrusting = await TestApi.start({ env: { ...env, TRUST_PROXY: 0 }, database: first.database });
    try {
      await ready(untrusting.services.redis);
      const answers = await Promise.all(
        Array.from({ length: callsPerMinute.auth + 1 }, () => guess(untrusting, anyAddress())),
      );
      expect(limited(answers)).to.be.greaterThan(0);
    } finally {
      await untrusting.services.redis.del('{parkmate}:limit:auth:address:127.0.0.1');
      await untrusting.stop();
    }
  });

  it('lock nobody out for an hour when the time of day of Redis is set back by one', async () => {
    const address = anyAddress();
    await guessOften(first, address, callsPerMinute.auth);
    expect((await guess(first, address)).status).to.equal(429);
    await first.services.redis.pexpire(`{parkmate}:limit:auth:address:${address}`, hourMs);
    expect((await guess(second, address)).status).to.equal(400);
    expect(limited(await guessOften(first, address, callsPerMinute.auth))).to.equal(1);
  });

  describe('of what is no declared route', () => {
    const fetchFrom = (address: string, method: string, path: string) =>
      fetch(`${first.url}${path}`, { method, redirect: 'manual', headers: { 'X-Forwarded-For': address } });

    const others = [
      ['GET', '/api/nothing/here', 404],
      ['GET', '/nothing.js', 404],
      ['POST', '/api', 404],
      ['GET', '/%ff', 400],
      ['GET', '/api/bookings/%ff', 400],
      ['PUT', '/api/me', 405],
      ['OPTIONS', '/api/me', 204],
      ['GET', '/api/openapi.json', 200],
      ['GET', '/api/docs', 301],
      ['GET', '/api/docs/swagger-ui.css', 200],
    ] as const;

    it('count together, per address, and each is refused with a problem document then', async () => {
      const address = anyAddress();
      for (const [method, path, status] of others)
        expect((await fetchFrom(address, method, path)).status, path).to.equal(status);
      const key = `{parkmate}:limit:other:address:${address}`;
      expect(await first.services.redis.get(key)).to.equal(String(others.length));
      await first.services.redis.set(key, callsPerMinute.other, 'PX', 60_000);

      for (const [method, path] of others) {
        const answer = await fetchFrom(address, method, path);
        expect(answer.status, `${method} ${path}`).to.equal(429);
        expect(answer.headers.get('Content-Type'), path).to.contain('application/problem+json');
        expect(Number(answer.headers.get('Retry-After')), path).to.be.within(1, 60);
      }
      expect((await fetchFrom(anyAddress(), 'GET', '/api/nothing/here')).status).to.equal(404);
      expect((await fetchFrom(address, 'GET', '/api/lots')).status).to.equal(200);
    });

    it('leave alone what a declared route has counted, and health', async () => {
      const address = anyAddress();
      expect((await fetchFrom(address, 'GET', '/api/me')).status).to.equal(401);
      expect((await fetchFrom(address, 'GET', '/healthz')).status).to.equal(200);
      expect(await first.services.redis.get(`{parkmate}:limit:other:address:${address}`)).to.equal(null);
    });

    it('are off with all others', async () => {
      const unlimited = await TestApi.start({ database: first.database });
      try {
        for (let i = 0; i < callsPerMinute.other + 5; i++)
          expect((await fetch(`${unlimited.url}/nothing`)).status).to.equal(404);
      } finally {
        await unlimited.stop();
      }
    });
  });

  describe('while Redis is in trouble', () => {
    let link: TcpLink;
    let api: TestApi;
    beforeEach(async () => {
      link = await TcpLink.to(redisUrl());
      api = await TestApi.start({ env: { ...env, REDIS_URL: link.url }, database: first.database });
      await ready(api.services.redis);
      // The scripts are known to Redis, and the code is warm.
      await guess(api, anyAddress());
    });
    afterEach(async () => {
      sinon.restore();
      await api.stop();
      await link.cut();
    });

    const timed = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await work();
      return performance.now() - startedAt;
    };

    it('delay a few answers shortly when it freezes, and later ones not at all', async () => {
      link.freeze();
      expect(await timed(() => guessOften(api, anyAddress(), 20))).to.be.within(150, hereMs(800));
      for (let i = 0; i < 20; i++)
        expect(await timed(() => guess(api, anyAddress()))).to.be.below(hereMs(150));
    });

    it('are counted by each process alone, and together again when it is back', async () => {
      link.freeze();
      const address = anyAddress();
      const answers = await guessOften(api, address, callsPerMinute.auth + 3);
      expect(limited(answers)).to.equal(3);
      expect((await guess(first, address)).status).to.equal(400);

      link.thaw();
      // A connection that has been silent for long has been given up, and there is another one.
      await ready(api.services.redis);
      const shared = anyAddress();
      await guessOften(first, shared, callsPerMinute.auth);
      // It is time to ask Redis again, which the next call does.
      const now = performance.now.bind(performance);
      sinon.stub(performance, 'now').callsFake(() => now() + 1_000);
      const ping = sinon.spy(api.services.redis, 'ping');
      await guess(api, anyAddress());
      await ping.firstCall.returnValue;
      expect((await guess(api, shared)).status).to.equal(429);
    });

    it('lock nobody out for an hour when the time of day of a process alone is set back by one', async () => {
      link.freeze();
      const address = anyAddress();
      await guessOften(api, address, callsPerMinute.auth);
      expect((await guess(api, address)).status).to.equal(429);
      const real = Date.now;
      sinon.stub(Date, 'now').callsFake(() => real() - hourMs);
      expect((await guess(api, address)).status).to.equal(400);
      const refused = (await guessOften(api, address, callsPerMinute.auth)).find(
        ({ status }) => status === 429,
      );
      expect(Number(refused?.headers.get('Retry-After'))).to.be.within(50, 60);
    });

    it('do not delay answers when it is down', async () => {
      await link.cut();
      if (api.services.redis.status === 'ready') await once(api.services.redis, 'close');
      for (let i = 0; i < 20; i++)
        expect(await timed(() => guess(api, anyAddress()))).to.be.below(hereMs(150));
    });

    it('are shared as soon as it is there, when it was down at the start', async () => {
      await link.cut();
      const late = await TestApi.start({ env: { ...env, REDIS_URL: link.url }, database: first.database });
      try {
        const address = anyAddress();
        expect((await guess(late, address)).status).to.equal(400);
        const target = new URL(redisUrl());
        Object.assign(late.services.redis.options, { host: target.hostname, port: Number(target.port) });
        await ready(late.services.redis);
        await guessOften(first, address, callsPerMinute.auth);
        expect((await guess(late, address)).status).to.equal(429);
      } finally {
        await late.stop();
      }
    });
  });
});
