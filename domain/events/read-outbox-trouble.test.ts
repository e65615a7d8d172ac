import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { readOutboxTrouble } from './read-outbox-trouble.js';

describe('Trouble of the outbox', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  beforeEach(() => domain.query('DELETE FROM outbox'));
  after(() => domain.close());

  const waits = (seconds: number, attempts = 0, isDead = false) =>
    domain.query(
      `INSERT INTO outbox (event_id, attempts, next_at, dead_at)
       VALUES (uuidv7(), $2, now() + make_interval(secs => $1), CASE WHEN $3 THEN now() END)`,
      [seconds, attempts, isDead],
    );

  it('is none where nothing is overdue: new events, next attempts, and parts of an audience wait for their time', async () => {
    expect(await readOutboxTrouble(domain.db)).to.deep.equal({ overdueMs: 0, dead: 0 });
    await waits(2);
    await waits(600, 3);
    expect(await readOutboxTrouble(domain.db)).to.deep.equal({ overdueMs: 0, dead: 0 });
  });

  it('is as old as what is overdue longest, whether it was tried before or not', async () => {
    await waits(-20);
    await waits(-10);
    expect((await readOutboxTrouble(domain.db)).overdueMs).to.be.within(20_000, 25_000);
    await waits(-60, 2);
    expect((await readOutboxTrouble(domain.db)).overdueMs).to.be.within(60_000, 65_000);
  });

  it('has dead events apart from those that are overdue', async () => {
    await waits(-60, 10, true);
    await waits(-60, 10, true);
    expect(await readOutboxTrouble(domain.db)).to.deep.equal({ overdueMs: 0, dead: 2 });
  });
});
