import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { dueProviders } from './due-providers.js';

describe('The providers that something is due at', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());
  beforeEach(() => domain.query('TRUNCATE deliveries, delivery_providers CASCADE'));

  const add = async (provider: string, dueInSeconds = -1) => {
    const { userId } = await domain.account('owner');
    await domain.query(
      `INSERT INTO deliveries (user_id, channel, provider, purpose, priority, due_at)
       VALUES ($1, split_part($2, ':', 1), $2, 'test', 1, now() + make_interval(secs => $3))`,
      [userId, provider, dueInSeconds],
    );
  };
  const known = (provider: string, failures: number, downFor: number | null) =>
    domain.query(
      `INSERT INTO delivery_providers (provider, failures, down_until)
       VALUES ($1, $2, now() + make_interval(secs => $3))`,
      [provider, failures, downFor],
    );

  it('are those of the channel, once each, where something is due now', async () => {
    for (const provider of ['email', 'email', 'push:a.example', 'push:b.example', 'webhook:1'])
      await add(provider);
    await add('webhook:2', 60);
    expect(await dueProviders(domain.db, 'email')).to.deep.equal(['email']);
    expect(await dueProviders(domain.db, 'push')).to.have.members(['push:a.example', 'push:b.example']);
    expect(await dueProviders(domain.db, 'webhook')).to.deep.equal(['webhook:1']);
    await domain.query(`DELETE FROM deliveries WHERE channel = 'push'`);
    expect(await dueProviders(domain.db, 'push')).to.deep.equal([]);
  });

  it('are all that work, and few of those that could not be reached: whoever has waited for longest', async () => {
    for (let n = 0; n < 9; n++) {
      await add(`webhook:works-${n}`);
      await add(`webhook:fails-${n}`);
      await known(`webhook:fails-${n}`, 3, n === 8 ? 60 : n === 7 ? null : -60 + n);
    }
    await known('webhook:works-0', 0, null);
    const due = await dueProviders(domain.db, 'webhook');
    expect(due.filter((provider) => provider.includes('works'))).to.have.length(9);
    expect(due.filter((provider) => provider.includes('fails'))).to.deep.equal(
      [7, 0, 1, 2].map((n) => `webhook:fails-${n}`),
    );
  });
});
