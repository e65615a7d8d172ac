import { expect } from 'chai';
import { requestLetter } from '../accounts/mail/request-letter.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { prune } from './prune.js';

describe('Pruning how many letters people were sent', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  it('deletes what counts no more, and nothing by which somebody is still kept from more letters', async () => {
    const { userId } = await domain.account('user');
    await domain.query(
      `INSERT INTO letter_counts (user_id, purpose, last_at, since, letters)
       VALUES ($1, 'new-device', now() - interval '25 hours', now() - interval '26 hours', 10),
              ($1, 'reset-password', now() - interval '2 minutes', now() - interval '50 minutes', 5)`,
      [userId],
    );
    const pruned = await prune(domain.db, {
      ...{ retention: { notifications: 180, events: 730, connections: 30 }, withinMs: 60_000 },
    });
    expect(pruned.find(({ name }) => name === 'letter-counts')).to.deep.equal({
      ...{ name: 'letter-counts', deleted: 1 },
    });
    for (const purpose of ['verify-address', 'reset-password'] as const)
      await requestLetter(domain.db, purpose, { userId });
    const letters = await domain.query<{ purpose: string }>('SELECT purpose FROM deliveries');
    expect(letters.map(({ purpose }) => purpose)).to.deep.equal(['verify-address']);
  });
});
