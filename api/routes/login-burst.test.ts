import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { TestApi } from '../../test/harness/api.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('A burst of logins', function () {
  this.timeout(60_000);
  let api: TestApi;
  before(async () => (api = await TestApi.start({ env: { DATABASE_POOL_SIZE: 2 } })));
  after(() => api.stop());

  it('leaves connections and time to everybody else, and is answered', async () => {
    const { accessToken } = await api.signedIn('user');
    const password = 'correct horse';
    const calls = Array.from({ length: 160 }, (_, n) => {
      const email = `${randomUUID()}@example.test`;
      const headers = { 'Idempotency-Key': randomUUID() };
      return n % 4 === 0
        ? api.call('POST', '/auth/register', { headers, body: { email, password, name: 'A', role: 'user' } })
        : api.call('POST', '/auth/login', { headers, body: { email, password } });
    });
    let isOver = false;
    const answered = Promise.all(calls).finally(() => (isOver = true));
    const waits: number[] = [];
    while (!isOver) {
      const askedAt = performance.now();
      expect((await api.call('GET', '/me', { token: accessToken })).status).to.equal(200);
      waits.push(performance.now() - askedAt);
    }
    const statuses = (await answered).map(({ status }) => status);
    expect(new Set(statuses)).to.deep.equal(new Set([201, 401]));
    waits.sort((a, b) => a - b);
    expect(waits.length).to.be.above(20);
    expect(waits[Math.floor(waits.length / 2)]).to.be.below(hereMs(250));
  });
});
