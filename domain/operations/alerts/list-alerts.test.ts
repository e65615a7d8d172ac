import { expect } from 'chai';
import { openDomain, type Domain } from '../../../test/harness/domain.js';
import { listAlerts, readOpenAlerts } from './list-alerts.js';

describe('Listed alerts', () => {
  let domain: Domain;

  before(async () => {
    domain = await openDomain();
    await domain.query(
      `INSERT INTO alerts (rule, subject, severity, figure, message, cleared_at)
       SELECT 'queue-wait', 'q' || place, CASE WHEN place IN (2, 4) THEN 'critical' ELSE 'warning' END, '', 'm',
              CASE WHEN place % 2 = 1 THEN now() END
       FROM generate_series(1, 6) AS place`,
    );
  });
  after(() => domain.close());

  const subjects = (alerts: { subject: string }[]) => alerts.map(({ subject }) => subject);

  it('come newest first, page by page, all of them or by whether they are open', async () => {
    const first = await listAlerts(domain.db, { limit: 3 });
    expect(subjects(first.items)).to.deep.equal(['q6', 'q5', 'q4']);
    expect(first.items.map(({ severity }) => severity)).to.deep.equal(['warning', 'warning', 'critical']);
    const next = await listAlerts(domain.db, { limit: 3, cursor: first.nextCursor ?? '' });
    expect(subjects(next.items)).to.deep.equal(['q3', 'q2', 'q1']);
    expect(next.nextCursor).to.equal(null);
    const open = await listAlerts(domain.db, { limit: 10, open: 'true' });
    expect(subjects(open.items)).to.deep.equal(['q6', 'q4', 'q2']);
    expect(open.items[0]?.clearedAt).to.equal(null);
    const cleared = await listAlerts(domain.db, { limit: 10, open: 'false' });
    expect(subjects(cleared.items)).to.deep.equal(['q5', 'q3', 'q1']);
  });

  it('that are open are read with critical ones first, and then the newest first', async () => {
    const open = await readOpenAlerts(domain.db);
    expect(open.map(({ subject, severity }) => `${subject} ${severity}`)).to.deep.equal([
      ...['q4 critical', 'q2 critical', 'q6 warning'],
    ]);
  });
});
