import { expect } from 'chai';
import { emptyDatabase } from '../test/harness/database.js';
import { runScript } from '../test/harness/node-process.js';

const run = (env: Record<string, string>) => runScript('migrations/main', env);

describe('npm run migrate', () => {
  it('migrates, and says when there is nothing to do', async () => {
    const database = await emptyDatabase();
    try {
      const first = await run({ DATABASE_URL: database.url });
      expect(first).to.include({ code: 0 });
      expect(first.said).to.contain('Migrated: ');
      expect((await run({ DATABASE_URL: database.url })).said).to.contain('up to date');
    } finally {
      await database.drop();
    }
  }).timeout(20_000);

  it('says what is wrong with its settings or its database, and no secret', async () => {
    const [missing, raw, pooler, away] = await Promise.all([
      run({}),
      run({ DATABASE_URL: 'postgres://u:hunter#2@h/d' }),
      run({ DATABASE_URL: 'postgres://u:p@h/d', DATABASE_POOLER: 'maybe' }),
      run({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/d' }),
    ]);
    expect([missing, raw, pooler].map(({ code }) => code)).to.deep.equal([78, 78, 78]);
    expect(missing.said).to.contain('DATABASE_URL is required');
    expect(raw.said).to.contain('DATABASE_URL has a raw "#"');
    expect(pooler.said).to.contain('DATABASE_POOLER');
    expect(away.code).to.equal(1);
    expect(away.said).to.contain('ECONNREFUSED').and.contain('Nothing listens');
    for (const { said } of [raw, away]) expect(said).not.to.contain('hunter');
  }).timeout(20_000);
});
