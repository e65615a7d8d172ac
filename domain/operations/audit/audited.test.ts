import { expect } from 'chai';
import { openDomain, type Domain } from '../../../test/harness/domain.js';
import { audited, type Intent } from './audited.js';
import { listOperatorActions } from './list-operator-actions.js';

describe('The record of what operators do', () => {
  let domain: Domain;
  let intent: Intent;
  before(async () => {
    domain = await openDomain();
    const { userId } = await domain.account('operator');
    intent = {
      action: 'retry',
      queue: 'notify',
      filter: { jobName: 'x' },
      reason: 'a test',
      actorId: userId,
    };
  });
  after(() => domain.close());

  const newest = async () => (await listOperatorActions(domain.db, { limit: 1 })).items[0];

  it('is written before the action begins, and completed after it', async () => {
    const done = await audited(domain.db, intent, async (touch) => {
      expect(await newest()).to.deep.include({ ...intent, touched: null, error: null });
      touch(2);
      touch(3);
    });
    expect(done).to.deep.include({ ...intent, touched: 5, error: null });
    expect(done.actorName).to.be.a('string');
    expect(await newest()).to.deep.equal(done);
  });

  it('says why an action failed, and what it had touched before', async () => {
    const failing = audited(domain.db, intent, (touch) => {
      touch(1);
      return Promise.reject(new Error('away'));
    });
    expect(await failing.catch(String)).to.equal('Error: away');
    expect(await newest()).to.include({ touched: 1, error: 'away' });
  });

  it('says so without secrets and addresses', async () => {
    const error = new Error('ann@example.test is not at redis://u:hunter2@h');
    await audited(domain.db, intent, () => Promise.reject(error)).catch(String);
    expect((await newest())?.error).to.equal('(hidden) is not at (hidden)');
  });

  it('stays unfinished where its process dies within it', async () => {
    const dies = audited(domain.db, intent, (touch) => {
      touch(3);
      return new Promise<never>(() => undefined);
    });
    const isOver = await Promise.race([dies, new Promise((resolve) => setTimeout(resolve, 100, 'no'))]);
    expect(isOver).to.equal('no');
    expect(await newest()).to.deep.include({ ...intent, touched: null, error: null });
  });

  it('is not left to a transaction, which could be rolled back', async () => {
    const inside = domain.db.transaction((db) => audited(db, intent, () => Promise.resolve()));
    expect(await inside.catch(String)).to.contain('outside of a transaction');
  });

  it('outlives the account', async () => {
    await audited(domain.db, { ...intent, actorId: (await domain.account('operator')).userId }, () =>
      domain
        .query('DELETE FROM users WHERE id = (SELECT max(id::text)::uuid FROM users)')
        .then(() => undefined),
    );
    const kept = await newest();
    expect(kept?.actorId).to.be.a('string');
    expect(kept?.actorName).to.equal(null);
  });

  for (const table of ['operator_actions', 'operator_action_outcomes'])
    for (const change of [`UPDATE ${table} SET`, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`])
      it(`refuses ${change}`, async () => {
        const column = table === 'operator_actions' ? `reason = ''` : 'touched = 0';
        const sql = change.endsWith('SET') ? `${change} ${column}` : change;
        const refusal = await domain.query(sql).catch(String);
        expect(refusal).to.match(/operator_action(s|_outcomes) is append-only/);
      });
});
