import { once } from 'node:events';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { Queue } from 'bullmq';
import type { Role } from '../../contract/api/accounts.js';
import type { OperatorAction } from '../../contract/api/operations.js';
import { openWorker } from '../../platform/redis/queues.js';
import type { TestApi } from '../../test/harness/api.js';
import { useOwnQueue } from '../../test/harness/own-queue.js';
import type { OwnRedis } from '../../test/harness/own-redis.js';

const origin = 'https://parkmate.example';

describe('The queue board', function () {
  this.timeout(10_000);
  let server: OwnRedis;
  let api: TestApi;
  let queue: Queue;
  const own = useOwnQueue({ PUBLIC_ORIGIN: [origin] });
  beforeEach(() => {
    ({ server, api, queue } = own());
  });

  const sameOrigin = { origin, 'sec-fetch-site': 'same-origin' };
  const at = async (path: string, cookie?: string, method = 'GET', headers: Record<string, string> = {}) => {
    const response = await fetch(`${api.url}/admin${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const enter = async (role: Role = 'operator') => {
    const session = await api.signedIn(role);
    const { status, headers } = await api.call('POST', '/operations/board-session', {
      token: session.accessToken,
    });
    const set = headers.get('Set-Cookie') ?? '';
    return { session, status, set, cookie: set.split(';')[0]! };
  };
  const actions = async (token: string) =>
    (await api.call<{ items: OperatorAction[] }>('GET', '/operations/actions', { token })).body.items;
  const failed = async (data: object, error: string) => {
    const job = await queue.add('job', data, { attempts: 1 });
    const connection = new Redis(server.url, { maxRetriesPerRequest: null });
    const worker = openWorker(queue.name, { connection, redisVersion: '7.0.0' }, () =>
      Promise.reject(new Error(error)),
    );
    await once(worker, 'failed');
    await worker.close();
    connection.disconnect();
    return job.id!;
  };

  it('is opened by a cookie for its own addresses, which scripts and other sites cannot use', async () => {
    const { status, set } = await enter();
    expect(status).to.equal(204);
    expect(set).to.match(
      /^parkmate_board=[\w-]+; Max-Age=600; Path=\/admin\/queues; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('opens for no other role', async () => {
    for (const role of ['user', 'owner'] as const) {
      expect(await enter(role)).to.include({ status: 403, set: '' });
    }
  });

  describe('for those without a cookie that is good', () => {
    const paths = ['', '/', '/api/queues', '/static/favicon.ico', '/queue/notify', '/api/queues/pause'];
    const same = async (what: string, cookie: string | undefined, headers: Record<string, string> = {}) => {
      for (const path of paths)
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']) {
          const [board, unknown] = await Promise.all([
            at(`/queues${path}`, cookie, method, headers),
            at(`/nothing${path}`, cookie, method, headers),
          ]);
          const comparable = ({ status, headers: all, text }: Awaited<ReturnType<typeof at>>) => ({
            status,
            text: text.replace(/"requestId":"[^"]+"/, ''),
            headers: [...all].filter(([name]) => !['date', 'x-request-id'].includes(name)),
          });
          expect(comparable(board), `${method} ${path} ${what}`).to.deep.equal(comparable(unknown));
          if (method !== 'OPTIONS') expect(board.status).to.equal(404);
        }
    };

    it('is an unknown address, byte for byte', async () => {
      const { cookie } = await enter();
      await same('without', undefined, sameOrigin);
      await same('forged', `${cookie.slice(0, -3)}AAA`);
      await same('empty', 'parkmate_board=');
      await same('bearer token instead', undefined, {
        authorization: `Bearer ${(await api.signedIn('operator')).accessToken}`,
      });
    });

    it('is one again when the session has ended, the role changes, or the account is suspended', async () => {
      const changes = [
        'UPDATE sessions SET revoked_at = now() WHERE user_id = $1',
        `UPDATE users SET role = 'user' WHERE id = $1`,
        'UPDATE users SET suspended_at = now() WHERE id = $1',
      ];
      for (const change of changes) {
        const { session, cookie } = await enter();
        expect((await at('/queues', cookie)).status).to.equal(200);
        await api.services.db.manager.query(change, [session.user.id]);
        await api.services.revokedSessions.look();
        await same(change, cookie);
      }
    });

    it('is one again after ten minutes', async () => {
      const { cookie } = await enter();
      const { clock } = api.services;
      const now = clock.now.bind(clock);
      clock.now = () => new Date(now().getTime() + 599_000);
      expect((await at('/queues', cookie)).status).to.equal(200);
      clock.now = () => new Date(now().getTime() + 601_000);
      await same('expired', cookie);
      clock.now = now;
    });
  });

  it('shows all queues, and nothing of people', async () => {
    const data = { eventIds: ['0197-a'], email: 'ann@example.test' };
    const id = await failed(data, 'no mailbox ann@example.test');
    // One that has no error.
    await queue.add('waiting', data);
    for (const role of ['operator', 'admin'] as const) {
      const { cookie } = await enter(role);
      const list = await at(`/queues/api/queues?activeQueue=${queue.name}&page=1&jobsPerPage=10`, cookie);
      const one = await at(`/queues/api/queues/${queue.name}/${id}`, cookie);
      for (const { status, text } of [list, one]) {
        expect(status).to.equal(200);
        expect(text).to.contain('0197-a').and.not.contain('ann@');
      }
      const { queues } = JSON.parse(list.text) as { queues: { name: string; readOnlyMode: boolean }[] };
      expect(queues.map(({ name }) => name)).to.include.members(['notify', queue.name]);
      expect(queues.map(({ readOnlyMode }) => readOnlyMode)).to.include(role === 'admin');
      for (const path of [`${queue.name}/${id}/flow`, `${queue.name}/workers`])
        expect((await at(`/queues/api/queues/${path}`, cookie)).status).to.equal(404);
      expect((await at('/queues/api/redis/stats', cookie)).status).to.equal(404);
    }
  });

  it('shows a hundred jobs at most, however many its address asks for', async () => {
    await queue.addBulk(Array.from({ length: 101 }, () => ({ name: 'job', data: {} })));
    const { cookie } = await enter();
    const { text } = await at(
      `/queues/api/queues?activeQueue=${queue.name}&status=waiting&page=1&jobsPerPage=1000000`,
      cookie,
    );
    const { queues } = JSON.parse(text) as { queues: { name: string; jobs: unknown[] }[] };
    expect(queues.find(({ name }) => name === queue.name)?.jobs).to.have.lengthOf(100);
  });

  it('lets operators act, on the record', async () => {
    const id = await failed({}, 'broken');
    await queue.add('later', {}, { delay: 60_000 });
    const { cookie, session } = await enter();
    const put = (path: string) => at(`/queues/api/queues/${queue.name}/${path}`, cookie, 'PUT', sameOrigin);
    for (const path of [`${id}/retry`, `${id}/clean`, 'promote', 'pause', 'resume'])
      expect((await put(path)).status, path).to.equal(200);
    expect((await queue.getWaiting()).map(({ name }) => name)).to.deep.equal(['later']);
    await failed({}, 'again');
    expect(JSON.parse((await put('retry/failed')).text)).to.deep.equal({ retried: 2, skipped: 0 });
    expect((await put('clean/failed')).status).to.equal(200);
    const done = (await actions(session.accessToken)).filter((one) => one.queue === queue.name);
    expect(done.map(({ action, touched }) => `${action} ${touched}`).reverse()).to.deep.equal([
      ...['retry 1', 'discard 1', 'promote 1', 'pause 1', 'resume 1', 'retry 2', 'discard 0'],
    ]);
    for (const one of done)
      expect(one).to.include({ reason: 'on the queue board', actorId: session.user.id });
  });

  it('pauses and resumes all queues, each on the record', async () => {
    const { cookie, session } = await enter();
    for (const path of ['pause', 'resume'] as const) {
      expect((await at(`/queues/api/queues/${path}`, cookie, 'PUT', sameOrigin)).status).to.equal(200);
      expect(await queue.isPaused()).to.equal(path === 'pause');
      const done = (await actions(session.accessToken)).filter(({ action }) => action === path);
      expect(done.map((one) => one.queue)).to.include.members(['notify', queue.name]);
    }
  });

  it('does nothing else: no payload is edited, no job added, no queue emptied', async () => {
    const { id } = await queue.add('job', { eventIds: [] });
    const { cookie } = await enter();
    const refused = [
      ...[`PUT ${queue.name}/empty`, `PUT ${queue.name}/obliterate`, `POST ${queue.name}/add`],
      ...[`PATCH ${queue.name}/${id!}/update-data`, `PUT ${queue.name}/clean/waiting`],
      ...[`PUT ${queue.name}/concurrency`, `DELETE ${queue.name}`, `PUT ${queue.name}/retry/completed`],
    ];
    for (const call of refused) {
      const [method, path] = call.split(' ') as [string, string];
      expect((await at(`/queues/api/queues/${path}`, cookie, method, sameOrigin)).status, call).to.equal(403);
    }
    expect(await queue.getWaitingCount()).to.equal(1);
    const unknown = await at('/queues/api/queues/unknown/pause', cookie, 'PUT', sameOrigin);
    expect(unknown.status).to.equal(404);
  });

  it('lets admins look, and refuses what they do', async () => {
    const { cookie } = await enter('admin');
    const { status } = await at(`/queues/api/queues/${queue.name}/pause`, cookie, 'PUT', sameOrigin);
    expect(status).to.equal(403);
    expect(await queue.isPaused()).to.equal(false);
  });

  it('refuses what another site makes a browser send', async () => {
    const { cookie } = await enter();
    for (const headers of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin, 'sec-fetch-site': 'cross-site' },
      { origin, 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const { status } = await at(`/queues/api/queues/${queue.name}/pause`, cookie, 'PUT', headers);
      expect(status, JSON.stringify(headers)).to.equal(403);
    }
    expect(await queue.isPaused()).to.equal(false);
  });

  it('has a policy of its own, without inline scripts and other hosts', async () => {
    const { cookie } = await enter();
    const { headers, text } = await at('/queues/', cookie);
    expect(headers.get('Content-Security-Policy')).to.contain("script-src 'self'");
    expect(headers.get('Content-Security-Policy')).to.not.contain('unsafe-eval').and.not.contain('http');
    expect(headers.get('Cache-Control')).to.equal('no-store');
    expect(headers.get('X-Powered-By')).to.equal(null);
    expect(text).to.contain('<div id="root"></div>').and.not.contain('https:');
  });

  describe('while Redis is away', () => {
    it('says so', async () => {
      const { cookie } = await enter();
      await server.kill();
      const read = await at('/queues/api/queues?page=1&jobsPerPage=10', cookie);
      expect(read.status, read.text).to.equal(503);
      const acted = await at(`/queues/api/queues/${queue.name}/pause`, cookie, 'PUT', sameOrigin);
      expect(acted.status, acted.text).to.equal(503);
    });
  });
});
