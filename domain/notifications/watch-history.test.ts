import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { readInboxes } from './read-inboxes.js';
import { watchHistory } from './watch-history.js';

describe('Watching the history of the database', () => {
  let domain: Domain;
  let kept: number | undefined;
  const memory = {
    recall: () => Promise.resolve(kept),
    keep: (position: number) => {
      kept = position;
      return Promise.resolve();
    },
  };

  before(async () => {
    domain = await openDomain();
  });

  after(() => domain.close());

  it('lets an epoch last while the history only grows', async () => {
    kept = undefined;
    expect(await watchHistory(domain.db, memory)).to.equal(false);
    await domain.account('user');
    expect(await watchHistory(domain.db, memory)).to.equal(false);
  });

  it('starts a new epoch when the history is shorter than it was, after which old cursors are refused', async () => {
    const user = await domain.account('user');
    const ask = async (epoch: string | undefined) => {
      const [inbox] = await readInboxes(domain.db, [{ userId: user.userId, cursor: 0, epoch }]);
      if (!inbox) throw new Error('an inbox was asked for and not given');
      return inbox;
    };
    const { epoch } = await ask(undefined);
    expect(await ask(epoch)).to.include({ recovered: true });

    kept = Number.MAX_SAFE_INTEGER;
    expect(await watchHistory(domain.db, memory)).to.equal(true);
    expect(await ask(epoch)).to.include({ recovered: false });
    expect(await watchHistory(domain.db, memory)).to.equal(false);
  });
});
