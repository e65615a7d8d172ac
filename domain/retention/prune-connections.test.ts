import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { prune } from './prune.js';
import { retentionRules } from './retention-rules.js';

describe('Pruning of when devices were connected', () => {
  let domain: Domain;
  beforeEach(async () => {
    domain = await openDomain();
  });
  afterEach(() => domain.close());

  /** Connections of so many days ago, of a gateway that was seen last at that time. */
  const connected = async (days: number, count: number) => {
    await domain.query(
      `WITH gateway AS (
         INSERT INTO gateways (id, seen_at) VALUES (uuidv7(), now() - make_interval(days => $1::int)) RETURNING id, seen_at
       )
       INSERT INTO device_connections (id, user_id, session_id, gateway_id, connected_at)
       SELECT uuidv7(make_interval(days => -$1::int)), uuidv7(), uuidv7(), id, seen_at
       FROM gateway, generate_series(1, $2::int)`,
      [days, count],
    );
  };
  const run = async (connections: number) => {
    const pruned = await prune(domain.db, {
      retention: { notifications: 0, events: 0, connections },
      withinMs: 60_000,
    });
    return pruned.filter(({ name }) => ['device-connections', 'gateways'].includes(name));
  };

  it('deletes those of long ago with their gateways, and no others', async () => {
    await connected(31, 3);
    await connected(29, 2);
    expect(await run(30)).to.deep.equal([
      { name: 'device-connections', deleted: 3 },
      { name: 'gateways', deleted: 1 },
    ]);
    expect(await domain.query('SELECT FROM device_connections')).to.have.lengthOf(2);
    expect(await domain.query('SELECT FROM gateways')).to.have.lengthOf(1);
  });

  it('deletes nothing that is to be kept for ever', async () => {
    await connected(5_000, 1);
    expect(await run(0)).to.deep.equal([]);
  });

  it('reads nothing that is not old', async () => {
    await connected(0, 20_000);
    await domain.query('ANALYZE');
    const rule = retentionRules.find(({ name }) => name === 'device-connections');
    const plan = await domain.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${rule?.remove.text ?? ''}`,
      [30, 2_000],
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).to.contain('Index Scan using device_connections_pkey').and.not.contain('Rows Removed');
  });
});
