import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { conflict, DomainError } from '../../domain/errors.js';
import { unavailable } from '../http/problem.js';
import { statement } from '../../platform/postgres/statement.js';
import { TestApi } from '../../test/harness/api.js';
import { route, type Route } from '../http/route.js';
import { age, count, slowRoute, stored, write, type Ending } from './idempotency.test-driver.js';

for (const sharesTransaction of [undefined, true] as const) {
  describe(`an Idempotency-Key${sharesTransaction ? ', where callers commit together' : ''}`, () => {
    let api: TestApi;
    let token: string;
    let ending: Ending;
    let committed: string[];
    let key: string;
    let name: string;

    const probe: Route = route({
      method: 'post',
      path: '/test/effects/:id',
      tag: 'Test',
      summary: 'Writes a row, and ends as the test says',
      who: ['owner'],
      params: z.strictObject({ id: z.string() }),
      body: z.strictObject({ name: z.string(), note: z.string().optional() }),
      answer: { status: 201, schema: z.object({ id: z.string() }) },
      problems: [],
      ...(sharesTransaction && { sharesTransaction }),
      handle: async ({ db, caller, body, afterCommit }) => {
        afterCommit(() => committed.push(body.name));
        const [row] = await db.query<{ id: string; pid: number }>(write, [caller.userId, body.name]);
        if (!row) throw new Error('nothing was written');
        if (ending === 'throw') throw conflict('slot_taken', 'Taken.', { availableUntil: null });
        if (ending === 'return') return conflict('not_renewable', 'Over.');
        if (ending === 'busy') throw new DomainError('too_many_attempts', 'Wait.', { retryAfterSeconds: 3 });
        if (ending === 'busy-returned') return new DomainError('too_many_attempts', 'Wait.');
        if (ending === 'away') throw unavailable('Something');
        if (ending === 'bug') throw new TypeError('a bug');
        if (ending === 'die') {
          await api.services.db.query(statement('test-kill', 'SELECT pg_terminate_backend($1)'), [row.pid]);
        }
        return { id: row.id };
      },
    });

    let preparing: (() => void)[];
    const slow = slowRoute(() => new Promise<void>((resolve) => preparing.push(resolve)));

    before(async () => {
      api = await TestApi.start({ routes: [probe, slow], env: { DATABASE_POOL_SIZE: 5 } });
      token = (await api.signedIn('owner')).accessToken;
    });
    after(() => api.stop());
    beforeEach(() => {
      ending = 'success';
      committed = [];
      preparing = [];
      key = randomUUID();
      name = randomUUID();
    });

    const post = <Body = { id: string; code: string }>(
      body: unknown = { name },
      headers: Record<string, string> = { 'Idempotency-Key': key },
      who = token,
      path = '/test/effects/1',
    ) => api.call<Body>('POST', path, { body, token: who, headers });
    const effects = async () => (await api.services.db.query<{ count: number }>(count, [name]))[0]?.count;
    const isReplay = ({ headers }: { headers: Headers }) => headers.get('Idempotent-Replayed') === 'true';

    it('gives the first answer again, and has one effect', async () => {
      const [first, second] = [await post(), await post()];
      expect(first.status).to.equal(201);
      expect(isReplay(first)).to.equal(false);
      expect(second.status).to.equal(201);
      expect(isReplay(second)).to.equal(true);
      expect(second.body).to.deep.equal(first.body);
      expect(second.headers.get('Content-Type')).to.equal(first.headers.get('Content-Type'));
      expect(await effects()).to.equal(1);
      expect(committed).to.deep.equal([name]);
    });

    it('makes fifty equal submits at once one effect with fifty equal answers', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
      expect(answers.every(({ status }) => status === 201)).to.equal(true);
      expect(answers.filter((answer) => !isReplay(answer))).to.have.lengthOf(1);
      expect(await effects()).to.equal(1);
    });

    it('without one, each call is another', async () => {
      await Promise.all([post({ name }, {}), post({ name }, {})]);
      expect(await effects()).to.equal(2);
    });

    it('is refused for another body or another address', async () => {
      await post();
      for (const other of [
        await post({ name, note: 'more' }),
        await post({ name }, undefined, token, '/test/effects/2'),
      ]) {
        expect(other.status).to.equal(422);
        expect(other.body.code).to.equal('idempotency_key_reused');
      }
      expect(await effects()).to.equal(1);
    });

    it('does not mind in which order the fields are written', async () => {
      await post({ name, note: 'n' });
      expect(isReplay(await post({ note: 'n', name }))).to.equal(true);
    });

    it('never meets the same key of another user', async () => {
      const other = await api.signedIn('owner');
      const [mine, theirs] = [await post(), await post(undefined, undefined, other.accessToken)];
      expect(isReplay(theirs)).to.equal(false);
      expect(theirs.body.id).not.to.equal(mine.body.id);
      expect(await effects()).to.equal(2);
    });

    it('is free again after a day', async () => {
      await post();
      await api.services.db.query(age, [key, '23 hours']);
      expect(isReplay(await post())).to.equal(true);
      await api.services.db.query(age, [key, '2 hours']);
      expect(isReplay(await post({ name, note: 'other' }))).to.equal(false);
      expect(isReplay(await post({ name, note: 'other' }))).to.equal(true);
      expect(await effects()).to.equal(2);
    });

    it('keeps a thrown problem as the answer, and nothing of what was written', async () => {
      ending = 'throw';
      const first = await post();
      ending = 'success';
      const second = await post();
      expect(first.status).to.equal(409);
      expect(second.status).to.equal(409);
      expect(isReplay(second)).to.equal(true);
      expect(second.body).to.deep.equal(first.body);
      expect(second.headers.get('Content-Type')).to.contain('application/problem+json');
      expect(await effects()).to.equal(0);
      expect(committed).to.deep.equal([]);
    });

    it('keeps a returned problem as the answer, and what was written', async () => {
      ending = 'return';
      const [first, second] = [await post(), await post()];
      expect(first.status).to.equal(409);
      expect(isReplay(second)).to.equal(true);
      expect(second.body).to.deep.equal(first.body);
      expect(await effects()).to.equal(1);
      expect(committed).to.deep.equal([name]);
    });

    for (const temporary of ['busy', 'away', 'bug', 'die'] as const) {
      it(`is not used up by an answer that is only temporary (${temporary})`, async () => {
        ending = temporary;
        const first = await post();
        expect(first.status).to.equal({ busy: 429, away: 503, bug: 500, die: 503 }[temporary]);
        expect(await effects()).to.equal(0);
        expect(committed).to.deep.equal([]);
        ending = 'success';
        const second = await post();
        expect(second.status).to.equal(201);
        expect(isReplay(second)).to.equal(false);
        expect(await effects()).to.equal(1);
      });
    }

    it('is not used up by a returned "wait", which keeps what was written', async () => {
      ending = 'busy-returned';
      expect((await post()).status).to.equal(429);
      ending = 'success';
      expect((await post()).status).to.equal(201);
      expect(await effects()).to.equal(2);
    });

    it('is not used up by a request that was refused before it was tried', async () => {
      expect((await post({ name, role: 'x' })).status).to.equal(400);
      expect((await post(undefined, undefined, 'broken')).status).to.equal(401);
      expect((await post()).status).to.equal(201);
    });

    it('has 1 to 200 visible characters', async () => {
      for (const bad of ['', ' ', 'a b', 'é', 'x'.repeat(201)]) {
        const { status, body } = await post({ name }, { 'Idempotency-Key': bad });
        expect(status, bad).to.equal(400);
        expect(body.code).to.equal('invalid_idempotency_key');
      }
      expect((await post({ name }, { 'Idempotency-Key': randomUUID().padEnd(200, '~') })).status).to.equal(
        201,
      );
      expect(await effects()).to.equal(1);
    });

    it('holds no connection while an answer is prepared, and prepares none that is known', async () => {
      const call = (headers: Record<string, string>) =>
        api.call<{ id: string }>('POST', '/test/slow', { token, headers });
      const slowOnes = [key, key, key, ...Array.from({ length: 9 }, () => randomUUID())].map((each) =>
        call({ 'Idempotency-Key': each }),
      );
      while (preparing.length < slowOnes.length) await new Promise(setImmediate);
      expect((await api.call('GET', '/me', { token })).status).to.equal(200);
      for (const end of preparing) end();
      const answers = await Promise.all(slowOnes);
      expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 201));
      expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(10);
      const again = await call({ 'Idempotency-Key': key });
      expect(isReplay(again)).to.equal(true);
      expect(again.body).to.deep.equal(answers[0]?.body);
    });

    it('keeps answers so that the database cannot be read for tokens', async () => {
      const body = {
        email: `${randomUUID()}@example.test`,
        password: 'correct horse',
        name: 'Ada',
        role: 'user',
      };
      const register = () =>
        api.call<{ accessToken: string }>('POST', '/auth/register', {
          body,
          headers: { 'Idempotency-Key': key },
        });
      const [first, second] = [await register(), await register()];
      expect(first.status).to.equal(201);
      expect(isReplay(second)).to.equal(true);
      expect(second.body).to.deep.equal(first.body);
      expect(second.headers.getSetCookie()).to.deep.equal(first.headers.getSetCookie());
      const [row] = await api.services.db.query<{ answer: string }>(stored, [key]);
      expect(row?.answer).to.be.a('string').and.not.contain('accessToken').and.not.contain('parkmate');
    });

    it('of a login counts one wrong guess once, and other guesses each', async () => {
      const email = `${randomUUID()}@example.test`;
      const guess = (password: string, headers: Record<string, string>) =>
        api.call('POST', '/auth/login', { body: { email, password }, headers });
      for (let i = 0; i < 8; i++)
        expect((await guess('same', { 'Idempotency-Key': key })).status).to.equal(401);
      for (let i = 0; i < 4; i++) {
        expect((await guess(`other ${i}`, { 'Idempotency-Key': randomUUID() })).status).to.equal(401);
      }
      expect((await guess('sixth', { 'Idempotency-Key': randomUUID() })).status).to.equal(429);
    });
  });
}
