import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { prune } from '../retention/prune.js';
import { countNotifications } from './count-notifications.js';

describe('An hour of notifications is counted', () => {
  let domain: Domain;

  beforeEach(async () => {
    domain = await openDomain();
  });
  afterEach(() => domain.close());

  const hours = async () => {
    const [row] = await domain.query<{ hours: number; uncounted: number }>(
      `SELECT count(*)::int AS hours, count(*) FILTER (WHERE counted_at IS NULL)::int AS uncounted FROM counted_hours`,
    );
    return row;
  };
  /** The one hour there is beside the current one, when it began, and when it was counted last. */
  const isDue = async (hour: string, countedAt: string) => {
    await domain.query('TRUNCATE counted_hours');
    await domain.query(
      `INSERT INTO counted_hours SELECT hour, ${countedAt} FROM (SELECT date_trunc('hour', now()) - interval '${hour}') AS begun (hour)
         UNION ALL SELECT date_trunc('hour', now()), now()`,
    );
    return (await countNotifications(domain.db)) === 1;
  };

  it('from a week ago on at first, and each hour by one of those who count at once', async () => {
    await countNotifications(domain.db);
    await domain.query('UPDATE counted_hours SET counted_at = NULL');
    const [first, second] = await Promise.all([countNotifications(domain.db), countNotifications(domain.db)]);
    expect(first).to.be.above(0);
    expect(second).to.be.above(0);
    expect(first + second).to.equal(169);
    expect(await hours()).to.deep.equal({ hours: 169, uncounted: 0 });
    expect(await countNotifications(domain.db)).to.equal(0);
  });

  it('no more often than costs a twentieth of the time', async () => {
    const after = async (tookMs: number) => {
      await domain.query('TRUNCATE counted_hours');
      await domain.query(
        `INSERT INTO counted_hours VALUES (date_trunc('hour', now()), now() - interval '100 seconds', ${tookMs})`,
      );
      return countNotifications(domain.db);
    };
    expect(await after(6_000)).to.equal(0);
    expect(await after(4_000)).to.equal(1);
    const [row] = await domain.query<{ tookMs: number }>('SELECT took_ms AS "tookMs" FROM counted_hours');
    expect(row?.tookMs).to.be.within(1, 3_000);
  });

  it('without a gap after an outage', async () => {
    await countNotifications(domain.db);
    await domain.query(`DELETE FROM counted_hours WHERE hour > now() - interval '9 hours'`);
    await countNotifications(domain.db);
    expect(await hours()).to.deep.equal({ hours: 169, uncounted: 0 });
  });

  it('every minute while it is new, ever less often later, and never again after a week', async () => {
    await countNotifications(domain.db);
    await domain.query(`UPDATE counted_hours SET counted_at = now() - interval '55 seconds'`);
    expect(await countNotifications(domain.db)).to.equal(0);
    await domain.query(`UPDATE counted_hours SET counted_at = now() - interval '65 seconds'`);
    expect(await countNotifications(domain.db)).to.be.within(1, 2);
    // Over for 23 to 24 hours: after a quarter of its age then.
    expect(await isDue('24 hours', `now() - interval '4 hours'`)).to.equal(false);
    expect(await isDue('24 hours', `now() - interval '6 hours'`)).to.equal(true);
    // For the last time when nothing counts any more.
    expect(await isDue('15 days', `hour + interval '7 days 59 minutes'`)).to.equal(true);
    expect(await isDue('15 days', `hour + interval '7 days 61 minutes'`)).to.equal(false);
  });

  it('and kept for longer than a year', async () => {
    await domain.query(
      "INSERT INTO notification_counts VALUES (date_trunc('hour', now()), 'e', 'inbox', 1, 0, 0, 0, '{}', 0, 0)",
    );
    await countNotifications(domain.db);
    for (const table of ['counted_hours', 'notification_counts'])
      await domain.query(
        `UPDATE ${table} SET hour = hour - interval '399 days' WHERE hour > now() - interval '1 hour'`,
      );
    const retention = { notifications: 1, events: 1, connections: 1 };
    const pruned = async () =>
      (await prune(domain.db, { retention, withinMs: 1_000 })).filter(
        ({ name, deleted }) => deleted > 0 && /count/.test(name),
      );
    expect(await pruned()).to.deep.equal([]);
    for (const table of ['counted_hours', 'notification_counts'])
      await domain.query(
        `UPDATE ${table} SET hour = hour - interval '2 days' WHERE hour < now() - interval '300 days'`,
      );
    expect((await pruned()).map(({ name }) => name)).to.deep.equal(['counted-hours', 'notification-counts']);
  });
});
