import { expect } from 'chai';
import { openDomain, type Domain } from '../../../test/harness/domain.js';
import { listAlerts, readOpenAlerts } from './list-alerts.js';

describe('Listed alerts', () => {
  let domain: Domain;

  before(async () => {
    domain = await openDomain();
    await domain.query(
      `INSERT INTO alerts (rule, subject, severity, figure, message, cleared_at)
       SELECT 'queue-wait', 'q' || place, CASE WHEN place = 2 THEN 'critical' ELSE 'warning' END, '', 'm',
              CASE WHEN place % 2 = 1 THEN now() END
       FROM generate_series(1, 5) AS place`,
    );
  });
  after(() => domain.close());

  const subjects = (alerts: { subject: string }[]) => alerts.map(({ subject }) => subject);

  it('come newest first, page by page, all of them or by whether they are open', async () => {
    const first = await listAlerts(domain.db, { limit: 3 });
    expect(subjects(first.items)).to.deep.equal(['q5', 'q4', 'q3']);
    const next = await listAlerts(domain.db, { limit: 3, cursor: first.nextCursor ?? '' });
    expect(subjects(next.items)).to.deep.equal(['q2', 'q1']);
    expect(next.nextCursor).to.equal(null);
    const open = await listAlerts(domain.db, { limit: 10, open: 'true' });
    expect(subjects(open.items)).to.deep.equal(['q4', 'q2']);
    expect(open.items[0]?.clearedAt).to.equal(null);
    const cleared = await listAlerts(domain.db, { limit: 10, open: 'false' });
    expect(subjects(cleared.items)).to.deep.equal(['q5', 'q3', 'q1']);
  });

  it('that are open are read with critical ones first', async () => {
    expect(subjects(await readOpenAlerts(domain.db))).to.deep.equal(['q2', 'q4']);
  });
});
